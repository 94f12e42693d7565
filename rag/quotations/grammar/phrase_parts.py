"""Noun phrases split into the name and the office before it."""

from dataclasses import dataclass

from dixit.rag.lang.lexicons import roles, small_words
from dixit.rag.lang.names import TITLES
from dixit.rag.quotations.grammar.phrase_words import PARTICLES, Range
from dixit.rag.quotations.grammar.tokens import Frame

_PLURAL = frozenset("les des ces ses leurs these those".split())
"""Determiners of a plural noun."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase that denotes a speaker; all positions are token indices of one frame.

    Attributes:
        first: First token of the phrase.
        last: The token after the last.
        name: Tokens of the name, or of the whole description where there is no name.
        role: Tokens of the office; None where none is written beside the name.
    """

    first: int
    last: int
    name: Range
    role: Range | None = None


def parted(frame: Frame, first: int, last: int) -> Phrase:
    """Split a noun phrase into an office and the personal name that follows it.

    Example: "le ministre de l'Économie Bruno Roux" gives the name "Bruno Roux" and the office
    "le ministre de l'Économie". A phrase that does not end with a personal name stays whole, as its
    own name, without an office.

    Args:
        frame: The frame.
        first: First token of the phrase.
        last: The token after the last.
    """
    run = _last_run(frame, first, last)
    if run is None:
        return Phrase(first, last, (first, last))
    begin, after = run
    heads = roles() | small_words("people")
    offices = [i for i in range(first, last) if frame[i].word in heads]
    inside = [i for i in offices if begin <= i < after]
    if inside and inside[-1] + 1 < after and frame[inside[-1] + 1].word not in PARTICLES:
        # "Agriculture Minister Helen Cho", "Renault CEO Luca de Meo".
        return Phrase(first, last, (inside[-1] + 1, after), (first, inside[-1] + 1))
    if begin == first or after != last:
        return Phrase(first, last, (first, last))
    before = frame[begin - 1].word
    person = _person(frame, begin, after, before, [i for i in offices if i < begin])
    if person is None:
        return Phrase(first, last, (first, last))
    return Phrase(first, last, (person, after), (first, person))


def _person(frame: Frame, begin: int, after: int, before: str, offices: list[int]) -> int | None:
    """Return where a personal name begins in the final run of capitals; None where it holds none.

    Args:
        frame: The frame.
        begin: First token of the run.
        after: The token after the run.
        before: The word before the run, in lower case.
        offices: Indices of the nouns of office before the run.
    """
    capitals = [i for i in range(begin, after) if frame[i].is_capital]
    if frame[begin].word in TITLES:
        return begin
    of_something = (
        before in small_words("inner")
        or before in small_words("body")
        or (before in small_words("determiner") or before in small_words("house"))
    )
    people = roles() | small_words("people")
    if before.endswith("s") and frame[begin - 2].word in _PLURAL:
        return None  # Of "les dockers Anne Morel" the name is not the dockers'.
    if not of_something and (len(capitals) >= 2 or before in people):
        has_office = offices or any(
            frame[i].word in people for i in range(max(0, begin - 4), begin)
        )
        # "le plasticien Kwabena Asante-Müller": an office that no list holds.
        return begin if has_office or (len(capitals) >= 2 and not before.endswith("s")) else None
    houses = small_words("house_name")
    if len(capitals) >= 3 and offices and not any(frame[i].word in houses for i in capitals):
        return capitals[-2]
    return None


def _last_run(frame: Frame, first: int, last: int) -> Range | None:
    """Return the last run of capitalised tokens, with the particles between them."""
    i = last
    while i > first and not frame[i - 1].is_capital:
        i -= 1
    if i == first:
        return None
    after = i
    while i > first and (
        frame[i - 1].is_capital
        or (frame[i - 1].word in PARTICLES and _capital_before(frame, i - 1, first))
    ):
        i -= 1
    if i > first and frame[i - 1].word in ("von", "van", "bin") and i - 1 > first:
        i -= 1
    return i, after


def _capital_before(frame: Frame, at: int, first: int) -> bool:
    """Return whether a capitalised token precedes the particles that end at `at`."""
    i = at - 1
    while i > first and frame[i].word in PARTICLES:
        i -= 1
    return i >= first and frame[i].is_capital
