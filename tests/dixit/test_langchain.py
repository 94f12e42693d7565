"""LangChain's own standard tests over Dixit's index, and what they do not ask."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from langchain_core.documents import Document
from langchain_core.embeddings import DeterministicFakeEmbedding, Embeddings
from langchain_core.indexing import InMemoryRecordManager, index
from langchain_core.retrievers import BaseRetriever
from langchain_core.vectorstores import VectorStore
from langchain_tests.integration_tests import (
    RetrieversIntegrationTests,
    VectorStoreIntegrationTests,
)

from dixit import Dixit
from dixit.index.errors import EmbedderMismatch
from dixit.index.filters import Filter
from dixit.index.search_index import SearchIndex
from dixit.langchain import DixitEmbeddings, DixitRetriever, DixitVectorStore
from dixit.rag.embedders.base import Embedder

QUESTION = "Qu'a dit Zu Sijie ?"
PLANE = {
    "north": [1.0, 0.0],
    "nearly north": [2.0, 0.2],
    "north-east": [3.0, 3.0],
    "south": [-1.0, 0.0],
    "nowhere": [0.0, 0.0],
    "broken": [float("nan"), 0.0],
}


class Plane(Embeddings):
    """A few words as directions, none of unit length on purpose."""

    model = "plane"

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        return PLANE.get(text, [0.5, 0.5])


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[SearchIndex]:
    opened = SearchIndex.open(tmp_path / "index", create=True)
    yield opened
    opened.close()


@pytest.fixture
def store(opened: SearchIndex) -> DixitVectorStore:
    return DixitVectorStore(opened, Plane())


@pytest.fixture
def articles(seed_index: Path, embedder: Embedder) -> Iterator[DixitVectorStore]:
    """The articles that Dixit itself indexed."""
    opened = SearchIndex.open(seed_index)
    yield DixitVectorStore(opened, DixitEmbeddings(embedder))
    opened.close()


class TestStandardVectorStore(VectorStoreIntegrationTests):
    @pytest.fixture
    def vectorstore(self, opened: SearchIndex) -> VectorStore:
        return DixitVectorStore(opened, self.get_embeddings())


class TestStandardRetriever(RetrieversIntegrationTests):
    @pytest.fixture(autouse=True)
    def over_the_seeds(self, seed_dixit: Dixit) -> None:
        self.dixit = seed_dixit

    @property
    def retriever_constructor(self) -> type[BaseRetriever]:
        return DixitRetriever

    @property
    def retriever_constructor_params(self) -> dict[str, Any]:
        return {"dixit": self.dixit}

    @property
    def retriever_query_example(self) -> str:
        return QUESTION


def test_what_was_put_comes_back_as_it_went_in(store: DixitVectorStore) -> None:
    put = Document(
        id="n/1#0:5", page_content="north", metadata={"source": "a.pdf", "deep": [{"é": None}, 1.5]}
    )
    store.add_documents([put])

    assert store.similarity_search("north") == [put]
    assert store.get_by_ids(["n/1#0:5", "n/1#0:5", "absent"]) == [put]


def test_ids_are_given_where_none_are_and_the_last_of_an_id_stays(store: DixitVectorStore) -> None:
    ids = store.add_texts(["north", "south", "north-east"], ids=["same", None, "same"])

    assert ids[0] == ids[2] == "same"
    assert len(ids[1]) == 36
    found = {d.id: d.page_content for d in store.similarity_search("north")}
    assert found == {"same": "north-east", ids[1]: "south"}


def test_an_empty_text_is_kept_and_never_found(store: DixitVectorStore) -> None:
    store.add_texts(["", "north", ""], ids=["1", "2", "3"])

    assert [d.id for d in store.similarity_search("north")] == ["2"]
    assert store.get_by_ids(["3"]) == [Document(id="3", page_content="")]


def test_nothing_but_empty_texts_can_be_put_first(store: DixitVectorStore) -> None:
    store.add_texts([""], ids=["1"])
    store.add_texts(["north"], ids=["2"])

    assert [d.id for d in store.similarity_search("north")] == ["2"]


def test_nothing_put_is_nothing_done(store: DixitVectorStore, opened: SearchIndex) -> None:
    assert store.add_texts([]) == []
    assert opened.embedder() is None


def test_the_score_is_the_cosine(store: DixitVectorStore) -> None:
    store.add_texts(["north-east", "south", "nowhere", "north"])

    scored = store.similarity_search_with_score("nearly north", k=4)

    assert [document.page_content for document, _ in scored] == [
        "north",
        "north-east",
        "nowhere",
        "south",
    ]
    query = np.array(PLANE["nearly north"]) / np.linalg.norm(PLANE["nearly north"])
    expected = [query[0], query.sum() / np.sqrt(2), 0, -query[0]]
    assert [score for _, score in scored] == pytest.approx(expected, abs=1e-6)


def test_relevance_is_the_cosine_with_nothing_below_zero(store: DixitVectorStore) -> None:
    store.add_texts(["north", "south"])

    scored = store.similarity_search_with_relevance_scores("north", k=2)
    retriever = store.as_retriever(
        search_type="similarity_score_threshold", search_kwargs={"score_threshold": 0.5}
    )

    assert [score for _, score in scored] == pytest.approx([1, 0])
    assert [document.page_content for document in retriever.invoke("north")] == ["north"]


def test_marginal_relevance_prefers_what_is_unlike(store: DixitVectorStore) -> None:
    store.add_texts(["north", "nearly north", "north-east"])

    def found(**options: Any) -> list[str]:
        return [d.page_content for d in store.max_marginal_relevance_search("north", **options)]

    assert found(k=2, lambda_mult=1.0) == ["north", "nearly north"]
    assert found(k=2, lambda_mult=0.1) == ["north", "north-east"]
    assert found(k=2, fetch_k=2, lambda_mult=0.1) == ["north", "nearly north"]
    by_vector = store.max_marginal_relevance_search_by_vector([5.0, 0.0], k=2, lambda_mult=0.1)
    assert [d.page_content for d in by_vector] == ["north", "north-east"]


def test_a_filter_narrows_every_search(store: DixitVectorStore) -> None:
    store.add_texts(["north", "nearly north", "south"], ids=["n", "nn", "s"])
    where = Filter(sources=frozenset({"nn", "s"}))

    assert [d.id for d in store.similarity_search("north", filter=where)] == ["nn", "s"]
    scored = store.similarity_search_with_score("north", k=1, filter=where)
    assert [d.id for d, _ in scored] == ["nn"]
    by_vector = store.similarity_search_by_vector([1, 0], filter=where)
    assert [d.id for d in by_vector] == ["nn", "s"]
    unlike = store.max_marginal_relevance_search("north", k=3, filter=where)
    assert {d.id for d in unlike} == {"nn", "s"}
    retriever = store.as_retriever(search_kwargs={"filter": where})
    assert [d.id for d in retriever.invoke("north", k=1)] == ["nn"]


def test_a_speaker_is_found_in_what_was_put(store: DixitVectorStore) -> None:
    said = "« Il pleut sur la ville depuis trois jours », a déclaré Anne Martin."
    store.add_texts([said, "north"], ids=["said", "north"])

    found = store.similarity_search("north", filter=Filter(speakers=frozenset({"Anne Martin"})))

    assert [d.id for d in found] == ["said"]


def test_a_filter_that_is_none_of_ours_or_a_misspelt_one_is_refused(
    store: DixitVectorStore,
) -> None:
    with pytest.raises(TypeError, match=r"index\.filters\.Filter"):
        store.similarity_search("north", filter={"source": "n"})
    with pytest.raises(TypeError, match="fliter"):
        store.similarity_search("north", fliter=Filter())


@pytest.mark.parametrize(
    "metadata",
    [
        {"when": object()},
        {"pair": (1, 2)},
        {1: "one"},
        {"share": float("nan")},
        {"share": float("inf")},
        {"name": "\ud800"},
    ],
)
def test_metadata_that_is_not_json_leaves_the_store_unchanged(
    store: DixitVectorStore, metadata: dict[Any, Any]
) -> None:
    store.add_texts(["north"], [{"kept": True}], ids=["1"])

    with pytest.raises(ValueError, match="'2' cannot be stored: its metadata"):
        store.add_texts(["south", "south"], [{}, metadata], ids=["1", "2"])

    assert store.similarity_search("north") == [
        Document(id="1", page_content="north", metadata={"kept": True})
    ]


def test_a_vector_of_no_numbers_leaves_the_store_unchanged(store: DixitVectorStore) -> None:
    with pytest.raises(ValueError, match="no numbers"):
        store.add_texts(["north", "broken"])
    with pytest.raises(ValueError, match="no numbers"):
        store.similarity_search("broken")

    assert store.similarity_search("north") == []


def test_as_many_ids_and_metadata_as_texts(store: DixitVectorStore) -> None:
    with pytest.raises(ValueError, match="2 texts, but 1 ids"):
        store.add_texts(["north", "south"], ids=["1"])
    with pytest.raises(ValueError, match="and 1 metadata"):
        store.add_texts(["north", "south"], [{}])


def test_deleting_none_deletes_all(store: DixitVectorStore) -> None:
    store.add_texts(["north", "south"])

    assert store.delete([])
    assert len(store.similarity_search("north")) == 2
    assert store.delete()
    assert store.similarity_search("north") == []


def test_the_folder_opened_again_holds_everything(
    store: DixitVectorStore, opened: SearchIndex, tmp_path: Path
) -> None:
    store.add_texts(["north", "south"], [{"n": 1}, {"n": 2}], ids=["1", "2"])
    before = store.similarity_search_with_score("nearly north")
    opened.close()

    again = SearchIndex.open(tmp_path / "index")
    after = DixitVectorStore(again, Plane()).similarity_search_with_score("nearly north")
    again.close()

    assert after == before


def test_another_embedding_is_refused(store: DixitVectorStore, opened: SearchIndex) -> None:
    store.add_texts(["north"])

    for other in (
        DixitVectorStore(opened, DeterministicFakeEmbedding(size=3), name="Plane plane"),
        DixitVectorStore(opened, Plane(), name="another of two dimensions"),
    ):
        with pytest.raises(EmbedderMismatch, match="Plane plane"):
            other.add_texts(["north"])
        with pytest.raises(EmbedderMismatch, match="Plane plane"):
            other.similarity_search("north")


def test_a_store_from_texts_and_from_documents(opened: SearchIndex) -> None:
    DixitVectorStore.from_texts(["north"], Plane(), [{"n": 1}], ids=["1"], index=opened)
    store = DixitVectorStore.from_documents(
        [Document(id="2", page_content="south")], Plane(), index=opened
    )

    assert [d.id for d in store.similarity_search("north")] == ["1", "2"]
    assert isinstance(store.embeddings, Plane)


def test_langchains_indexing_keeps_it_up_to_date(store: DixitVectorStore) -> None:
    manager = InMemoryRecordManager("dixit")
    manager.create_schema()

    def keep(*texts: str) -> dict[str, int]:
        documents = [Document(page_content=text, metadata={"source": "s"}) for text in texts]
        return dict(
            index(documents, manager, store, cleanup="full", key_encoder="sha256")  # type: ignore[arg-type]
        )

    assert keep("north", "south")["num_added"] == 2
    assert keep("north", "north-east") == {
        "num_added": 1,
        "num_updated": 0,
        "num_skipped": 1,
        "num_deleted": 1,
    }
    found = store.similarity_search("north")
    assert [d.page_content for d in found] == ["north", "north-east"]


def test_a_hit_in_an_article_is_its_passage(articles: DixitVectorStore, seed_dixit: Dixit) -> None:
    found = articles.similarity_search("BMW et Alibaba, une voiture intelligente", k=6)

    assert len(found) == 6
    assert any(d.metadata["start"] for d in found)
    for document in found:
        place = document.metadata
        article = seed_dixit.document(place["source"])
        assert article.text[place["start"] : place["end"]] == document.page_content
        assert document.id == f"{article.source}#{place['start']}:{place['end']}"
        assert place.get("title") == article.title
        assert place.get("published") == article.published
    assert articles.get_by_ids([str(d.id) for d in found]) == found
    assert articles.get_by_ids([f"{found[0].metadata['source']}#0:1"]) == []


def test_marginal_relevance_over_articles_takes_each_passage_once(
    articles: DixitVectorStore,
) -> None:
    found = articles.max_marginal_relevance_search("voiture électrique", k=5, lambda_mult=0.3)

    assert len({document.id for document in found}) == 5


def test_dixit_finds_what_langchain_put(tmp_path: Path, embedder: Embedder) -> None:
    said = "« Il pleut sur la ville depuis trois jours », a déclaré Anne Martin."
    opened = SearchIndex.open(tmp_path, create=True)
    DixitVectorStore.from_texts([said], DixitEmbeddings(embedder), index=opened, ids=["rain"])
    opened.close()
    dixit = Dixit(tmp_path, embedder=embedder)

    answer = dixit.ask("Qu'a dit Anne Martin ?")
    (hit,) = DixitRetriever(dixit=dixit).invoke("la pluie sur la ville")
    dixit.close()

    assert answer.answered
    assert hit.id == f"rain#0:{len(said)}"


def test_the_retriever_finds_who_spoke_at_the_exact_place(seed_dixit: Dixit) -> None:
    hits = DixitRetriever(dixit=seed_dixit, k=3).invoke(QUESTION)

    assert "Zu Sijie" in hits[0].page_content
    assert [hit.metadata["score"] for hit in hits] == [
        hit.score for hit in seed_dixit.search(QUESTION, 3)
    ]
    for hit in hits:
        document = seed_dixit.document(hit.metadata["source"])
        start, end = hit.metadata["start"], hit.metadata["end"]
        assert document.text[start:end] == hit.page_content
        assert hit.id == f"{document.source}#{start}:{end}"
        assert hit.metadata.get("title") == document.title


async def test_the_retriever_takes_its_own_k_when_awaited(seed_dixit: Dixit) -> None:
    retriever = DixitRetriever(dixit=seed_dixit)

    assert len(await retriever.ainvoke(QUESTION)) == 4
    assert len(await retriever.ainvoke(QUESTION, k=2)) == 2
    assert retriever.invoke(QUESTION, k=0) == []
