"""The run file, and scoring from it alone: crashes keep their reason and never become zeros."""

import json
import math
from collections.abc import Callable
from pathlib import Path

import pytest

from dixit.eval.runs.run import Asker, write_run
from dixit.eval.runs.run_file import Run, RunFileError, read_run
from dixit.eval.runs.score import Scored, score
from dixit.eval.sets.questions import Question
from dixit.index.errors import IndexMissing
from dixit.index.records import Hit

MakeAsker = Callable[..., Asker]


@pytest.fixture
def run_of(tmp_path: Path) -> Callable[..., Run]:
    def run(asker: Asker, *questions: Question) -> Run:
        path = tmp_path / "run.jsonl"
        write_run(path, {"mine": questions}, asker, about={"settings": {}})
        return read_run(path)

    return run


def scores_of(run: Run) -> list[Scored]:
    return [score(asked) for asked in run.asked]


def values(scored: Scored) -> dict[str, float | None]:
    return {name: s.value for name, s in scored.scores.items()}


def test_a_right_answer(run_of: Callable[..., Run], table_asker: MakeAsker, sky: Question) -> None:
    assert values(scores_of(run_of(table_asker(), sky))[0]) == {
        "source_first": 1,
        "sources_at_5": 1,
        "source_average_precision": 1,
        "source_ndcg_at_10": 1,
        "span_first": 1,
        "span_at_5": 1,
        "precision_at_5": 1 / 5,
        "recall_at_10": 1,
        "reciprocal_rank": 1,
        "average_precision": 1,
        "ndcg_at_10": 1,
        "exact": 1,
        "citation_recall": 1,
        "citation_precision": 1,
        "gold_cited": 1,
        "cited_right": 1,
        "span_f1": 1,
        "speaker": 1,
        "answer": 1,
        "exact_match": 0,  # "Ada dit :" stands before the gold span,
        "token_f1": pytest.approx(2 * 3 / (5 + 3)),  # three words of whose, without "le",
        "right": 1,
        "refusal": 1,
    }


def test_a_wrong_answer(run_of: Callable[..., Run], table_asker: MakeAsker, sea: Question) -> None:
    scored = scores_of(run_of(table_asker(), sea))[0]
    assert values(scored) == {
        "source_first": 1,
        "sources_at_5": 1,
        "source_average_precision": 1,
        "source_ndcg_at_10": 1,
        "span_first": 0,
        "span_at_5": 1,
        "precision_at_5": 1 / 5,
        "recall_at_10": 1,
        "reciprocal_rank": 1 / 2,
        "average_precision": 1 / 2,
        "ndcg_at_10": pytest.approx(1 / math.log2(3)),
        "exact": 1,
        "citation_recall": 1,  # What it says is proven, though it is not what was asked for.
        "citation_precision": 1,
        "gold_cited": 0,
        "cited_right": 0,
        "span_f1": 0,
        "answer": 0,
        "exact_match": 0,
        "token_f1": pytest.approx(2 * 1 / (5 + 3)),  # "est"
        "right": 0,
        "refusal": 1,
    }
    assert scored.scores["answer"].why == "lacks verte"


def test_refusing_what_has_an_answer_and_answering_what_has_none(
    run_of: Callable[..., Run], table_asker: MakeAsker, sky: Question, moon: Question
) -> None:
    refused, answered = scores_of(run_of(table_asker(refuses="ciel"), sky, moon))
    assert values(refused)["refusal"] == values(refused)["answer"] == 0
    assert "exact" not in refused.scores
    assert values(answered) == {
        "exact": 1, "citation_recall": 1, "citation_precision": 1, "refusal": 0
    }  # fmt: skip


def test_a_crash_is_unscored_with_its_reason(
    run_of: Callable[..., Run], table_asker: MakeAsker, sky: Question, sea: Question
) -> None:
    crashed, whole = scores_of(run_of(table_asker(breaks="ciel"), sky, sea))
    assert crashed.scores["answer"].value is None
    assert crashed.scores["answer"].why == "RuntimeError: the model fell over"
    assert crashed.scores["refusal"].value is None
    assert crashed.scores["exact"].value is None
    assert crashed.scores["source_first"].value == 1  # The search had not crashed.
    assert whole.scores["refusal"].value == 1


def test_a_gold_span_that_no_source_holds_is_unscored(
    run_of: Callable[..., Run], table_asker: MakeAsker, sky: Question
) -> None:
    lost = Question("a", "fr", "Quoi ?", True, sky.sources, ("rien",), (("rien",),), "fact")
    scored = scores_of(run_of(table_asker(), lost))[0]
    assert scored.scores["gold_cited"].value is None
    assert scored.scores["gold_cited"].why == "no stored source holds 'rien'"


def test_a_quote_that_is_not_the_stored_text_is_not_exact(
    run_of: Callable[..., Run], table_asker: MakeAsker, sky: Question, tmp_path: Path
) -> None:
    run = run_of(table_asker(), sky)
    altered = run.path.read_text("utf-8").replace('"quote": "Le ciel', '"quote": "Le Ciel')
    run.path.write_text(altered, "utf-8")
    assert scores_of(read_run(run.path))[0].scores["exact"].value == 0


def test_a_product_that_cannot_start_stops_the_run(table_asker: MakeAsker, tmp_path: Path) -> None:
    class Indexless(type(table_asker())):  # type: ignore[misc]
        def search(self, query: str, /, k: int) -> list[Hit]:
            raise IndexMissing("There is no index yet.")

    with pytest.raises(IndexMissing):
        write_run(tmp_path / "run.jsonl", {}, Indexless(), about={})
    assert list(tmp_path.iterdir()) == []


def test_the_first_line_tells_of_the_run(
    run_of: Callable[..., Run], table_asker: MakeAsker, sky: Question
) -> None:
    first = json.loads(run_of(table_asker(), sky).path.read_text("utf-8").splitlines()[0])
    assert first["sets"] == {"mine": 1}
    assert {"python", "faiss-cpu", "tantivy"} <= first["versions"].keys()
    assert first["first_search_ms"] >= 0


@pytest.mark.parametrize("line", ["{", "{}", "[1]", '{"question": {}}'])
def test_a_file_that_is_no_run_is_one_sentence(
    run_of: Callable[..., Run], table_asker: MakeAsker, sky: Question, line: str
) -> None:
    path = run_of(table_asker(), sky).path
    path.write_text(path.read_text("utf-8") + line + "\n", "utf-8")
    with pytest.raises(RunFileError, match=r"run\.jsonl, line 3: not a line of a run file"):
        read_run(path)
