"""Phrase parts: the person's name and the office before it."""

import pytest

from dixit.rag.quotations.grammar.phrase_parts import parted
from tests.rag.quotations.grammar.frames import frame_of, parts


@pytest.mark.parametrize(
    ("text", "name", "office"),
    [
        ("le PDG Luca de Meo", "Luca de Meo", "le PDG"),
        ("le ministre Roux", "Roux", "le ministre"),
        ("maître Jean Roux", "Jean Roux", "maître"),
        ("le député Jean de La Fontaine", "Jean de La Fontaine", "le député"),
        ("président de Peugeot Jean Roux", "Jean Roux", "président de Peugeot"),
        ("the union leader Jane Doe", "Jane Doe", "the union leader"),
        # English offices in capitals, after the name of a house.
        ("Agriculture Minister Helen Cho", "Helen Cho", "Agriculture Minister"),
        ("Renault CEO Luca de Meo", "Luca de Meo", "Renault CEO"),
        # A ministry in capitals belongs to the office: the last two capitals are the person.
        ("le ministre de l'Économie Bruno Roux", "Bruno Roux", "le ministre de l'Économie"),
        # A trade that no list holds, told by the two capitals behind it.
        ("le plasticien Kwabena Asante-Müller", "Kwabena Asante-Müller", "le plasticien"),
    ],
)
def test_an_office_before_a_name_is_told_from_it(text: str, name: str, office: str) -> None:
    frame = frame_of(text)

    assert parts(frame, parted(frame, 0, len(frame))) == (text, name, office)


@pytest.mark.parametrize(
    "text",
    [
        "le maire",
        "Anne Morel",
        "la ville de Lyon",
        "l'institut Louis Harris",
        "le groupe Dassault Systèmes",
        # A title alone is part of the name.
        "Mme Morel",
        # A plural noun is no office of one person.
        "les dockers Anne Morel",
    ],
)
def test_a_phrase_without_an_office_and_a_name_is_one_name(text: str) -> None:
    frame = frame_of(text)

    assert parts(frame, parted(frame, 0, len(frame))) == (text, text, "")
