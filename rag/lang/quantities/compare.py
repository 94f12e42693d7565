"""Whether what one text counts is what another counts."""

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import pairwise

from dixit.rag.lang.quantities.calendar import calendar_in
from dixit.rag.lang.quantities.plain import Plain
from dixit.rag.lang.quantities.read import quantities_in
from dixit.rag.lang.quantities.records import Quantity
from dixit.rag.lang.quantities.units import unit_words

_MINUTES = {"hour": 60, "minute": 1}
_FEW_LETTERS = 4
"""Letters at which two forms of a word for what is counted begin alike."""
_ORDERS = {Fraction(12): Fraction(10)}
"""Dozens are as many as the French tens."""

Key = tuple[str, Fraction]


def counts_otherwise(statement: str, language: str, cited: str, cited_language: str) -> bool:
    """Whether a statement has a number, a unit or a date that the cited text does not have.

    A number is told as sharply as it is cited, or less: "about 20" is not proof of "20".
    """
    told, given = quantities_in(statement, language), quantities_in(cited, cited_language)
    dates = _dates(statement, told, language) - _dates(cited, given, cited_language)
    if dates or _is_reversed(told, given):
        return True
    alone = _units_alone(cited, given)
    return any(_is_strange(quantity, given, alone, cited) for quantity in told)


def differ_in_value(lost: str, put: str, language: str) -> bool:
    """Whether two pieces of text in each other's place both count, and the second otherwise."""
    gone, new = (
        {_key(q) for q in quantities_in(text, language) if not q.is_article} for text in (lost, put)
    )
    days = [calendar_in(text, language) for text in (lost, put)]
    return any(one and two and not two <= one for one, two in ((gone, new), days))


def _dates(text: str, quantities: Iterable[Quantity], language: str) -> frozenset[str]:
    return calendar_in(text, language) | {q.unit for q in quantities if q.kind == "day"}


def _key(quantity: Quantity) -> Key:
    """What is compared: of what sort a quantity is, and how much of it."""
    value, kind = quantity.value, quantity.kind
    if kind == "percent":
        return "share", value / 100
    if quantity.unit in _MINUTES:
        return "time", value * _MINUTES[quantity.unit]
    if kind == "fraction" or (kind == "multiplier" and value < 1):
        return "share", value
    if kind == "several":
        return kind, _ORDERS.get(value, value)
    return kind, value


def _is_reversed(told: Sequence[Quantity], given: Sequence[Quantity]) -> bool:
    """Whether a range is cited the other way round: "from 5 to 3" for "from 3 to 5"."""
    ranges = set(_ranges(given))
    return any(
        (two, one) in ranges and (one, two) not in ranges and one != two
        for one, two in _ranges(told)
    )


def _ranges(quantities: Sequence[Quantity]) -> list[tuple[Key, Key]]:
    return [
        (_key(one), _key(two))
        for one, two in pairwise(quantities)
        if one.of_range == "from" and two.of_range == "to"
    ]


def _units_alone(cited: str, given: Sequence[Quantity]) -> frozenset[str]:
    """The units that a text names elsewhere than behind a number."""
    rest = cited
    for quantity in reversed(given):
        rest = f"{rest[: quantity.full_start]} {rest[quantity.full_end :]}"
    spoken = set(re.findall(r"[^\W\d_]+|[€$£%]", Plain(rest).text))
    return frozenset(unit for unit, forms in unit_words().items() if forms & spoken)


def _is_strange(
    told: Quantity, given: Sequence[Quantity], alone: frozenset[str], cited: str
) -> bool:
    """Whether a quantity is none of those given, or is told more sharply than they are."""
    if told.is_article:
        others = [q.value for q in given if q.unit == told.unit and q.kind == "cardinal"]
        return bool(others) and 1 not in others
    if told.kind == "several":
        least = _key(told)[1]
        return not any(
            _key(q) == _key(told) or (q.kind == "cardinal" and q.value >= least) for q in given
        )
    if told.kind == "ordinal" and told.value <= 2:
        # "First" and "second" may be said of what is not numbered.
        ranks = [q.value for q in given if q.kind in ("ordinal", "day")]
        return bool(ranks) and told.value not in ranks
    same = [q for q in given if _is_same(told, q, alone)]
    if not same:
        return not (told.value == 1 and _has_one(told, cited))
    is_sharper = not told.bound and all(q.bound for q in same)
    return is_sharper or _is_bound_otherwise(told, same)


def _is_bound_otherwise(told: Quantity, same: Iterable[Quantity]) -> bool:
    """Whether "at least" is told of what is cited as "at most", or the other way round."""
    opposite = {"least": "most", "most": "least"}.get(told.bound)
    return opposite is not None and all(q.bound == opposite for q in same)


def _is_same(told: Quantity, given: Quantity, alone: frozenset[str]) -> bool:
    one, other = _key(told), _key(given)
    if one[1] != other[1]:
        return False
    if one[0] == other[0]:
        if one[0] in ("share", "time", "ordinal", "multiplier"):
            return True
        if told.unit == given.unit or not told.unit:
            return True
        # A unit may be named apart: "price, in euros: 300"; and an age may do without.
        return not given.unit and (told.unit in alone or not given.counted)
    if {one[0], other[0]} == {"cardinal", "day"}:
        return not (told.unit and given.unit) and not told.counted and not given.counted
    return {one[0], other[0]} == {"ordinal", "day"}


def _has_one(told: Quantity, cited: str) -> bool:
    """Whether a text has an article before the word for what is counted once."""
    if told.kind != "cardinal" or told.unit:
        return False
    word = re.escape(told.counted[:_FEW_LETTERS])
    return bool(word) and re.search(rf"\b(?:une?|an?|one) {word}", Plain(cited).text) is not None
