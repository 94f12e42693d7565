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


def told(question: str, quote: str = "") -> Turn:
    """A question and an answer that cites one sentence, or none."""
    citations = (Citation(1, Span("a.txt", 0, 4), quote, None, "verbatim"),) if quote else ()
    answer = Answer(question, "en", True, "quoting", (Block(quote, citations),))
    return Turn(question, answer)


@pytest.mark.parametrize(
    ("before", "question", "alone"),
    [
        ("Quand fermera la laiterie de Vaubrune ?", "Pourquoi ?",
         "Pourquoi fermera la laiterie de Vaubrune ?"),
        ("Quand fermera la laiterie de Vaubrune ?", "Why?",
         "Pourquoi fermera la laiterie de Vaubrune ?"),
        ("When was the painting stolen?", "By whom?", "By whom was the painting stolen?"),
        ("How many cars did BMW sell in China?", "And in Germany?",
         "How many cars did BMW sell in Germany?"),
        ("How much does the valve cost?", "And the pump?", "How much does the pump cost?"),
        ("Combien vaut le tableau ?", "Et la statue ?", "Combien vaut la statue ?"),
        ("Quand fermera la laiterie de Vaubrune ?", "Dis-m'en plus",
         "Que dit-on de la laiterie de Vaubrune ?"),
        ("Qui est Colm Brady ?", "In English please", "Who is Colm Brady?"),
        ("Did the union accept the first offer?", "the second one",
         "Did the union accept the second offer?"),
    ],
)  # fmt: skip
def test_what_is_left_out_is_taken_from_the_question_before(
    before: str, question: str, alone: str
) -> None:
    assert standalone(question, [told(before)]) == alone


@pytest.mark.parametrize(
    ("before", "question", "alone"),
    [
        ("Combien vaut le tableau ?", "Quand a-t-il été volé ?",
         "Quand le tableau a-t-il été volé ?"),
        ("Quand fermera la laiterie de Vaubrune ?", "Qui est sa directrice ?",
         "Qui est la directrice de la laiterie de Vaubrune ?"),
        ("Qui est Colm Brady ?", "A-t-il accepté l'offre ?", "Colm Brady a-t-il accepté l'offre ?"),
        ("What did Zu Sijie and Lei Jun say?", "When did they leave?",
         "When did Zu Sijie and Lei Jun leave?"),
    ],
)  # fmt: skip
def test_a_pronoun_is_what_the_question_before_names(
    before: str, question: str, alone: str
) -> None:
    assert standalone(question, [told(before)]) == alone


def test_a_pronoun_is_whom_the_answer_names_where_the_question_asks_who() -> None:
    before = told("Who led the repair?", "The engineer Priya Nand led the repair.")

    assert standalone("Where was she born?", [before]) == "Where was Priya Nand born?"


@pytest.mark.parametrize(
    "question",
    [
        "What did the council say about its plan?",
        "How many people does it take to build a car?",
        "Combien de tonnes la laiterie a-t-elle produites ?",
        "And who was the union leader?",
    ],
)
def test_a_question_that_names_its_own_subject_drops_the_one_before(question: str) -> None:
    assert standalone(question, [told("What did Colm Brady say about the bus?")]) == question
