"""Phrase extents: where a phrase that names somebody begins and ends."""

import pytest

from dixit.rag.quotations.grammar.phrase_extents import may_begin, phrase_end
from tests.rag.quotations.grammar.frames import frame_of, written


@pytest.mark.parametrize(
    "text",
    [
        "le maire",
        "Anne",
        "maire de Lyon",
        "de Gaulle",
        "Me Roux",
        "designer Kofi Brandt",
        "provincial health officer Maria Dela Peña",
        "Interrogé Anne",
    ],
)
def test_a_determiner_a_name_or_an_office_opens_a_phrase(text: str) -> None:
    frame = frame_of(text)

    assert may_begin(frame, 0, len(frame))


@pytest.mark.parametrize(
    "text",
    [
        "le",  # nothing follows
        "Dans la rue",
        "Yesterday the mayor",
        "Interrogé mardi",
        "de la ville",
        "me dit",
        "said Kofi Brandt",
        "pont de Lyon",
    ],
)
def test_a_circumstance_a_verb_or_a_bare_noun_opens_none(text: str) -> None:
    frame = frame_of(text)

    assert not may_begin(frame, 0, len(frame))


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        # A verb, an adverb, a relative clause or a comma ends a phrase.
        ("Anne Morel dit que", "Anne Morel"),
        ("la maire de Lyon a dit", "la maire de Lyon"),
        ("un maire très fort", "un maire"),
        ("le maire qui part", "le maire"),
        ("le maire, Anne", "le maire"),
        ("the mayor she met", "the mayor"),
        ("Anne Morel hier", "Anne Morel"),
        # What an office is of belongs to it.
        ("les habitants de la rue disent", "les habitants de la rue"),
        ("l'adjoint au maire dit", "l'adjoint au maire"),
        ("the head of the union in Leeds said", "the head of the union in Leeds"),
        ("the secretary for education said", "the secretary for education"),
        # "and" joins two offices of one person, not two persons with articles.
        ("le maire et président du parti dit", "le maire et président du parti"),
        ("le maire et la préfète disent", "le maire"),
        # Particles and possessives go on with a name.
        ("l'association Vélo en Béarn dit", "l'association Vélo en Béarn"),
        ("Rudd's allies said", "Rudd's allies"),
        # A small word at the end is cut off.
        ("le maire de Lyon et", "le maire de Lyon"),
    ],
)
def test_a_phrase_ends_where_its_words_end(text: str, phrase: str) -> None:
    frame = frame_of(text)

    assert written(frame, (0, phrase_end(frame, 0, len(frame)))) == phrase


def test_a_limit_ends_a_phrase() -> None:
    frame = frame_of("Anne Morel")

    assert phrase_end(frame, 0, 1) == 1
