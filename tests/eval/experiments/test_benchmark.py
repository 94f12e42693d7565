"""Public retrieval sets: read with clear errors, ranked by best passage, measured."""

from pathlib import Path

import pytest

from dixit.eval.experiments.benchmark import best_first, build_index, measure
from dixit.eval.sets.beir import BenchmarkError, RetrievalSet, read_set
from dixit.index.search_index import SearchIndex
from dixit.rag.embedders.base import Embedder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "corpus.jsonl").write_text(
        '{"_id": "a", "text": "Le ciel"}\n{"_id": "b", "text": "La mer"}\n'
    )
    (tmp_path / "queries.jsonl").write_text('{"_id": "1", "text": "ciel ?"}\n')
    (tmp_path / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\n1\ta\t1\n")
    return tmp_path


def test_reading(folder: Path) -> None:
    assert read_set(folder) == RetrievalSet(
        folder.name, {"a": "Le ciel", "b": "La mer"}, {"1": "ciel ?"}, {"1": {"a": 1.0}}
    )


@pytest.mark.parametrize(
    ("file", "line", "reason"),
    [
        ("corpus.jsonl", '{"_id": "c"}', "line 3: not a JSON object with _id and text"),
        ("qrels.tsv", "1 a 1", "line 3: not a query, a passage and a number between tabs"),
        ("qrels.tsv", "1\tz\t1", "line 3: names 1 and z, which are not both in"),
    ],
)
def test_a_bad_line_is_one_sentence(folder: Path, file: str, line: str, reason: str) -> None:
    with (folder / file).open("a") as opened:
        opened.write(line + "\n")
    with pytest.raises(BenchmarkError, match=reason):
        read_set(folder)


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "queries.jsonl").unlink()
    with pytest.raises(BenchmarkError, match=r"queries\.jsonl of the retrieval set"):
        read_set(folder)


def test_a_document_ranks_where_its_best_passage_does() -> None:
    assert best_first([("b", 1), ("a", 1), ("c", 3), ("b", 2)]) == ["c", "b", "a"]


def test_a_text_is_found_by_the_title_that_the_set_gives_it(
    folder: Path, tmp_path: Path, embedder: Embedder
) -> None:
    told = (
        '{"_id": "a", "title": "Les nuages", "text": "Le ciel"}\n{"_id": "b", "text": "La mer"}\n'
    )
    (folder / "corpus.jsonl").write_text(told)
    index = SearchIndex.open(tmp_path / "index", create=True)
    build_index(index, read_set(folder), embedder)

    (match,) = index.search_text("un nuage", "fr", 10)
    assert index.passages([match.passage_id])[match.passage_id].span.source == "a"
    index.close()


def test_measuring_counts_what_crashed(folder: Path) -> None:
    retrieval = RetrievalSet("s", {}, {"1": "x", "2": "y"}, {"1": {"a": 1}, "2": {"a": 1}})

    def rank(query: str) -> dict[str, list[str]]:
        if query == "y":
            raise RuntimeError("no")
        return {"words": ["a"], "vectors": ["b"], "hybrid": ["b", "a"]}

    measured = measure(retrieval, rank)
    groups = measured.groups
    assert groups["words"]["ndcg_at_10"].value == 1
    assert groups["vectors"]["recall_at_10"].value == 0
    assert groups["hybrid"]["ndcg_at_10"].value == pytest.approx(0.6309, abs=1e-4)
    assert groups["hybrid"]["recall_at_10"].unscored == 1
    assert measured.gains == {
        "words": groups["hybrid"]["ndcg_at_10"].value - 1,
        "vectors": groups["hybrid"]["ndcg_at_10"].value,
    }
    assert measured.chances == {"words": 1, "vectors": 1}  # One query shows nothing.
