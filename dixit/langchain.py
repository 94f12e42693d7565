"""LangChain's door: Dixit's index as a `VectorStore`, and Dixit's search as a retriever.

`DixitVectorStore(SearchIndex.open(folder, create=True), embedding)` fills and searches an index;
`DixitRetriever(dixit=Dixit(folder), k=4)` finds what `Dixit.search` finds.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from typing import Any, Self
from uuid import uuid4

import numpy as np
from langchain_core.callbacks import AsyncCallbackManagerForRetrieverRun as AsyncRun
from langchain_core.callbacks import CallbackManagerForRetrieverRun as Run
from langchain_core.documents import Document as ChainDocument
from langchain_core.embeddings import Embeddings
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import run_in_executor
from langchain_core.vectorstores import VectorStore
from langchain_core.vectorstores.utils import maximal_marginal_relevance

from dixit.index.errors import SourceUnknown
from dixit.index.filters import ANYTHING, Filter
from dixit.index.manifest import EmbedderIdentity, check_embedder
from dixit.index.records import Document, IndexedDocument, Passage, Span, Vectors
from dixit.index.search_index import SearchIndex
from dixit.rag.embedders.base import Embedder
from dixit.rag.lang.detection import language_of
from dixit.rag.pipeline import Dixit
from dixit.rag.quotations import find_quotations

_ORIGIN = "langchain"
_RECIPE = "the whole text is one passage"
"""Stored beside what was put through this door, and beside no article that Dixit split."""


class DixitEmbeddings(Embeddings):
    """Dixit's embedder as LangChain asks for one; with it an index that Dixit filled is open."""

    def __init__(self, embedder: Embedder) -> None:
        self.embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Unit vectors of passages."""
        return [row.tolist() for row in self.embedder.embed_passages(texts)]

    def embed_query(self, text: str) -> list[float]:
        """The unit vector of a question."""
        return list(map(float, self.embedder.embed_query(text)))


@dataclass(frozen=True, slots=True)
class _Hit:
    document: ChainDocument
    score: float
    vector: Vectors


class DixitVectorStore(VectorStore):
    """LangChain documents in Dixit's index, one passage each, beside the articles Dixit split.

    What was put through this door comes back as it went in. A hit in an article is the passage:
    its id is "source#start:end", and its metadata tells the place and what is known besides.
    Every search takes a `filter`, an `dixit.index.filters.Filter`.
    """

    def __init__(self, index: SearchIndex, embedding: Embeddings, name: str | None = None) -> None:
        """`name` tells `embedding` from others; left out, it is its class and its model's name."""
        model = getattr(embedding, "model_name", None) or getattr(embedding, "model", None)
        kind = type(embedding).__name__
        self._index = index
        self._embedding = embedding
        self._name = name or (f"{kind} {model}" if isinstance(model, str) else kind)

    @classmethod
    def from_texts(
        cls,
        texts: list[str],
        embedding: Embeddings,
        metadatas: list[dict[str, Any]] | None = None,
        *,
        ids: list[str] | None = None,
        **kwargs: Any,
    ) -> Self:
        """A store with these texts put in it; it needs an `index`, and may be given a `name`."""
        store = cls(embedding=embedding, **kwargs)
        store.add_texts(texts, metadatas, ids=ids)
        return store

    @property
    def embeddings(self) -> Embeddings:
        """What makes the vectors."""
        return self._embedding

    def add_texts(
        self,
        texts: Iterable[str],
        metadatas: Sequence[dict[str, Any]] | None = None,
        *,
        ids: Sequence[str | None] | None = None,
        **_kwargs: Any,
    ) -> list[str]:
        """Put texts in one transaction; one without an id gets one, and the last of an id stays.

        Raises:
            ValueError: a text or metadata cannot be stored, or they are not as many as the ids.
            EmbedderMismatch: the index holds another embedder's vectors.
        """
        told = list(texts)
        names = [str(i or uuid4()) for i in ids or [None] * len(told)]
        about = metadatas or [{}] * len(told)
        if not len(told) == len(names) == len(about):
            raise ValueError(f"{len(told)} texts, but {len(names)} ids and {len(about)} metadata.")
        texts_told = zip(names, told, about, strict=True)
        given = {name: _document(name, text, known) for name, text, known in texts_told}
        if not given:
            return []
        embedded = [document.text for document in given.values() if document.text]
        # One text at least, as only a vector tells the dimension.
        rows = _unit(self._embedding.embed_documents(embedded or ["?"]))
        entries = []
        for document in given.values():
            passages = _passages(document)
            own, rows = rows[: len(passages)], rows[len(passages) :]
            quotations = find_quotations(document)
            entries.append(IndexedDocument(document, passages, quotations, own, _ORIGIN, _RECIPE))
        self._index.put_all(entries, self._identity(rows.shape[1]))
        return names

    def delete(self, ids: Sequence[str] | None = None, **_kwargs: Any) -> bool:
        """Remove documents and whole articles by id, or all for None; a missing id is no error."""
        stored = {document.source for document in self._index.documents()}
        self._index.remove(*(stored if ids is None else stored.intersection(ids)))
        return True

    def get_by_ids(self, ids: Sequence[str], /) -> list[ChainDocument]:
        """Documents, whole articles and passages, by id; missing ones are left out."""
        found = (self._by_id(i) for i in dict.fromkeys(ids))
        return [document for document in found if document is not None]

    def similarity_search(self, query: str, k: int = 4, **kwargs: Any) -> list[ChainDocument]:
        """The `k` of largest cosine with a query."""
        return self.similarity_search_by_vector(self._embedding.embed_query(query), k, **kwargs)

    def similarity_search_with_score(
        self, query: str, k: int = 4, **kwargs: Any
    ) -> list[tuple[ChainDocument, float]]:
        """The `k` of largest cosine with a query, and the cosine of each."""
        hits = self._nearest(self._embedding.embed_query(query), k, **kwargs)
        return [(hit.document, hit.score) for hit in hits]

    def similarity_search_by_vector(
        self, embedding: list[float], k: int = 4, **kwargs: Any
    ) -> list[ChainDocument]:
        """The `k` of largest cosine with a vector."""
        return [hit.document for hit in self._nearest(embedding, k, **kwargs)]

    def max_marginal_relevance_search(
        self, query: str, *args: Any, **kwargs: Any
    ) -> list[ChainDocument]:
        """Near a query and unlike each other; see `max_marginal_relevance_search_by_vector`."""
        vector = self._embedding.embed_query(query)
        return self.max_marginal_relevance_search_by_vector(vector, *args, **kwargs)

    def max_marginal_relevance_search_by_vector(
        self,
        embedding: list[float],
        k: int = 4,
        fetch_k: int = 20,
        lambda_mult: float = 0.5,
        **kwargs: Any,
    ) -> list[ChainDocument]:
        """`k` of the `fetch_k` nearest, each near the vector and unlike those before it."""
        hits = self._nearest(embedding, fetch_k, **kwargs)
        rows = [hit.vector.tolist() for hit in hits]
        chosen = maximal_marginal_relevance(np.array(embedding), rows, lambda_mult, k)
        return [hits[number].document for number in chosen]

    def _select_relevance_score_fn(self) -> Callable[[float], float]:
        return lambda cosine: min(max(cosine, 0.0), 1.0)

    def _nearest(self, embedding: list[float], k: int, filter: Filter | None = None) -> list[_Hit]:
        if filter is not None and not isinstance(filter, Filter):
            raise TypeError(f"filter is an index.filters.Filter, not {filter!r}")
        vector = _unit([embedding])[0]
        check_embedder(self._index.embedder(), self._identity(len(vector)))
        matches = self._index.search_vector(vector, k, ANYTHING if filter is None else filter)
        passages = self._index.passages(match.passage_id for match in matches)
        entry_of, hits = cache(self._index.stored_document), []
        for match in matches:
            passage = passages.get(match.passage_id)
            with suppress(SourceUnknown):  # Removed meanwhile, as is a passage that is not found.
                if passage and passage in (entry := entry_of(passage.span.source)).passages:
                    whole = entry.recipe == _RECIPE
                    shown = _whole(entry.document) if whole else _part(passage, entry.document)
                    row = entry.vectors[entry.passages.index(passage)]
                    hits.append(_Hit(shown, match.score, row))
        return hits

    def _by_id(self, name: str) -> ChainDocument | None:
        with suppress(SourceUnknown):
            return _whole(self._index.document(name))
        with suppress(SourceUnknown):
            entry = self._index.stored_document(name.rpartition("#")[0])
            parts = (_part(passage, entry.document) for passage in entry.passages)
            return next((part for part in parts if part.id == name), None)
        return None

    def _identity(self, dimension: int) -> EmbedderIdentity:
        if isinstance(self._embedding, DixitEmbeddings):
            return replace(self._embedding.embedder.identity, dimension=dimension)
        return EmbedderIdentity(self._name, "", dimension)


