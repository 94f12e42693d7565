"""The quantities of a text, read once: the numbers first, then what stands around each."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import cache, lru_cache

from dixit.rag.lang.quantities import parts
from dixit.rag.lang.quantities.bounds import bound_of
from dixit.rag.lang.quantities.calendar import dates_in, months, named_days, times_in
from dixit.rag.lang.quantities.figures import figures_in, is_roman
from dixit.rag.lang.quantities.joined import joined
from dixit.rag.lang.quantities.plain import Plain
from dixit.rag.lang.quantities.records import Number, Quantity
from dixit.rag.lang.quantities.spelled import is_number_word, spelled_in
from dixit.rag.lang.quantities.units import (
    CURRENCIES,
    DURATIONS,
    Scale,
    Unit,
    counted_at,
    currency_ahead,
    scale_at,
    unit_at,
)
from dixit.rag.lang.word_lists import LANGUAGES

_ITEM = re.compile(r"[ ]*\d{1,2}[.)] +(?=\S)")
_MINUS = re.compile(r"(?<!ou )(?<!or )(?:^|(?<=\s))(?P<minus>(?:moins|minus) )$")
_SIGNED = frozenset({"percent", "degree", "point"})
"""Units of numbers that may be negative in words."""
_MILLION = 10**6
_UNDER = re.compile(r"[ -](?P<word>[^\W\d_]+)")
_AND_A_HALF = re.compile(r"(?: et demie?| and a half|-and-a-half)(?!\w)")
_OF_A_SCALE = re.compile(
    r" (?:de|of|a|of a) (?=(?:milliers?|millions?|milliards?|thousands?|billions?|trillions?)\b)"
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
        read.append(_quantity(number, plain, language, days))
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
        or any(is_number_word(word, language) for language in LANGUAGES)
    )


@lru_cache(maxsize=65_536)
def _is_part(word: str) -> bool:
    return word in parts.WORDS or word.startswith(parts.BEGINNINGS)


def _in_order(
    plain: Plain, language: str | None, days: Mapping[tuple[int, int], str]
) -> Iterable[Iterable[Number]]:
    """The numbers by how they are written, the surest first."""
    item = _ITEM.match(plain.text)
    spoken = (language,) if language is not None and language in LANGUAGES else LANGUAGES
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
) -> Quantity:
    """A number with all that stands around it."""
    text, start, end = plain.text, number.start, number.end
    found = Quantity(
        number.value, number.kind, start, end, number.unit, bound=number.bound,
        is_article=number.is_article, full_start=start, full_end=end,
    )  # fmt: skip
    if number.kind == "day":
        return found
    if number.kind == "time":
        return replace(found, bound=bound_of(text, start, end, is_long=False))
    if month := _month(found, text, days):
        return replace(found, kind="day", unit=month)
    if number.kind == "ordinal":
        return replace(found, counted=counted_at(text, end))
    return _measured(found, plain, language)


def _measured(found: Quantity, plain: Plain, language: str | None) -> Quantity:
    """A number with its scale, its unit, its sign, and what makes it less sharp."""
    text = plain.text
    ahead = currency_ahead(text, found.start) if found.kind == "cardinal" else None
    scaled, is_large = _scaled(found, plain, language, ahead.name if ahead else "")
    unit = ahead or unit_at(plain, scaled.end, is_large=is_large)
    if unit is None:
        scaled = replace(scaled, full_end=scaled.end, counted=counted_at(text, scaled.end))
    else:
        scaled = _with_unit(scaled, unit, text)
    if scaled.kind in ("cardinal", "percent"):
        scaled = _signed(scaled, text)
    is_long = scaled.unit in DURATIONS
    bound = found.bound or bound_of(text, scaled.full_start, scaled.full_end, is_long=is_long)
    return replace(_multiplied(scaled, text), bound=bound)


def _scaled(
    found: Quantity, plain: Plain, language: str | None, currency: str
) -> tuple[Quantity, bool]:
    """A number times what stands behind it, and whether its unit follows "de" or "of"."""
    text, value, kind, end = plain.text, found.value, found.kind, found.end
    is_large = kind == "several" or bool(found.bound) or value >= _MILLION
    # "des dizaines de milliers", "half a million", "a quarter of a million".
    link = _OF_A_SCALE.match(text, end) if kind in ("several", "fraction") else None
    scale = scale_at(plain, link.end() if link else end, language, currency)
    if scale is not None:
        value, end, is_large = value * scale.value, scale.end, True
        kind = "cardinal" if kind == "fraction" else kind
    if half := _AND_A_HALF.match(text, end):
        value += Fraction(scale.value if scale else _scale_of(value), 2)
        end = half.end()
        if scale is None and (scale := scale_at(plain, end, language, currency)):
            value, end, is_large = value * scale.value, scale.end, True
    elif under := _denominator(text, end, value):
        value, end, kind = value / under.value, under.end, "fraction"
    if kind == "fraction" and (link := _OF_AN.match(text, end)):
        end = link.end()
    return replace(found, value=value, kind=kind, end=end), is_large


def _with_unit(found: Quantity, unit: Unit, text: str) -> Quantity:
    first, last = min(found.start, unit.start), max(found.end, unit.end)
    value, kind, end, name = found.value, found.kind, found.end, unit.name
    if name not in CURRENCIES and (half := _AND_A_HALF.match(text, unit.end)):
        value, last = value + Fraction(1, 2), half.end()  # "deux ans et demi"
    if name == "percent":
        kind, end = "percent", unit.end
    if name == "time":  # "trois fois"
        kind, name = "multiplier", ""
    return replace(
        found, value=value, kind=kind, unit=name, end=end, full_start=first, full_end=last
    )


def _multiplied(found: Quantity, text: str) -> Quantity:
    """The same, as a multiple where something is multiplied or divided by it."""
    if parts.is_divided(text, found.start) and found.value:
        return replace(found, kind="multiplier", value=1 / found.value)
    if parts.is_multiplied(text, found.start):
        return replace(found, kind="multiplier")
    return found


def _signed(found: Quantity, text: str) -> Quantity:
    """The same with its sign: "-6 %", "moins 5 degrés"."""
    begun = found.full_start
    if begun and text[begun - 1] in "-–" and (begun == 1 or text[begun - 2] in " (:\n"):
        return replace(found, value=-found.value, start=begun - 1, full_start=begun - 1)
    word = _MINUS.search(text[max(0, begun - 12) : begun])
    if word and found.unit in _SIGNED:
        begun -= len(word["minus"])
        return replace(found, value=-found.value, start=begun, full_start=begun)
    return found


def _month(found: Quantity, text: str, days: Mapping[tuple[int, int], str]) -> str:
    """The month whose day a number is, if it is one."""
    value = found.value
    if not 1 <= value <= 31 or value.denominator != 1 or found.is_article:
        return ""
    behind = _DAY_BEHIND.match(text, found.end)
    if behind and (name := days.get(behind.span("month"), "")) in _months():
        return name
    ahead = _MONTH_AHEAD.search(text, max(0, found.start - 16), found.start)
    if ahead and not _PLURAL.match(text, found.end):
        name = days.get(ahead.span("month"), "")
        return name if name in _months() else ""
    return ""


@cache
def _months() -> frozenset[str]:
    return frozenset(months())


def _scale_of(value: Fraction) -> int:
    """The largest scale that a number in words may end with: 1 000 000 of three million."""
    scales = (10**9, _MILLION, 10**3)
    return next((scale for scale in scales if value and value % scale == 0), 1)


def _denominator(text: str, end: int, value: Fraction) -> Scale | None:
    """What a small number is a number of, as in "deux tiers"."""
    match = _UNDER.match(text, end)
    if match is None or value.denominator != 1:
        return None
    under = parts.DENOMINATORS.get(match["word"], 0)
    if match["word"] == "quarters" and value != 3 and not text.startswith(" of", match.end()):
        return None  # "two quarters" are half a year.
    return Scale(Fraction(under), match.end()) if 1 <= value < under else None


def _placed(quantity: Quantity, plain: Plain) -> Quantity:
    """The same, with its places in the source."""
    return replace(
        quantity,
        start=plain.at(quantity.start),
        end=plain.end(quantity.end),
        full_start=plain.at(quantity.full_start),
        full_end=plain.end(quantity.full_end),
    )
