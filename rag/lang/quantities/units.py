"""What stands directly at a number: its scale, its unit, and the word for what is counted."""

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from dixit.rag.lang.quantities.plain import Plain
from dixit.rag.lang.word_lists import named_lists

CURRENCIES = frozenset({"euro", "dollar", "pound", "yuan", "franc", "yen"})
DURATIONS = frozenset({"year", "month", "week", "day", "hour", "minute", "second"})

_THOUSAND, _MILLION, _MILLIARD = 10**3, 10**6, 10**9
_SCALES = {
    **dict.fromkeys(("mille", "millier", "milliers", "thousand", "thousands", "k"), _THOUSAND),
    **dict.fromkeys(("million", "millions", "m", "mn", "mns"), _MILLION),
    **dict.fromkeys(("milliard", "milliards", "md", "mds", "mrd", "mrds", "bn", "b"), _MILLIARD),
    **dict.fromkeys(("billion", "billions"), 10**9),
    **dict.fromkeys(("trillion", "trillions", "tn"), 10**12),
    **dict.fromkeys(("dozen", "dozens", "douzaines"), 12),
    **{"dizaines": 10, "vingtaines": 20, "centaines": 100},
}
_LONG_SCALES = {"billion": 10**12, "billions": 10**12, "trillion": 10**18, "trillions": 10**18}
"""What French means by the words that English has for a thousand times less."""
_SCALE = re.compile(rf"[ -]?(?P<word>{'|'.join(sorted(_SCALES, key=len, reverse=True))})(?![\w'])")
_SCALE_BEFORE_SIGN = re.compile(
    r" ?(?P<word>k|m|mds?|mrds?|bn|b)(?= ?(?:[€$£]|eur\b|usd\b|d'|de\b|of\b))"
)
_PLURAL = re.compile(r" (?:people|[^\W\d_]{3,}s)\b")
_OF = re.compile(r"d'| (?:de |d'|of (?:the )?)")
_GAP = re.compile(r"[ -]| ?(?=[%°€$£¥])|(?=\w)")
_WORD = re.compile(r"[ -](?P<word>[^\W\d_]+)")
_COUNTED = re.compile(
    r"(?: d'| de | of (?:the )?|[ -])(?:(?:seule?|single|sole|autres|other|more) )?"
    r"(?P<word>[^\W\d_]+)"
)
_SMALL = frozenset(
    "de des du le la les l un une a au aux en et ou par sur pour dans d the an of in on at by per "
    "for and or is are was were est sont etait etaient sera seront ont to from contre plus moins "
    "que qui with avec soit se s il elle ils elles after apres than has have had will ce cette ces "
    "as but mais who which that n ne not y them us it its his her their my our sa son ses leur "
    "leurs mes ceux celles eux nous environ roughly approximately so minimum maximum".split()
)
"""Words that no number counts, and behind which its unit no longer stands."""
_AHEAD = re.compile(
    r"(?:(?P<sign>(?:us)?[€$£¥])|(?<!\w)(?P<code>eur|usd|gbp|cny|rmb|chf|jpy)(?= )) ?$"
)
_SMALL_LETTERS = frozenset("gmst")
"""Letters that are a unit only when they are small."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit and its place in the plain text."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Scale:
    """What a number is multiplied by, or divided, and where that ends in the plain text."""

    value: Fraction
    end: int


@cache
def _names() -> dict[str, str]:
    """Each form of each unit, with the unit's name."""
    listed = named_lists("units.txt").items()
    return {form.replace("_", " "): name for name, forms in listed for form in forms}


@cache
def unit_words() -> dict[str, frozenset[str]]:
    """By unit the words that name it."""
    listed = named_lists("units.txt").items()
    return {name: frozenset(form.replace("_", " ") for form in forms) for name, forms in listed}


@cache
def _pattern() -> re.Pattern[str]:
    forms = sorted(map(re.escape, _names()), key=len, reverse=True)
    # A letter alone is cut off by no apostrophe: "3 s'est", "5 l'ont".
    return re.compile(rf"(?P<unit>{'|'.join(forms)})(?:(?<=[%°€$£¥²³])|(?![\w'’]))")


