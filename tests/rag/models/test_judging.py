"""The shipped cross-encoder judges: whether a premise says what a statement says."""

import pytest

from dixit.rag.models.cross_encoder import shipped_cross_encoder
from dixit.rag.models.judging import judge

PREMISE = (
    "Le tribunal de Carmont a condamné lundi l'entreprise Duval à 40 000 euros d'amende "
    "pour avoir pollué la rivière."
)


@pytest.mark.parametrize(
    "statement",
    [
        "Le tribunal de Carmont a condamné lundi l'entreprise Duval à 40 000 euros d'amende.",
        "L'entreprise Duval devra payer une amende de 40 000 euros.",
        "The court in Carmont fined the company Duval 40,000 euros.",
    ],
)
def test_what_the_premise_says_is_supported(statement: str) -> None:
    assert judge(shipped_cross_encoder(), statement, PREMISE).supported > 0.5


@pytest.mark.parametrize(
    "statement",
    [
        "Le tribunal de Carmont a relaxé lundi l'entreprise Duval.",
        "Le tribunal de Carmont n'a pas condamné l'entreprise Duval.",
        "Il est faux que le tribunal de Carmont a condamné l'entreprise Duval.",
        "La mairie de Carmont a ouvert une nouvelle piscine.",
    ],
)
def test_what_it_does_not_say_is_not(statement: str) -> None:
    assert judge(shipped_cross_encoder(), statement, PREMISE).supported < 0.5


def test_the_three_chances_are_one_together() -> None:
    told = judge(shipped_cross_encoder(), "Duval a payé.", PREMISE)

    assert told.supported + told.contradicted + told.unsaid == pytest.approx(1)
