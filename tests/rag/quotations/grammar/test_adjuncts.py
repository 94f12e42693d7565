"""Adjuncts: words around an attribution that tell when, where and to whom."""

import pytest

from dixit.rag.quotations.grammar.adjuncts import after_aside, back_over_small
from tests.rag.quotations.grammar.frames import at, frame_of, written


@pytest.mark.parametrize(
    ("text", "adjunct"),
    [
        # When.
        ("mardi à la presse", "mardi"),
        ("last week the mayor", "last week"),
        ("yesterday Jane Doe", "yesterday"),
        ("14 mars", "14"),
        # How.
        ("officiellement Anne Morel", "officiellement"),
        # Where, and to whom.
        ("dans un communiqué publié hier", "dans un communiqué publié"),
        ("devant les élus de la ville", "devant les élus de la ville"),
        ("to reporters on Monday", "to reporters"),
        # The name of a station or an agency ends where a person's name or a phrase begins.
        ("à l'AFP Anne Morel", "à l'AFP"),
        ("sur France Inter Anne Morel", "sur France Inter"),
        ("à la radio le maire", "à la radio"),
    ],
)
def test_an_adjunct_ends_where_the_speaker_may_begin(text: str, adjunct: str) -> None:
    frame = frame_of(text)
    end = after_aside(frame, 0)

    assert end is not None
    assert written(frame, (0, end)) == adjunct


@pytest.mark.parametrize("text", ["Anne Morel", "le maire", ", mardi", "dans"])
def test_a_name_a_phrase_or_a_mark_is_no_adjunct(text: str) -> None:
    assert after_aside(frame_of(text), 0) is None


def test_nothing_stands_behind_the_end_of_a_frame() -> None:
    frame = frame_of("mardi")

    assert after_aside(frame, len(frame)) is None


@pytest.mark.parametrize(
    ("text", "verb", "left"),
    [
        ("Le maire le lui dit", "dit", "Le maire"),
        ("Anne Morel n'affirme", "affirme", "Anne Morel"),
        ("Le maire lui-même affirme", "affirme", "Le maire"),
        ("Le maire mardi affirme", "affirme", "Le maire"),
        ("The mayor also quietly said", "said", "The mayor"),
        # A pronoun subject is no small word to step over.
        ("Il le dit", "dit", "Il"),
        # A name that ends like an adverb is kept.
        ("Clément dit", "dit", "Clément"),
        ("The Family said", "said", "The Family"),
    ],
)
def test_adverbs_clitics_and_days_before_a_verb_are_stepped_over(
    text: str, verb: str, left: str
) -> None:
    frame = frame_of(text)

    assert written(frame, (0, back_over_small(frame, at(frame, verb)))) == left
