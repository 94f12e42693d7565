"""Numbers written in digits: what groups their thousands, and what stands before decimals."""

import re
from collections.abc import Iterator
from fractions import Fraction

from dixit.rag.lang.quantities.plain import Plain
from dixit.rag.lang.quantities.records import Number
from dixit.rag.lang.quantities.units import counted_at, scale_at, unit_at

_FIGURES = re.compile(
    r"(?<!\w)(?:"
    r"(?:(?P<grouped>\d{1,3}(?:(?P<mark>[ ',.])\d{3})(?:(?P=mark)\d{3})*)"
    r"(?:(?!(?P=mark))[.,](?P<cents>\d+))?"
    r"|(?P<whole>\d+)(?:[.,](?P<decimals>\d+))?)(?![.,']?\d)"
    r"|(?P<piece>\d+))"
)
_PART_OF_CODE = re.compile(r"\d[.,]$")
_ORDINAL = re.compile(r"(?:er|ere|re|e|eme|nd|nde|st|rd|th)s?(?!\w)")
_ROMAN = re.compile(r"(?<!\w)(?P<roman>[ivx]+)(?:e|er|eme|th)(?!\w)")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10}
_VULGAR = {
    "½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4", "⅕": "1/5", "⅖": "2/5", "⅗": "3/5",
    "⅘": "4/5", "⅙": "1/6", "⅛": "1/8", "⅜": "3/8", "⅝": "5/8", "⅞": "7/8",
}  # fmt: skip
_PARTS = re.compile(rf"(?<![\w.,])(?:(?P<whole>\d{{1,3}}) ?)?(?P<part>[{''.join(_VULGAR)}])")
_OVER = re.compile(
    r"(?<![\w/])(?P<over>\d{1,2})/(?P<under>\d{1,2})(?![\w/])(?= (?:de|des|du|of|d')(?!\w))"
)
_DECADE = re.compile(r"s(?!\w)")


def figures_in(plain: Plain, language: str | None) -> Iterator[Number]:
    """The numbers written in digits, and ordinals in Roman numerals.

    Args:
        plain: the text.
        language: "fr" or "en", by which "1,250" is read; None where it is not known.
    """
    text = plain.text
    for match in _ROMAN.finditer(text):
        start = plain.at(match.start())
        letters = plain.source[start : start + len(match["roman"])]
        behind = plain.source[plain.at(match.end("roman"))]
        if letters.isupper() and behind.islower():
            yield Number(*match.span(), Fraction(_roman(match["roman"])), "ordinal")
    if not plain.has_figures:
        return
    for match in _PARTS.finditer(text):
        value = Fraction(_VULGAR[match["part"]]) + int(match["whole"] or 0)
        yield Number(*match.span(), value, "cardinal" if match["whole"] else "fraction")
    for match in _OVER.finditer(text):
        over, under = int(match["over"]), int(match["under"])
        if 0 < over < under:
            yield Number(*match.span(), Fraction(over, under), "fraction")
    for match in _FIGURES.finditer(text):
        if number := _number(match, plain, language):
            yield number


def _number(match: re.Match[str], plain: Plain, language: str | None) -> Number | None:
    text, (start, end) = plain.text, match.span()
    if match["piece"] or _PART_OF_CODE.search(text[max(0, start - 2) : start]):
        return Number(start, end, Fraction(int(re.sub(r"\D", "", match[0]))), "cardinal")
    value = _value(match, plain, language)
    if ordinal := _ORDINAL.match(text, end):
        if value.denominator == 1:
            return Number(start, ordinal.end(), value, "ordinal")
        return None
    if (decade := _DECADE.match(text, end)) and value >= 10 and value % 10 == 0:
        return Number(start, decade.end(), value, "cardinal")
    if text[end : end + 1].isalpha() and not (
        scale_at(plain, end, language) or unit_at(plain, end, glued=True)
    ):
        return None  # "5G", "3D" and "4x4" are names.
    return Number(start, end, value, "cardinal")


def _value(match: re.Match[str], plain: Plain, language: str | None) -> Fraction:
    if match["grouped"] is None:
        return Fraction(f"{match['whole']}.{match['decimals'] or '0'}")
    groups = re.split(r"\D", match["grouped"])
    may_be_decimal = match["mark"] in ",." and len(groups) == 2 and match["cents"] is None
    if may_be_decimal and _is_decimal(groups, match["mark"], plain, match.end(), language):
        return Fraction(f"{groups[0]}.{groups[1]}")
    return Fraction(f"{''.join(groups)}.{match['cents'] or '0'}")


def _is_decimal(groups: list[str], mark: str, plain: Plain, end: int, language: str | None) -> bool:
    """Whether "1,250" or "1.250" is one and a quarter, rather than twelve hundred and fifty."""
    if groups[0].startswith("0"):
        return True
    of_language = {"fr": ",", "en": "."}.get(language or "")
    scaled = scale_at(plain, end, language) is not None
    unit = unit_at(plain, end)
    if mark != of_language:
        # Nobody groups the thousands of a million: but "1,250 million" is English.
        finer = scaled or (unit is not None and unit.name == "percent")
        return finer and (mark == "." or language != "en")
    if scaled:
        return True
    # Decimals are not three noughts, and things that are counted have none: a foreign hand.
    return groups[1] != "000" and (unit is not None or not counted_at(plain.text, end))


def is_roman(word: str) -> bool:
    """Whether a folded word is written like an ordinal in Roman numerals: "xxie"."""
    return _ROMAN.fullmatch(word) is not None


def _roman(letters: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in letters]
    return sum(-value if value < max(values[at:]) else value for at, value in enumerate(values))
