"""Fractions, multiples and dozens in words, and the article that may count."""

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache

from rag.quantities.found import Number
from rag.quantities.plain import Plain
from rag.quantities.units import CURRENCIES, DURATIONS, unit_words

_MANY = {
    "dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30,
    "quarantaine": 40, "cinquantaine": 50, "soixantaine": 60, "centaine": 100, "millier": 1000,
    "dozen": 12, "score": 20,
}  # fmt: skip
_DOZENS = re.compile(
    rf"(?<!\w)(?P<one>une? |a |one |half a )?(?P<name>{'|'.join(_MANY)})(?P<plural>s?)(?!\w)"
)
_TENS = re.compile(r"(?<!\w)tens of (?=thousands|millions|billions)")
_COUNTED_AS = re.compile(r" (?:de |d'|of )|[,.;:!?)]|$")
_MULTIPLES = {
    Fraction(2): r"doubl(?:e[rz]?|es|ent|ee?s?|ait|aient|era|eront|erait|ant|ed|ing|ement)|twice|twofold|two-fold",
    Fraction(3): r"tripl(?:e[rz]?|es|ent|ee?s?|ait|aient|era|eront|erait|ant|ed|ing|ement)"
    r"|trebl(?:e[ds]?|ing)|thrice|threefold|three-fold",
    Fraction(4): r"quadrupl(?:e[rz]?|es|ent|ee?s?|ait|aient|era|eront|erait|ant|ed|ing)|fourfold|four-fold",
    Fraction(5): r"quintupl(?:e[rz]?|es|ent|ee?s?|ait|aient|era|eront|erait|ant|ed|ing)|fivefold|five-fold",
    Fraction(10): r"decupl(?:e[rz]?|es|ent|ee?s?|ait|aient|era|eront|ant)|tenfold|ten-fold",
    Fraction(1, 2): r"halv(?:e[ds]?|ing)",
}  # fmt: skip
_MULTIPLE = re.compile(
    "|".join(rf"(?P<m{at}>(?<!\w)(?:{words})(?!\w))" for at, words in enumerate(_MULTIPLES.values()))
)
_DIVIDED = re.compile(
    r"(?<!\w)(?:divis(?:e|er|ee|es|ees|ant|era) par|divided by|cut by a factor of) (?=\S)"
)
_MULTIPLIED = re.compile(
    r"(?<!\w)(?:multipli(?:e|er|ee|es|ees|ant|era|ent) par|multiplied by|(?:by )?a factor of) (?=\S)"
)
_SHARES: tuple[tuple[Fraction, re.Pattern[str]], ...] = (
    (Fraction(1, 2), re.compile(r"(?<!\w)(?:la )?moitie(?!\w)")),
    (Fraction(1, 2), re.compile(
        r"(?<!first )(?<!second )(?<!latter )(?<!other )(?<!better )(?<!1st )(?<!2nd )(?<![\w-])"
        r"(?:one |a )?half(?![\w-]| past| year|time)(?= (?:of|the|a|an|its|his|her|their|our)\b|[ ,.;]|$)")),
    (Fraction(1, 3), re.compile(r"(?<!\w)(?:un|le) tiers (?=(?:de|des|du)\b|d')|(?<=d')un tiers\b")),
    (Fraction(1, 4), re.compile(r"(?<!\w)(?:un|le) quart (?=(?:de|des|du)\b|d')|(?<=d')un quart\b")),
    (Fraction(1, 4), re.compile(r"(?<!\w)(?:a|one|the) quarter (?=of\b)|(?<=by )(?:a|one) quarter\b")),
    (Fraction(1, 3), re.compile(r"(?<!\w)(?:a|one|the) third (?=of\b)|(?<=by )(?:a|one) third\b|\bone[ -]third\b")),
    (Fraction(1, 5), re.compile(r"(?<!\w)(?:a|one|the) fifth (?=of\b)|(?<=by )(?:a|one) fifth\b|\bone[ -]fifth\b")),
    (Fraction(1, 10), re.compile(r"(?<!\w)(?:a|one|the) tenth (?=of\b)|(?<=by )(?:a|one) tenth\b|\bone[ -]tenth\b")),
    (Fraction(1, 5), re.compile(r"(?<!\w)un cinquieme (?=(?:de|des|du)\b|d')|(?<=d')un cinquieme\b")),
    (Fraction(1, 10), re.compile(r"(?<!\w)un dixieme (?=(?:de|des|du)\b|d')|(?<=d')un dixieme\b")),
    (Fraction(1, 2), re.compile(r"(?<!\w)(?:une? )?demi-?(?=heure|journee|million|milliard| million| milliard)")),
)  # fmt: skip
_NOON = re.compile(r"(?<!\w)(?:(?:a|de|avant|vers|apres|d'ici) midi|(?:at )?noon)(?!\w)")
_MIDNIGHT = re.compile(r"(?<!\w)(?:minuit|midnight)(?!\w)")
DENOMINATORS = {"tiers": 3, "quart": 4, "quarts": 4, "quarter": 4, "quarters": 4, "halves": 2}
"""What a number may be a number of, and is then a fraction."""
WORDS = frozenset(
    {
        *_MANY, *(f"{name}s" for name in _MANY), *DENOMINATORS, "moitie", "half", "demi", "midi",
        "minuit", "noon", "midnight", "twice", "thrice", "tens", "demie",
    }
)  # fmt: skip
BEGINNINGS = ("doubl", "tripl", "trebl", "quadrupl", "quintupl", "decupl", "halv", "divis", "multipli", "demi")


