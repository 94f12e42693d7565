"""Objects of reporting verbs: views, and what a colon follows."""

from dixit.rag.lang.lexicons import small_words
from dixit.rag.quotations.grammar.clause_extents import FINITE, THAT
from dixit.rag.quotations.grammar.cues import Cue
from dixit.rag.quotations.grammar.tokens import Frame

_OF_OBJECTS = frozenset("l' le la les sa son ses the his her its their".split())
"""Determiners that open an object."""


def governed_object(frame: Frame, cue: Cue, at: int) -> int | None:
    """Return where an object that states a view begins.

    Examples: "a exprimé l'importance de ce pont", "expressed a wish to stay".

    Args:
        frame: The frame.
        cue: A verb of the frame.
        at: Index after the verb, and after its subject where that follows.

    Returns:
        Index of the object's determiner; None where no determiner stands there.
    """
    any_view = cue.infinitive in small_words("viewing")
    opening = _OF_OBJECTS | {"un", "une", "a", "an"} if any_view else _OF_OBJECTS
    return at if at + 3 < len(frame) and frame[at].word in opening else None


def over_object(frame: Frame, at: int) -> int:
    """Return the index of the colon behind a short object; `at` where none follows."""
    for i in range(at, min(at + 7, len(frame))):
        if frame[i].text == ":":
            return i
        if not frame[i].is_word or frame[i].word in FINITE or frame[i].word in THAT:
            return at
    return at
