"""Every number that decides an answer is a dial: told how it was chosen, and one may turn it."""

import ast
from dataclasses import replace
from pathlib import Path

import pytest

from dixit import Dixit
from dixit.rag.dials import DEFAULT
from dixit.rag.embedders.base import Embedder

RAG = Path(__file__).parents[2] / "rag"
CHOSEN = ("Fitted.", "Measured.", "Chosen for reading.", "Chosen for speed.", "Set by judgement.")


def test_each_dial_says_what_it_is_and_how_it_was_chosen() -> None:
    classes = [
        node
        for file in ("dials.py", "check_dials.py")
        for node in ast.parse((RAG / file).read_text("utf-8")).body
        if isinstance(node, ast.ClassDef) and node.name != "Dials"
    ]
    silent = [
        f"{one.name}.{ast.unparse(node.target)}"
        for one in classes
        for node, below in zip(one.body, [*one.body[1:], None], strict=True)
        if isinstance(node, ast.AnnAssign)
        and not (
            isinstance(below, ast.Expr)
            and isinstance(below.value, ast.Constant)
            and str(below.value.value).endswith(CHOSEN)
        )
    ]

    assert len(classes) > 8
    assert not silent


def test_no_share_or_weight_is_kept_elsewhere() -> None:
    elsewhere = [
        f"{path.name}: {node.value}"
        for room in ("answering/extractive", "answering/refusal", "question", "retrieval")
        for path in [*(RAG / room).glob("*.py"), RAG / "answering" / "confidence.py"]
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, float)
        and node.value not in (0.0, 0.5, 1.0)  # Of none, of all, and BM25's own.
    ]

    assert not elsewhere


def test_a_dial_that_is_turned_changes_the_answer(seed_index: Path, embedder: Embedder) -> None:
    question = "How many vehicles did BMW deliver last year?"
    strict = replace(DEFAULT, reading=replace(DEFAULT.reading, least=1.01, least_by_words=1.01))

    for dials, answered in ((DEFAULT, True), (strict, False)):
        dixit = Dixit(seed_index, embedder=embedder, dials=dials)
        assert dixit.ask(question).answered == answered
        dixit.close()


@pytest.mark.parametrize("dials", [DEFAULT, replace(DEFAULT, passages=1)])
def test_a_question_looks_at_so_many_passages(
    seed_index: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch, dials: object
) -> None:
    assert isinstance(dials, type(DEFAULT))
    dixit = Dixit(seed_index, embedder=embedder, dials=dials)
    answer = dixit.ask("What is the weather in Madrid?")
    dixit.close()

    assert len(answer.nearest) <= min(dials.passages, dials.refusals.nearest)
    assert (len(answer.nearest) == 1) == (dials.passages == 1)
