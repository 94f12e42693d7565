"""A phrase told apart into the office and the name in it."""

from dataclasses import dataclass

from dixit.rag.lang.lexicons import roles, small_words
from dixit.rag.quotations.grammar.phrase_words import PARTICLES, TITLES, Range
from dixit.rag.quotations.grammar.tokens import Frame


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens `first` to `last` (exclusive) name somebody, at `name`, of an office at `role`."""

    first: int
    last: int
    name: Range
    role: Range | None = None


def parted(frame: Frame, first: int, last: int) -> Phrase:
    """A phrase as the name in it and the office before the name."""
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
    """Where a person's name begins in the run of capitals that ends a phrase."""
    capitals = [i for i in range(begin, after) if frame[i].is_capital]
    if frame[begin].word in TITLES:
        return begin
    of_something = (
        before in small_words("inner")
        or before in small_words("body")
        or (before in small_words("determiner") or before in small_words("house"))
    )
    people = roles() | small_words("people")
    if not of_something and (len(capitals) >= 2 or before in people):
        known = offices or any(frame[i].word in people for i in range(max(0, begin - 4), begin))
        # "le plasticien Kwabena Asante-Müller": an office that no list holds.
        return begin if known or (len(capitals) >= 2 and not before.endswith("s")) else None
    houses = small_words("house_name")
    if len(capitals) >= 3 and offices and not any(frame[i].word in houses for i in capitals):
        return capitals[-2]
    return None


def _last_run(frame: Frame, first: int, last: int) -> Range | None:
    """The last run of capitals, with the particles between them."""
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
    i = at - 1
    while i > first and frame[i].word in PARTICLES:
        i -= 1
    return i >= first and frame[i].is_capital
