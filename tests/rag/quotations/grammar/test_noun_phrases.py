"""Noun phrases: who is named from a token on, with an apposition, and whether they may speak."""

import pytest

from dixit.rag.quotations.grammar.noun_phrases import (
    can_speak,
    is_person_name,
    is_pronoun,
    may_speak,
    names_office,
    phrase_at,
    with_apposition,
)
from dixit.rag.quotations.grammar.phrase_parts import Phrase
from dixit.rag.quotations.grammar.tokens import Frame
from tests.rag.quotations.grammar.frames import frame_of, parts


def phrase_in(text: str) -> tuple[Frame, Phrase]:
    frame = frame_of(text)
    phrase = phrase_at(frame, 0)
    assert phrase is not None
    return frame, phrase


@pytest.mark.parametrize(
    ("text", "phrase", "name", "office"),
    [
        ("Anne Morel a dit", "Anne Morel", "Anne Morel", ""),
        ("An Conghui a dit", "An Conghui", "An Conghui", ""),
        ("An official said", "An official", "An official", ""),
        ("le PDG Luca de Meo a dit", "le PDG Luca de Meo", "Luca de Meo", "le PDG"),
        (
            "County emergency manager LaShonda Pruitt said",
            "County emergency manager LaShonda Pruitt",
            "LaShonda Pruitt",
            "County emergency manager",
        ),
        ("il a dit", "il", "il", ""),
        ("ce dernier a dit", "ce dernier", "ce dernier", ""),
        ("Her team reports", "Her team", "Her team", ""),
        ("une source proche du dossier a dit", *["une source proche du dossier"] * 2, ""),
    ],
)
def test_a_phrase_is_read_from_its_first_token(
    text: str, phrase: str, name: str, office: str
) -> None:
    frame = frame_of(text)

    assert parts(frame, phrase_at(frame, 0)) == (phrase, name, office)


@pytest.mark.parametrize("text", ["Hier soir", "Interrogé mardi", "dans la rue", ", Anne"])
def test_where_nobody_is_named_there_is_no_phrase(text: str) -> None:
    assert phrase_at(frame_of(text), 0) is None


def test_a_phrase_stays_within_its_limit_and_its_frame() -> None:
    frame = frame_of("Anne Morel")

    assert parts(frame, phrase_at(frame, 0, 1))[0] == "Anne"
    assert phrase_at(frame, -1) is None
    assert phrase_at(frame, 2) is None


@pytest.mark.parametrize(
    ("text", "phrase", "name", "office"),
    [
        # The name, then the office.
        (
            "Marie Curie, maire de Lyon, a dit",
            "Marie Curie, maire de Lyon",
            "Marie Curie",
            "maire de Lyon",
        ),
        (
            "Jane Doe, the mayor of Leeds, said",
            "Jane Doe, the mayor of Leeds",
            "Jane Doe",
            "the mayor of Leeds",
        ),
        # Brackets before the comma are part of the phrase.
        (
            "Anne Morel (CGT), secrétaire générale, a dit",
            "Anne Morel (CGT), secrétaire générale",
            "Anne Morel",
            "secrétaire générale",
        ),
        # The office, then the name.
        (
            "Le PDG de Renault, Luca de Meo, a dit",
            "Le PDG de Renault, Luca de Meo",
            "Luca de Meo",
            "Le PDG de Renault",
        ),
        ("The operator, MidGrid, said", "The operator, MidGrid", "MidGrid", "The operator"),
    ],
)
def test_an_apposition_adds_the_office_or_the_name(
    text: str, phrase: str, name: str, office: str
) -> None:
    frame, bare = phrase_in(text)

    assert parts(frame, with_apposition(frame, bare)) == (phrase, name, office)


@pytest.mark.parametrize(
    "text",
    [
        "Anne Morel, qui dirige l'usine, a dit",
        "Anne Morel, dans un communiqué, a dit",
        "Anne Morel, Jean Roux, Paul Durand",
        "il, maire de Lyon, a dit",
        "Anne Morel a dit",
    ],
)
def test_a_clause_another_person_or_a_pronoun_has_no_apposition(text: str) -> None:
    frame, bare = phrase_in(text)

    assert with_apposition(frame, bare) == bare


@pytest.mark.parametrize("text", ["il", "elles", "ce dernier", "the latter", "she"])
def test_a_phrase_that_only_points_back_is_a_pronoun(text: str) -> None:
    assert is_pronoun(*phrase_in(text))


@pytest.mark.parametrize("text", ["Anne Morel", "le maire", "her team"])
def test_a_phrase_with_a_noun_or_a_name_is_not(text: str) -> None:
    assert not is_pronoun(*phrase_in(text))


@pytest.mark.parametrize(
    "text", ["Anne Morel", "Luca de Meo", "Ludwig van Beethoven", "Mme Morel", "Dr. House"]
)
def test_two_capitals_or_a_title_make_a_persons_name(text: str) -> None:
    frame, phrase = phrase_in(text)

    assert is_person_name(frame, phrase.name)


@pytest.mark.parametrize("text", ["Renault", "le maire", "Anne Morel et Jean Roux"])
def test_one_capital_an_office_or_two_persons_do_not(text: str) -> None:
    frame, phrase = phrase_in(text)

    assert not is_person_name(frame, phrase.name)


@pytest.mark.parametrize(
    ("text", "can", "may", "office"),
    [
        ("Anne Morel", True, True, False),
        ("le maire", True, True, True),
        ("the chief executive of BP", True, True, True),
        ("la marque au losange", True, True, True),
        # A thing: only a verb that leaves no doubt may have it for a subject.
        ("le pont de Lyon", False, True, False),
        ("Her team", False, True, False),
    ],
)
def test_persons_bodies_and_papers_speak_and_things_hardly(
    text: str, can: bool, may: bool, office: bool
) -> None:
    frame, phrase = phrase_in(text)

    assert can_speak(frame, phrase) is can
    assert may_speak(frame, phrase) is may
    assert names_office(frame, phrase.name) is office