class DixitRetriever(BaseRetriever):
    """The `k` passages that `Dixit.search` finds; `invoke(query, k=...)` may ask for others."""

    dixit: Dixit
    k: int = 4

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: Run,  # noqa: ARG002
        k: int | None = None,
    ) -> list[ChainDocument]:
        hits = self.dixit.search(query, self.k if k is None else k)
        document_of, found = cache(self.dixit.document), []
        for hit in hits:
            with suppress(SourceUnknown):  # Removed meanwhile.
                found.append(_part(hit.passage, document_of(hit.source), score=hit.score))
        return found

    async def _aget_relevant_documents(
        self, query: str, *, run_manager: AsyncRun, k: int | None = None
    ) -> list[ChainDocument]:
        find = self._get_relevant_documents
        return await run_in_executor(None, find, query, run_manager=run_manager.get_sync(), k=k)


def _document(name: str, text: str, metadata: dict[str, Any]) -> Document:
    digest = sha256(text.encode(errors="surrogatepass")).hexdigest()
    return Document(name, text, digest, language_of(text), metadata=metadata)


def _passages(document: Document) -> tuple[Passage, ...]:
    span = Span(document.source, 0, len(document.text))
    return (Passage(span, document.text, document.language),) if document.text else ()


def _unit(rows: Sequence[Sequence[float]]) -> Vectors:
    """Rows of unit length; one of zeros stays as it is.

    Raises:
        ValueError: some values are no numbers.
    """
    matrix = np.asarray(rows, dtype=np.float64)
    if not np.isfinite(matrix).all():
        raise ValueError("The embedding gave a vector with values that are no numbers.")
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    unit: Vectors = (matrix / np.where(lengths > 0, lengths, 1)).astype(np.float32)
    return unit


def _whole(document: Document) -> ChainDocument:
    metadata = dict(document.metadata)
    return ChainDocument(id=document.source, page_content=document.text, metadata=metadata)


def _part(passage: Passage, document: Document, **more: object) -> ChainDocument:
    """A passage, with its place and what is known of its document."""
    span = passage.span
    known = {"title": document.title, "published": document.published}
    place = {"source": span.source, "start": span.start, "end": span.end}
    return ChainDocument(
        id=f"{span.source}#{span.start}:{span.end}",
        page_content=passage.text,
        metadata={**document.metadata, **{k: v for k, v in known.items() if v}, **place, **more},
    )
