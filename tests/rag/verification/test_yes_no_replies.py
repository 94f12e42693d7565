"""A "yes" or a "no" is judged as what it says to the question."""

import pytest

from dixit.rag.verification.entailment import verdict

CUTS = "La fermeture de la mine supprimerait 210 emplois."
KEEPS = "La fermeture de la mine ne supprimera pas 210 emplois."
SOLD = "The city will sell the stadium."


def judged(statement: str, cited: str, question: str, language: str = "fr") -> bool:
    told = verdict(
        statement,
        cited,
        language=language,
        cited_language="en" if cited == SOLD else "fr",
        question=question,
    )
    return told in ("verbatim", "supported")


@pytest.mark.parametrize(
    ("question", "cited", "language", "agrees"),
    [
        ("La fermeture de la mine supprimerait-elle 210 emplois ?", CUTS, "fr", True),
        ("Est-ce que la fermeture de la mine supprimerait 210 emplois ?", CUTS, "fr", True),
        ("Would the closure of the mine cut 210 jobs?", CUTS, "en", True),
        ("La fermeture de la mine supprimera-t-elle 210 emplois ?", KEEPS, "fr", False),
        ("Will the city sell the stadium?", SOLD, "en", True),
    ],
)
def test_the_right_one_of_yes_and_no_is_proven(
    question: str, cited: str, language: str, agrees: bool
) -> None:
    yes, no = {"fr": ("Oui.", "Non."), "en": ("Yes.", "No.")}[language]

    assert judged(yes, cited, question, language) == agrees
    assert judged(no, cited, question, language) != agrees


@pytest.mark.parametrize(
    ("statement", "true"),
    [
        ("Oui, la fermeture de la mine supprimerait 210 emplois.", True),
        ("Non, la fermeture de la mine supprimerait 210 emplois.", False),
        ("Non, la fermeture de la mine ne supprimerait pas 210 emplois.", False),
        ("Oui, la fermeture de la mine supprimerait 310 emplois.", False),
    ],
)
def test_what_stands_behind_it_must_hold_and_agree(statement: str, true: bool) -> None:
    question = "La fermeture de la mine supprimerait-elle 210 emplois ?"

    assert judged(statement, CUTS, question) == true


def test_yes_proves_nothing_where_it_answers_nothing() -> None:
    assert not judged("Oui.", CUTS, "")
    assert not judged("Oui.", CUTS, "Combien d'emplois la fermeture supprimerait-elle ?")
