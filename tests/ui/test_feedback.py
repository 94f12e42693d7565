"""Marks of right and wrong are questions that can be asked again."""

from pathlib import Path

import pytest

from dixit import Dixit
from dixit.eval.sets.questions import read_questions
from dixit.ui.feedback import as_question, keep

SPOKEN = "what did Zu Sijie say?"
UNKNOWN = "What did Elon Musk say?"


@pytest.mark.parametrize(
    ("question", "right", "kind"),
    [
        (SPOKEN, True, "quote"),
        ("Combien de véhicules BMW et MINI ont été livrés ?", True, "fact"),
        (SPOKEN, False, "none"),
        (UNKNOWN, True, "none"),
        (UNKNOWN, False, "fact"),
    ],
)
def test_a_mark_is_a_line_of_a_question_set(
    seed_dixit: Dixit, tmp_path: Path, question: str, right: bool, kind: str
) -> None:
    answer = seed_dixit.ask(question)
    keep(tmp_path / "marks.jsonl", as_question(answer, right=right))
    (kept,) = read_questions(tmp_path / "marks.jsonl")

    assert kept.question == question
    assert kept.kind == kind
    assert kept.answerable == (kind != "none")
    if right and answer.answered:
        assert kept.spans == tuple(citation.quote for citation in answer.citations)


def test_the_last_mark_of_a_question_counts(seed_dixit: Dixit, tmp_path: Path) -> None:
    answer = seed_dixit.ask(SPOKEN)
    for right in (True, False, True):
        keep(tmp_path / "marks.jsonl", as_question(answer, right=right))
    keep(tmp_path / "marks.jsonl", as_question(seed_dixit.ask(UNKNOWN), right=True))

    assert [kept.kind for kept in read_questions(tmp_path / "marks.jsonl")] == ["quote", "none"]
