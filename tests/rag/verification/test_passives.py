"""Who is acted upon in a statement must be acted upon in the cited text."""

import pytest

from dixit.rag.verification.entailment import verdict

ARRESTED = "Police arrested two men after the attack on shopkeeper Amir Khan in Leeds on Friday."
ACCUSED = "Le maire Paul Roux a porté plainte contre Luc Petit, qu'il accuse de corruption."
CAUGHT = "La police a arrêté deux hommes après l'agression du commerçant Amir Khan à Leeds."


def proven(statement: str, cited: str, language: str) -> bool:
    found = verdict(statement, cited, language=language, cited_language=language)
    return found in ("verbatim", "supported")


@pytest.mark.parametrize(
    ("statement", "cited", "language"),
    [
        ("Amir Khan was arrested by police in Leeds on Friday.", ARRESTED, "en"),
        ("Amir Khan attacked two men in Leeds.", ARRESTED, "en"),
        ("Le maire Paul Roux est accusé de corruption.", ACCUSED, "fr"),
        ("Amir Khan a été arrêté à Leeds.", CAUGHT, "fr"),
        ("Renault was bought in May.", "Renault bought two plants in May.", "en"),
    ],
)
def test_a_deed_done_to_somebody_else_proves_nothing(
    statement: str, cited: str, language: str
) -> None:
    assert not proven(statement, cited, language)


@pytest.mark.parametrize(
    ("statement", "cited", "language"),
    [
        ("Shopkeeper Amir Khan was attacked in Leeds.", ARRESTED, "en"),
        ("Luc Petit est accusé de corruption.", ACCUSED, "fr"),
        ("Amir Khan a été arrêté à Leeds.", "La police a arrêté Amir Khan à Leeds.", "fr"),
        ("Amir Khan a été arrêté lundi.", "Amir Khan, arrêté lundi, nie les faits.", "fr"),
        ("Geely was bought by Renault.", "Renault bought Geely.", "en"),
        ("Renault was sold in May.", "The owners sold the car maker Renault in May.", "en"),
        ("Tom Hale was jailed for three years.", "A judge jailed Tom Hale for three years.", "en"),
        (
            "Renault est une entreprise rentable.",
            "Renault a signé une alliance ; l'entreprise est rentable.",
            "fr",
        ),
    ],
)
def test_the_same_deed_to_the_same_party_is_proven(
    statement: str, cited: str, language: str
) -> None:
    assert proven(statement, cited, language)
