"""Cues that are negated, or that deny what they report."""

from itertools import pairwise

from dixit.rag.lang.lexicons import small_words
from dixit.rag.quotations.grammar.cues import Cue
from dixit.rag.quotations.grammar.tokens import Frame


def denied(frame: Frame, cue: Cue) -> bool:
    """Return whether the frame negates a cue, or only asks whether it holds.

    Examples: "n'a pas dit que", "declined to say", "s'il dit".
    """
    return is_denial(cue) or negated(frame, cue)


def is_denial(cue: Cue) -> bool:
    """Return whether a cue says that what it reports is not so: "nie avoir", "denied that"."""
    return cue.infinitive in small_words("negative")


def negated(frame: Frame, cue: Cue) -> bool:
    """Return whether the words before a cue negate it: "n'a pas dit que", "s'il dit"."""
    before = [token.word for token in frame[max(0, cue.first - 5) : cue.first]]
    near = before[-3:]
    if any(word in ("ne", "n'", "not", "never", "nobody", "personne", "nor") for word in near):
        return "cesse" not in before and "manqué" not in before and "hésite" not in before
    if any(word.endswith("n't") for word in near) or "declined" in before or "refused" in before:
        return True
    is_question = any(one == "s'" and two in ("il", "ils") for one, two in pairwise(before))
    return is_question or "if" in before or "si" in near or "refusé" in before
