"""Interviews without names before the answers: who answers, and where nobody does."""

import pytest

from dixit.index.records import Document
from dixit.rag.quotations import find_quotations

QUESTIONS = (
    "Que change la loi pour vous ?\n\nPresque rien, je le crains.\n\n"
    "Et le prix ?\n\nIl double en mars.\n"
)


def told(text: str, language: str = "fr") -> list[tuple[str, str]]:
    """Return the speaker and the words of each statement of a text."""
    quotations = find_quotations(Document("a.txt", text, "", language))
    return [(quotation.speaker, quotation.quote) for quotation in quotations]


@pytest.mark.parametrize(
    "introduction",
    [
        "La loi entre en vigueur. Entretien avec Hélène Amat, juriste.",
        "Hélène Amat dirige le port depuis dix ans.",
        "Le port a perdu son chef, Marc Vial. Hélène Amat, directrice, a répondu à nos questions.",
    ],
)
def test_answers_are_those_of_the_person_introduced(introduction: str) -> None:
    assert told(f"La loi sur les ports\n\n{introduction}\n\n{QUESTIONS}") == [
        ("Hélène Amat", "Presque rien, je le crains."),
        ("Hélène Amat", "Il double en mars."),
    ]


def test_of_two_persons_none_is_guessed() -> None:
    text = f"La loi\n\nHélène Amat et Marc Vial se sont vus au port.\n\n{QUESTIONS}"

    assert told(text) == []


def test_an_article_that_explains_in_questions_is_no_interview() -> None:
    text = (
        "La loi sur les ports\n\nHélène Amat dirige le port depuis dix ans.\n\n"
        "Que change la loi ?\n\nPresque rien.\n\nQuand entre-t-elle en vigueur ?\n\nEn mars.\n"
    )

    assert told(text) == []


def test_a_remark_that_addresses_somebody_is_answered_too() -> None:
    text = (
        "La loi\n\nHélène Amat dirige le port.\n\nQue change la loi pour vous ?\n\nRien.\n\n"
        "Le préfet dit que vous exagérez.\n\nIl a tort sur ce point.\n\n"
        "Et le prix ?\n\nIl double.\n"
    )

    assert ("Hélène Amat", "Il a tort sur ce point.") in told(text)


def test_speakers_in_brackets_and_in_the_record_of_a_sitting() -> None:
    minutes = (
        "Minutes\n\nQ (Mr Winter, resident): “Will the quay close this year?”\n\n"
        "A (Ms Finch): “No, it will not close this year.”\n"
    )
    sitting = (
        "Séance du 3 mars\n\nMme Rose Amat. De quand datent ces travaux ?\n\n"
        "M. Marc Vial. Du mois de mai, et ils durent encore.\n"
    )

    assert [speaker for speaker, _ in told(minutes, "en")] == ["Winter", "Finch"]
    assert [speaker for speaker, _ in told(sitting)] == ["Rose Amat", "Marc Vial"]