def parts_in(plain: Plain) -> Iterator[Number]:
    """The fractions, multiples, times of day and articles that stand in words."""
    text = plain.text
    for value, pattern in _SHARES:
        for match in pattern.finditer(text):
            end = match.start() + len(match[0].rstrip())
            yield Number(match.start(), end, value, "fraction")
    for match in _MULTIPLE.finditer(text):
        value = list(_MULTIPLES)[int(str(match.lastgroup)[1:])]
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
        behind = _COUNTED_AS.match(plain.text, match.end()) is not None
        if match["name"] == "dozen":
            behind = True
        if match["plural"] and not one:
            if behind:
                yield Number(*match.span(), Fraction(value), "several", bound="about")
        elif behind and (one or match["name"] == "dozen"):
            share = Fraction(1, 2) if one == "half a " else 1
            if match["name"] in ("score", "quarantaine", "quinzaine") and not _is_of(plain, match):
                continue
            yield Number(*match.span(), value * share, "cardinal", bound="about")


def _is_of(plain: Plain, match: re.Match[str]) -> bool:
    return re.match(r" (?:de |d'|of )", plain.text[match.end() : match.end() + 4]) is not None


def articles_in(plain: Plain) -> Iterator[Number]:
    """The articles that stand before a unit, and so may count: "un an", "in a year"."""
    for match in _article().finditer(plain.text):
        yield Number(*match.span("one"), Fraction(1), "cardinal", is_article=True)


def is_divided(text: str, start: int) -> bool:
    """Whether what is written before a number divides by it: "divisé par deux"."""
    return any(match.end() == start for match in _DIVIDED.finditer(text, max(0, start - 30), start + 1))


def is_multiplied(text: str, start: int) -> bool:
    """Whether what is written before a number multiplies by it."""
    return any(
        match.end() == start for match in _MULTIPLIED.finditer(text, max(0, start - 30), start + 1)
    )


@cache
def _article() -> re.Pattern[str]:
    units = (DURATIONS - {"second"}) | CURRENCIES
    forms = sorted(w for unit in units for w in unit_words()[unit] if len(w) > 1 and w.isalpha())
    named = "|".join(sorted(forms, key=len, reverse=True))
    ahead = r"(?<=\bin )|(?<=\bfor )|(?<=\bafter )|(?<=\bwithin )|(?<=\bover )|(?<=\bthan )|(?<=\babout )"
    return re.compile(rf"(?<!\w)(?P<one>une?|one|(?:{ahead})an?)(?= (?:{named})(?!\w))")
