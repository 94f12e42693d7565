"""Descriptions and pronouns with a rival: without strong evidence the speaker stays as written."""

import pytest

from dixit.index.records import Document
from dixit.rag.quotations import find_quotations


def speakers(text: str, language: str = "fr") -> list[str]:
    """Return the speaker of each statement of a text."""
    return [q.speaker for q in find_quotations(Document("a.txt", text, "", language))]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        # Parts in a scene and kin are not the person named before.
        ("Paul Vial a vendu le port. Le juge assure que la vente est nulle.", "fr", "le juge"),
        ("Paul Vial a marqué. L'arbitre assure que le but est valable.", "fr", "L'arbitre"),
        ("Paul Vial a vendu le port. Le grand-père dit que tout est perdu.", "fr", "le grand-père"),
        ("Paul Vial sold the quay. The referee said that it was over.", "en", "the referee"),
        # An office other than the one a person is known by.
        (
            "The chairman, Paul Vial, left. The director said that it was over.",
            "en",
            "the director",
        ),
    ],
)
def test_a_part_in_a_scene_stays_as_written(text: str, language: str, expected: str) -> None:
    assert speakers(text, language) == [expected]


def test_a_description_that_fits_still_means_the_person_before() -> None:
    text = "Rose Amat étudie les marées. La chercheuse assure que le quai tiendra."

    assert speakers(text) == ["Rose Amat"]


def test_a_topic_ahead_of_the_pronoun_goes_before_an_earlier_name() -> None:
    text = "Paul Vial nie tout. Quant au procureur, il assure que la vente est nulle."

    assert speakers(text)[-1] == "le procureur"


def test_an_organisation_between_the_person_and_the_pronoun_is_a_rival() -> None:
    text = (
        "Rose Amat a tout vu, un soir. La Ville avait promis six bornes. Une seule est posée ;"
        " les autres suivront avant Noël, assure-t-elle."
    )

    assert "Rose Amat" not in speakers(text)