def scale_at(plain: Plain, end: int, language: str | None, currency: str = "") -> Scale | None:
    """The scale behind a number: the thousand of "5 thousand", the million of "£5m".

    Args:
        plain: the text.
        end: where the number ends in the plain form.
        language: "fr" or "en", by which "billion" is read; None where it is not known.
        currency: what is written ahead of the number.

    Returns:
        The scale and where it ends; None where none stands there.
    """
    text, scale, begun = plain.text, Fraction(1), end
    while match := _SCALE.match(text, end) or _SCALE_BEFORE_SIGN.match(text, end):
        word = match["word"]
        if len(word) == 1 and not _is_scale_letter(match, word, plain, begun, language, currency):
            break
        if text[end : end + 1] == " " and word == "k" and not _SCALE_BEFORE_SIGN.match(text, end):
            break
        table = _LONG_SCALES if language == "fr" and word in _LONG_SCALES else _SCALES
        scale *= table[word]
        end = match.end()
    return Scale(scale, end) if end > begun else None


def _is_scale_letter(
    match: re.Match[str], word: str, plain: Plain, begun: int, language: str | None, currency: str
) -> bool:
    """Whether a letter behind a number is a scale: the m of "£5m" and "5 M€", not of "5 m"."""
    if match.start() > begun:
        return False
    text, end = plain.text, match.end()
    if word == "k":
        return True
    if currency or text[end : end + 1] in ("€", "$", "£"):
        return True
    capital = plain.source[plain.at(end - 1)].isupper()
    before_money = _SCALE_BEFORE_SIGN.match(text, match.start()) is not None
    if capital and (before_money or text[match.start()] != " "):
        return True
    glued = text[match.start()] != " "
    return word == "m" and language == "en" and glued and _PLURAL.match(text, end) is not None


def currency_ahead(text: str, start: int) -> Unit | None:
    """The currency written before a number that begins at a place: "€5", "EUR 5"."""
    match = _AHEAD.search(text, max(0, start - 5), start)
    if match is None:
        return None
    return Unit(_names()[match["sign"] or match["code"]], *match.span())


def unit_at(plain: Plain, end: int, *, is_large: bool = False, glued: bool = False) -> Unit | None:
    """The unit of a number that ends at a place, if one stands there.

    Args:
        plain: the text.
        end: where the number ends.
        is_large: whether it ends in a scale, behind which the unit follows "de" or "of".
        glued: whether only a unit without a space counts.
    """
    text = plain.text
    if glued:
        return _unit(plain, end)
    if is_large and (link := _OF.match(text, end)):
        unit = _unit(plain, link.end(), shortest=2)
        if unit is not None:
            return unit
    gap = _GAP.match(text, end)
    if gap is None:
        return None
    if unit := _unit(plain, gap.end(), shortest=2 if gap[0] == "-" else 1):
        return unit
    # One word may stand between: "three long years", "les 12 derniers mois".
    between = _WORD.match(text, end)
    if between and between["word"] not in _SMALL and text[between.end() : between.end() + 1] == " ":
        unit = _unit(plain, between.end() + 1, shortest=2)
        if unit is not None and unit.name in DURATIONS | CURRENCIES:
            return unit
    return None


def _unit(plain: Plain, at: int, *, shortest: int = 1) -> Unit | None:
    """The unit that is written at a place, in so many letters at least or in a sign."""
    match = _pattern().match(plain.text, at)
    if match is None:
        return None
    form = match["unit"]
    if form.isalpha() and len(form) < shortest:
        return None
    # The g of "5 g" is a unit, the G of "5G" is not.
    if form in _SMALL_LETTERS and not plain.source[plain.at(at)].islower():
        return None
    return Unit(_names()[form], *match.span("unit"))


def counted_at(text: str, end: int) -> str:
    """The folded word for what a number that ends at a place counts; "" where none stands there."""
    match = _COUNTED.match(text, end)
    return match["word"] if match and match["word"] not in _SMALL else ""
