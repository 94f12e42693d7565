"""Numbers that stand together: the ends of a range, and those that share the unit of the last."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from dixit.rag.lang.quantities.records import Quantity
from dixit.rag.lang.quantities.units import CURRENCIES

_DASH = re.compile(r" ?[-–—] ?")
_LINK = r"(?: (?:pres de|environ|about|plus de|le|the))? (?:[€$£])?"
_TO = re.compile(rf"(?P<noun> [^\W\d_]+)? (?:a|au|to|until|till|jusqu'au?){_LINK}")
_AND = re.compile(rf"(?: [^\W\d_]+)? (?:et|and){_LINK}")
_BETWEEN = re.compile(r"(?:entre|between)(?: (?:le|les|the))? ?[€$£]?$")
_FROM = re.compile(r"(?:^|[ (])(?:de|du|from|d')(?: (?:le|les|the))? ?[€$£]?$")
_LISTED = re.compile(r" ?, ?| (?:et|ou|and|or)(?: (?:de|a|le|the))? ")
_LAST = re.compile(r" (?:et|ou|and|or)(?: (?:de|a|le|the))? ")


def joined(quantities: Sequence[Quantity], text: str) -> list[Quantity]:
    """Quantities with the ends of ranges marked, and with the units that ranges and lists share.

    Args:
        quantities: the quantities of a text, in order.
        text: the plain form of the text.

    Returns:
        The same quantities: in "from 3 to 5 euros" both are euros.
    """
    found = list(quantities)
    for at in range(len(found) - 1):
        one, two = found[at], found[at + 1]
        if one.of_range != "to" and _is_range(one, two, text):
            found[at] = replace(_sharing(one, two), of_range="from")
            found[at + 1] = replace(_priced(two, one), of_range="to")
    for at in range(len(found) - 2, -1, -1):
        one, two = found[at], found[at + 1]
        between = text[one.full_end : two.full_start]
        if one.of_range or two.of_range or not _LISTED.fullmatch(between):
            continue
        if two.unit and (_LAST.fullmatch(between) or _is_listed(found, at + 1, text)):
            found[at] = _sharing(one, two)
    return found


def _is_range(one: Quantity, two: Quantity, text: str) -> bool:
    if {one.kind, two.kind} & {"several", "multiplier", "fraction"} or one.is_article:
        return False
    # "le 5 à 9 h", "en 2018 à 300" and "quatrième à 2 secondes" are no ranges.
    if one.kind == "ordinal" and two.kind not in ("ordinal", "day"):
        return False
    if (one.kind == "time") != (two.kind == "time") or (one.is_year and not two.is_year):
        return False
    between = text[one.full_end : two.full_start]
    ahead = text[max(0, one.full_start - 16) : one.full_start]
    if _DASH.fullmatch(between):
        # A dash with spaces may as well part two clauses.
        return " " not in between
    if _AND.fullmatch(between):
        return _BETWEEN.search(ahead) is not None
    to = _TO.fullmatch(between)
    return to is not None and (not to["noun"] or _FROM.search(ahead) is not None)


def _sharing(one: Quantity, two: Quantity) -> Quantity:
    """A number with the unit and the scale of the one that it is joined to, where it has none."""
    if one.unit or one.is_year or one.kind not in ("cardinal", "ordinal") or one.is_article:
        return one
    value = one.value
    scale = next((s for s in (10**9, 10**6) if two.value >= s and one.value < 1000), 1)
    mantissa = two.value / scale
    if scale > 1 and value < 100 * mantissa:
        value *= scale
    kind = two.kind if two.kind in ("percent", "day") else one.kind
    unit = two.unit if two.kind in ("cardinal", "percent", "day") else ""
    return replace(one, value=value, kind=kind, unit=unit, counted=one.counted or two.counted)


def _priced(two: Quantity, one: Quantity) -> Quantity:
    """The second end of a range in the currency that stands ahead of the first: "€3-5"."""
    if two.unit or two.kind != "cardinal" or one.unit not in CURRENCIES:
        return two
    return replace(two, unit=one.unit)


def _is_listed(found: Sequence[Quantity], at: int, text: str) -> bool:
    """Whether a list that goes on at a number ends in "and" or "or": commas alone join nothing."""
    for one, two in pairwise(found[at:]):
        between = text[one.full_end : two.full_start]
        if _LAST.fullmatch(between):
            return True
        if not _LISTED.fullmatch(between):
            return False
    return False
