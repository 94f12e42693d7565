"""Words of a phrase: determiners, nouns of those who speak, words that only point back."""

import pytest

from dixit.rag.quotations.grammar.phrase_words import is_determiner, is_small, is_speaking, latter
from tests.rag.quotations.grammar.frames import frame_of


@pytest.mark.parametrize(
    "text", ["An official", "Le maire", "Plusieurs élus", "A senior Renault official"]
)
def test_an_article_or_a_quantity_opens_a_phrase(text: str) -> None:
    assert is_determiner(frame_of(text), 0)


@pytest.mark.parametrize("text", ["An Conghui", "Le Monde", "La Poste", "One Direction", "Anne"])
def test_a_word_of_a_name_is_no_determiner(text: str) -> None:
    assert not is_determiner(frame_of(text), 0)


def test_an_article_before_a_house_is_a_determiner_where_an_office_follows() -> None:
    assert is_determiner(frame_of("An Airbus official said"), 0)


@pytest.mark.parametrize(
    "noun",
    [
        # Offices, trades, peoples; singular and plural.
        *("maire", "ministre", "mayor", "officials", "riverains", "neighbours"),
        # One part of a compound is enough.
        *("vice-ministre", "porte-parole"),
        # Bodies and papers.
        *("syndicat", "entreprise", "rapport", "étude", "journal"),
        # Endings of trades that no list holds.
        *("sociologue", "physicien", "musicienne", "épidémiologiste"),
    ],
)
def test_a_noun_of_a_person_a_body_or_a_paper_may_speak(noun: str) -> None:
    assert is_speaking(noun)


@pytest.mark.parametrize("noun", ["pont", "table", "crise", "weather"])
def test_a_noun_of_a_thing_may_not(noun: str) -> None:
    assert not is_speaking(noun)


@pytest.mark.parametrize("text", ["ce dernier", "cette dernière", "the latter", "the former"])
def test_the_latter_is_recognised_by_its_second_word(text: str) -> None:
    assert latter(frame_of(text), 0)


@pytest.mark.parametrize("text", ["ce maire", "ce", "Anne Morel"])
def test_other_phrases_are_not_the_latter(text: str) -> None:
    assert not latter(frame_of(text), 0)


def test_small_words_name_nothing() -> None:
    frame = frame_of("le pont de Lyon dans la ville under the mayor")

    assert [token.text for token in frame if not is_small(token)] == [
        *("pont", "Lyon", "ville", "mayor")
    ]
