"""The quantities of a text, read once: the numbers first, then what stands around each."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import cache, lru_cache

from rag.quantities import parts
from rag.quantities.bounds import bound_of
from rag.quantities.calendar import months, named_days
from rag.quantities.clock import dates_in, times_in
from rag.quantities.figures import figures_in, is_roman
from rag.quantities.found import Number
from rag.quantities.joined import joined
from rag.quantities.plain import Plain
from rag.quantities.records import Bound, Kind, Quantity
from rag.quantities.spelled import is_number_word, spelled_in
from rag.quantities.units import (
    CURRENCIES,
    Unit,
    counted_at,
    currency_ahead,
    scale_at,
    unit_at,
)

_ITEM = re.compile(r"[ ]*\d{1,2}[.)] +(?=\S)")
_MINUS = re.compile(r"(?<!ou )(?<!or )(?:^|(?<=\s))(?:moins|minus|negative) $")
_AND_A_HALF = re.compile(r"(?: et demie?| and a half|-and-a-half)(?!\w)")
_OF_A_SCALE = re.compile(
    r" (?:(?:de|of|a|of a) )(?=(?:milliers?|millions?|milliards?|thousands?|billions?|trillions?)\b)"
)
_OF_AN = re.compile(r" an(?= hour\b)")
_DAY_BEHIND = re.compile(r" (?:de |of )?(?P<month>[^\W\d_]+)")
_MONTH_AHEAD = re.compile(r"(?P<month>[^\W\d_]+)\.? (?:the )?$")
_PLURAL = re.compile(r" [^\W\d_]+s\b")


@lru_cache(maxsize=8192)
def quantities_in(text: str, language: str | None = None) -> tuple[Quantity, ...]:
    """The quantities of a text, in the order of their places, none within another.

    Args:
        text: a sentence, or any longer text.
        language: "fr" or "en"; None where it is not known, and both are looked for.

    Returns:
        Each number with its value, its unit, and its place in the text.
    """
    plain = Plain(text)
    if not _may_count(plain):
        return ()
    days = {(start, end): name for start, end, name in named_days(plain, language)}
    taken: list[Number] = []
    for some in _in_order(plain, language, days):
        for number in some:
            if not any(n.start < number.end and number.start < n.end for n in taken):
                taken.append(number)
    taken.sort(key=lambda number: number.start)
    read: list[Quantity] = []
    for number in taken:
        if read and number.start < read[-1].full_end:
            continue  # A part of the one before: its scale, or its unit.
        if quantity := _quantity(number, plain, language, days):
            read.append(quantity)
    return tuple(_placed(quantity, plain) for quantity in joined(read, plain.text))


def _may_count(plain: Plain) -> bool:
    """Whether a text has a digit or a word of a number: most have neither."""
    return plain.has_figures or any(map(_is_telling, plain.words))


@lru_cache(maxsize=65_536)
def _is_telling(word: str) -> bool:
    """Whether a folded word may be a number, or a part of one."""
    return (
        _is_part(word)
        or is_roman(word)
        or any(is_number_word(word, language) for language in ("fr", "en"))
    )


@lru_cache(maxsize=65_536)
def _is_part(word: str) -> bool:
    return word in parts.WORDS or word.startswith(parts.BEGINNINGS)


def _in_order(
    plain: Plain, language: str | None, days: Mapping[tuple[int, int], str]
) -> Iterable[Iterable[Number]]:
    """The numbers by how they are written, the surest first."""
    item = _ITEM.match(plain.text)
    spoken = (language,) if language in ("fr", "en") else ("fr", "en")
    spelled = [
        number
        for each in spoken
        for number in spelled_in(plain, each)
        if (number.start, number.end) not in days
    ]
    # In an unknown language the longer reading is the right one.
    spelled.sort(key=lambda number: number.start - number.end)
    figures = [n for n in figures_in(plain, language) if not item or n.start >= item.end()]
    has_parts = any(map(_is_part, plain.words))
    return (
        dates_in(plain) if plain.has_figures else (),
        times_in(plain) if plain.has_figures else (),
        parts.parts_in(plain) if has_parts else (),
        parts.dozens_in(plain) if has_parts else (),
        figures,
        spelled,
        parts.articles_in(plain),
    )


def _quantity(
    number: Number, plain: Plain, language: str | None, days: Mapping[tuple[int, int], str]
) -> Quantity | None:
    text = plain.text
    start, end, value, kind, unit = number.start, number.end, number.value, number.kind, None
    if kind == "time" or number.unit:
        bound = bound_of(text, start, end, is_long=False)
        return Quantity(
            value, kind, start, end, number.unit, "", bound, full_start=start, full_end=end
        )
    if kind in ("cardinal", "ordinal") and (month := _month(text, start, end, days, value)):
        return Quantity(value, "day", start, end, month, full_start=start, full_end=end)
    if kind == "ordinal":
        return Quantity(
            value, kind, start, end, "", counted_at(text, end), full_start=start, full_end=end
        )
    ahead = currency_ahead(text, start) if kind == "cardinal" else None
    is_large = kind == "several" or bool(number.bound) or value >= 10**6
    # "des dizaines de milliers", "half a million", "a quarter of a million".
    link = _OF_A_SCALE.match(text, end) if kind in ("several", "fraction") else None
    if scaled := scale_at(
        plain, link.end() if link else end, language, ahead.name if ahead else ""
    ):
        value, end, is_large = value * scaled[0], scaled[1], True
        kind = "cardinal" if kind == "fraction" else kind
    if half := _AND_A_HALF.match(text, end):
        value, end = (
            value + Fraction(1, 2) * (scaled[0] if scaled else _scale_of(value)),
            half.end(),
        )
        if not scaled and (scaled := scale_at(plain, end, language, "")):
            value, end, is_large = value * scaled[0], scaled[1], True
    elif over := _denominator(text, end, value):
        value, end, kind = value / over[0], over[1], "fraction"
    if kind == "fraction" and (link := _OF_AN.match(text, end)):
        end = link.end()
    unit = ahead or unit_at(plain, end, is_large=is_large)
    return _measured(number, plain, value, kind, start, end, unit)


def _measured(
    number: Number,
    plain: Plain,
    value: Fraction,
    kind: Kind,
    start: int,
    end: int,
    unit: Unit | None,
) -> Quantity:
    """A number with its unit, its sign, and what makes it less sharp."""
    text = plain.text
    name = unit.name if unit else ""
    first, last = (min(start, unit.start), max(end, unit.end)) if unit else (start, end)
    counted = "" if unit else counted_at(text, end)
    if unit and name not in CURRENCIES and (half := _AND_A_HALF.match(text, unit.end)):
        value, last = value + Fraction(1, 2), half.end()
    if name == "percent" and unit:
        kind, end = "percent", unit.end
    elif name == "time":
        kind, name = "multiplier", ""
    elif parts.is_divided(text, start) and value:
        kind, value = "multiplier", 1 / value
    elif parts.is_multiplied(text, start):
        kind = "multiplier"
    if kind in ("cardinal", "percent"):
        start, value = _signed(text, start, value, unit)
        first = min(first, start)
    is_long = name in ("year", "month", "week", "day", "hour")
    bound: Bound = number.bound or bound_of(text, first, last, is_long=is_long)
    return Quantity(
        value, kind, start, end, name, counted, bound, "", number.is_article, first, last
    )


def _signed(text: str, start: int, value: Fraction, unit: Unit | None) -> tuple[int, Fraction]:
    """Where a number begins with its sign, and its value with it."""
    begun = min(start, unit.start) if unit else start
    if begun and text[begun - 1] in "-–" and (begun == 1 or text[begun - 2] in " (:\n"):
        return begun - 1, -value
    if (
        (word := _MINUS.search(text[:start]))
        and unit
        and unit.name in ("percent", "degree", "point")
    ):
        return word.start(), -value
    return start, value


def _month(
    text: str, start: int, end: int, days: Mapping[tuple[int, int], str], value: Fraction
) -> str:
    """The month whose day a number is, if it is one."""
    if not 1 <= value <= 31 or value.denominator != 1:
        return ""
    behind = _DAY_BEHIND.match(text, end)
    if behind and (name := days.get(behind.span("month"), "")) in _months():
        return name
    ahead = _MONTH_AHEAD.search(text, max(0, start - 16), start)
    if ahead and not _PLURAL.match(text, end):
        name = days.get(ahead.span("month"), "")
        return name if name in _months() else ""
    return ""


@cache
def _months() -> frozenset[str]:
    return frozenset(months())


def _scale_of(value: Fraction) -> int:
    """The largest scale that a number in words may end with: 1 000 000 of three million."""
    return next((scale for scale in (10**9, 10**6, 10**3) if value and value % scale == 0), 1)


def _denominator(text: str, end: int, value: Fraction) -> tuple[int, int] | None:
    """What a small number is a number of, as "deux tiers": by what it is divided, and the end."""
    match = re.compile(r"[ -](?P<word>[^\W\d_]+)").match(text, end)
    if match is None or not 1 <= value <= 9 or value.denominator != 1:
        return None
    word = match["word"]
    if word in parts.DENOMINATORS:
        if word == "quarters" and value != 3 and not text.startswith(" of", match.end()):
            return None
        return (parts.DENOMINATORS[word], match.end()) if value < parts.DENOMINATORS[word] else None
    return None


def _placed(quantity: Quantity, plain: Plain) -> Quantity:
    """The same, with its places in the source."""
    return replace(
        quantity,
        start=plain.at(quantity.start),
        end=plain.end(quantity.end),
        full_start=plain.at(quantity.full_start),
        full_end=plain.end(quantity.full_end),
    )
