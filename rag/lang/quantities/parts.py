"""Fractions, multiples and dozens in words, and the article that may count."""

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache

from dixit.rag.lang.quantities.plain import Plain
from dixit.rag.lang.quantities.records import Number
from dixit.rag.lang.quantities.units import CURRENCIES, DURATIONS, unit_words

_MANY = {
    "dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30,
    "quarantaine": 40, "cinquantaine": 50, "soixantaine": 60, "centaine": 100, "millier": 1000,
    "dozen": 12, "score": 20,
}  # fmt: skip
_DOZENS = re.compile(
    rf"(?<!\w)(?P<one>une? |a |one |half a )?(?P<name>{'|'.join(_MANY)})(?P<plural>s?)(?!\w)"
)
_OTHERWISE = frozenset({"quinzaine", "quarantaine", "cinquantaine", "soixantaine", "score"})
"""Words that are a fortnight, a quarantine, an age or a result where nothing is counted."""
_OF = re.compile(r" (?:de |d'|of )")
_TENS = re.compile(r"(?<!\w)tens of (?=thousands|millions|billions)")
_COUNTED_AS = re.compile(r" (?:de |d'|of )|[,.;:!?)]|$")
_MULTIPLES = {
    "doubl": 2, "tripl": 3, "trebl": 3, "quadrupl": 4, "quintupl": 5, "decupl": 10, "twice": 2,
    "thrice": 3, "two": 2, "three": 3, "four": 4, "five": 5, "ten": 10,
}  # fmt: skip
_MULTIPLE = re.compile(
    r"(?<!\w)(?:(?P<verb>doubl|tripl|trebl|quadrupl|quintupl|decupl)"
    r"(?:e[rsz]?|ent|ees?|ait|aient|era|eront|erait|ant|ed|ing)"
    r"|(?P<fold>two|three|four|five|ten)-?fold|(?P<times>twice|thrice)|halv(?:e[ds]?|ing))(?!\w)"
)
_DIVIDED = re.compile(r"\b(?:divis(?:e|er|ee|es|ees|ant|era) par|divided by) $")
_MULTIPLIED = re.compile(
    r"\b(?:multipli(?:e|er|ee|es|ees|ant|era|ent) par|multiplied by|a factor of) $"
)
_UNDER = {
    "moitie": 2, "demi": 2, "half": 2, "tiers": 3, "third": 3, "quart": 4, "quarter": 4,
    "cinquieme": 5, "fifth": 5, "dixieme": 10, "tenth": 10,
}  # fmt: skip
_SHARES = (
    re.compile(r"(?<!\w)(?:la )?(?P<under>moitie)(?!\w)"),
    re.compile(r"(?<!\w)(?:une? )?(?P<under>demi)-?(?=heure|journee| ?million| ?milliard)"),
    re.compile(
        # No half of a game or of a year.
        r"(?<!first )(?<!second )(?<!latter )(?<!other )(?<!1st )(?<!2nd )(?<![\w-])"
        r"(?:one |a )?(?P<under>half)(?= (?:of|the|an?|its|his|her|their|our)\b|[ ,.;]|$)"
        r"(?! past| year| time)"
    ),
    re.compile(
        r"(?:(?<!\w)(?:un|le) |(?<=d')un )(?P<under>tiers|quart|cinquieme|dixieme)"
        r"(?: (?=des?\b|du\b|d')|(?<=d'un tiers)(?!\w)|(?<=d'un quart)(?!\w))"
    ),
    re.compile(
        r"(?<!\w)(?:(?:a|one|the) (?P<under>quarter|third|fifth|tenth)(?= of\b)"
        r"|(?<=by )(?:a|one) (?P<by>quarter|third|fifth|tenth)\b)"
    ),
)
_NOON = re.compile(r"(?<!\w)(?:(?:a|de|avant|vers|apres|d'ici) midi|(?:at )?noon)(?!\w)")
_MIDNIGHT = re.compile(r"(?<!\w)(?:minuit|midnight)(?!\w)")
DENOMINATORS = {"tiers": 3, "quart": 4, "quarts": 4, "quarter": 4, "quarters": 4, "halves": 2}
"""What a number may be a number of, and is then a fraction."""
WORDS = frozenset(
    {
        *_MANY, *(f"{name}s" for name in _MANY), *DENOMINATORS, *_UNDER, "midi",
        "minuit", "noon", "midnight", "twice", "thrice", "tens", "demie",
    }
)  # fmt: skip
BEGINNINGS = (
    "doubl", "tripl", "trebl", "quadrupl", "quintupl", "decupl", "halv", "divis", "multipli",
    "demi", "twofold", "threefold", "fourfold", "fivefold", "tenfold",
)  # fmt: skip


def parts_in(plain: Plain) -> Iterator[Number]:
    """The fractions, multiples and times of day that are words of their own."""
    text = plain.text
    for pattern in _SHARES:
        for match in pattern.finditer(text):
            under = match["under"] or match["by"]
            end = match.start() + len(match[0].rstrip())
            yield Number(match.start(), end, Fraction(1, _UNDER[under]), "fraction")
    for match in _MULTIPLE.finditer(text):
        name = match["verb"] or match["fold"] or match["times"]
        value = Fraction(_MULTIPLES[name]) if name else Fraction(1, 2)
        yield Number(*match.span(), value, "multiplier")
    for pattern, minutes in ((_NOON, 720), (_MIDNIGHT, 0)):
        for match in pattern.finditer(text):
            yield Number(*match.span(), Fraction(minutes), "time")
    for match in _TENS.finditer(text):
        yield Number(match.start(), match.end() - 4, Fraction(10), "several", bound="about")


def dozens_in(plain: Plain) -> Iterator[Number]:
    """The dozens of a text: of one or of many."""
    for match in _DOZENS.finditer(plain.text):
        value, one = _MANY[match["name"]], match["one"]
        is_dozen = match["name"] == "dozen"
        if not is_dozen and not _COUNTED_AS.match(plain.text, match.end()):
            continue
        if match["name"] in _OTHERWISE and not _OF.match(plain.text, match.end()):
            continue
        if match["plural"] and not one:
            yield Number(*match.span(), Fraction(value), "several", bound="about")
        elif one or is_dozen:
            share = Fraction(1, 2) if one == "half a " else Fraction(1)
            yield Number(*match.span(), value * share, "cardinal", bound="about")


def articles_in(plain: Plain) -> Iterator[Number]:
    """The articles that stand before a unit, and so may count: "un an", "in a year"."""
    for match in _article().finditer(plain.text):
        yield Number(*match.span("one"), Fraction(1), "cardinal", is_article=True)


def is_divided(text: str, start: int) -> bool:
    """Whether what is written before a number divides by it: "divisé par deux"."""
    return _DIVIDED.search(text[max(0, start - 20) : start]) is not None


def is_multiplied(text: str, start: int) -> bool:
    """Whether what is written before a number multiplies by it."""
    return _MULTIPLIED.search(text[max(0, start - 20) : start]) is not None


@cache
def _article() -> re.Pattern[str]:
    units = (DURATIONS - {"second"}) | (CURRENCIES - {"pound"})  # "un livre" is a book.
    forms = sorted(w for unit in units for w in unit_words()[unit] if len(w) > 1 and w.isalpha())
    named = "|".join(sorted(forms, key=len, reverse=True))
    # "Five euros a year" counts no year.
    ahead = "|".join(rf"(?<=\b{word} )" for word in "in for after within over than about".split())
    return re.compile(rf"(?<!\w)(?P<one>une?|one|(?:{ahead})an?)(?= (?:{named})(?!\w))")
