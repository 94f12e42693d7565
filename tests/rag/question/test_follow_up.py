"""A follow-up question made to stand alone."""

import pytest

from dixit.index.records import Span
from dixit.rag.question.follow_up import Turn, standalone
from dixit.rag.records import Answer, Block, Citation


def turn(speaker: str | None) -> Turn:
    citation = Citation(1, Span("a.txt", 0, 4), "Oui.", speaker, "verbatim")
    return Turn("Qui ?", Answer("Qui ?", "fr", True, "quoting", (Block("Oui.", (citation,)),)))


@pytest.mark.parametrize(
    ("question", "alone"),
    [
        ("Et que dit-il de Tencent ?", "Et que dit An Conghui de Tencent ?"),
        ("What does he think of Tencent?", "What does An Conghui think of Tencent?"),
        ("And what did she say about China?", "And what did An Conghui say about China?"),
        ("Qu'a dit Zu Sijie ?", "Qu'a dit Zu Sijie ?"),
        ("Combien de véhicules ?", "Combien de véhicules ?"),
    ],
)
def test_a_pronoun_is_the_speaker_last_quoted(question: str, alone: str) -> None:
    assert standalone(question, [turn("Zu Sijie"), turn("An Conghui")]) == alone


def test_without_a_speaker_before_it_a_question_stays_as_it_is() -> None:
    assert standalone("Que dit-il ?", []) == "Que dit-il ?"
    assert standalone("Que dit-il ?", [turn(None)]) == "Que dit-il ?"
