"""Numbers written in words, read by text2num."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from dixit.rag.lang.quantities.plain import Plain
from dixit.rag.lang.quantities.records import Kind, Number
from dixit.rag.lang.word_lists import LANGUAGES, words_of

_ORDINALS = {
    "fr": re.compile(
        r"(?:un|deux|trois|quatr|cinqu|six|sept|huit|neuv|dix|onz|douz|treiz|quatorz|quinz|seiz|vingt"
        r"|trent|quarant|cinquant|soixant|cent|mill)iemes?"
    ),
    "en": re.compile(
        r"(?:four|fif|six|seven|eigh|nin|ten|eleven|twelf|(?:thir|four|fif|six|seven|eigh|nine)teen"
        r"|(?:twen|thir|for|fif|six|seven|eigh|nine)tie|hundred|thousand)ths?"
    ),
}
_WORD = re.compile(r"[^\W\d_]+")
_JOINTS = {
    "fr": re.compile(r"[ -]|-et-| et | virgule "),
    "en": re.compile(r"[ -]|-and-| and | point "),
}
_TOKEN = re.compile(r"\w+(?:-\w+)*|\s+")
_PART = re.compile(r"\w+|[\s-]+")
_ARTICLES = frozenset({"un", "une", "one"})
_COUNTED_ARTICLE = {
    "fr": re.compile(r" seule?\b"),
    "en": re.compile(r" (?:single|sole)\b"),
}
_ONLY = re.compile(r"\b(?:only|just) $")
_PER_AHEAD = re.compile(r"(?P<word>\w+) (?P<per>per|pour|p\.) ?$")
_NO_RANK = re.compile(r"third[ -](?:part(?:y|ies)|world)\b")
_NINE = re.compile(r" (?:[^\W\d_]+[sx]\b|mille\b|sur\b|pour cent\b|%)")
"""What stands behind the French nine, and not behind the same word for "new"."""
_PLURAL_SCALES = {
    "hundreds": 100, "thousands": 1000, "millions": 10**6, "milliards": 10**9, "billions": 10**9,
    "trillions": 10**12,
}  # fmt: skip


@dataclass(frozen=True)
class _Token:
    """A word, as text2num takes it."""

    word: str

    def text(self) -> str:
        return self.word

    def nt_separated(self, previous: "_Token") -> bool:  # noqa: ARG002
        return False

    def not_a_number_part(self) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class _Read:
    """A number and its place among the words that were read."""

    start: int
    end: int
    value: Fraction
    kind: Kind


@lru_cache(maxsize=65_536)
def is_number_word(word: str, language: str) -> bool:
    """Whether a folded word is, or may be part of, a number in one language."""
    ordinal = _ORDINALS[language].fullmatch(word)
    return ordinal is not None or word in words_of("number_words.txt", language)


def spelled_in(plain: Plain, language: str) -> Iterator[Number]:
    """The numbers written in the words of one language.

    Args:
        plain: the text.
        language: one of `LANGUAGES`.
    """
    text = plain.text
    for start, end in _runs(text, language):
        for read in _read(text[start:end], language):
            at, end_at = start + read.start, start + read.end
            word = text[at:end_at]
            if word in _ARTICLES and not _is_counted(text, at, end_at, language):
                continue
            if _is_other_word(text, at, end_at, language):
                continue
            if word in _PLURAL_SCALES:
                yield Number(at, end_at, Fraction(_PLURAL_SCALES[word]), "several", bound="about")
                continue
            yield Number(at, end_at, read.value, read.kind)


def _runs(text: str, language: str) -> Iterator[tuple[int, int]]:
    """The places of number words that follow each other."""
    places = [
        match.span()
        for match in _WORD.finditer(text)
        if is_number_word(match[0], language)
        and not (match[0] == "cent" and _is_percent(text, match.start()))
    ]
    if not places:
        return
    begun = places[0][0]
    for (_, end), (start, _) in pairwise(places):
        if not _JOINTS[language].fullmatch(text, end, start):
            yield begun, end
            begun = start
    yield begun, places[-1][1]


def _is_percent(text: str, at: int) -> bool:
    """Whether the "cent" at a place is that of "pour cent", rather than a hundred."""
    before = _PER_AHEAD.search(text, max(0, at - 30), at)
    if before is None:
        return False
    word = before["word"]
    spelled = any(is_number_word(word, language) for language in LANGUAGES)
    return spelled or word.isdigit() or before["per"] == "per"


@lru_cache(maxsize=4096)
def _read(run: str, language: str) -> tuple[_Read, ...]:
    """The numbers of some words, each with its place among them."""
    if run in ("second", "seconde", "secondes"):
        return (_Read(0, len(run), Fraction(2), "ordinal"),)
    # A hyphen joins one number, or two: "twenty-five", "two-thirds".
    found = _found(run, _TOKEN, language) or _found(run, _PART, language)
    joined = found[:1]
    for two in found[1:]:
        one = joined[-1]
        if both := _as_one(one, two, run, language):
            joined[-1] = both
        else:
            joined.append(two)
    return tuple(joined)


def _found(run: str, token: re.Pattern[str], language: str) -> list[_Read]:
    # Imported when first needed: most sentences have no number in words.
    from text_to_num import find_numbers  # noqa: PLC0415

    pieces = list(token.finditer(run))
    tokens = [_Token(_accented(piece[0])) for piece in pieces]
    return [
        _Read(
            pieces[number.start].start(),
            pieces[number.end - 1].end(),
            Fraction(digits[0].replace(",", ".")),
            "ordinal" if number.is_ordinal else "cardinal",
        )
        for number in find_numbers(tokens, language, 0)
        if (digits := re.match(r"\d+(?:[.,]\d+)?", number.text))
    ]


def _as_one(one: _Read, two: _Read, run: str, language: str) -> _Read | None:
    """Two numbers side by side as the one that they are: "two thirds", "nineteen eighty-four"."""
    if run[one.end : two.start] not in (" ", "-") or one.kind != "cardinal":
        return None
    is_one = one.value == 1 and language == "en"
    if two.kind == "ordinal" and (run[: two.end].endswith("s") or is_one):
        return _Read(one.start, two.end, one.value / two.value, "fraction")
    is_century = language == "en" and 16 <= one.value <= 20
    if is_century and two.kind == "cardinal" and 10 <= two.value <= 99:
        return _Read(one.start, two.end, one.value * 100 + two.value, "cardinal")
    return None


def _accented(word: str) -> str:
    """A folded number word as text2num knows it."""
    return word.replace("ieme", "ième").replace("zero", "zéro") if "e" in word else word


def _is_counted(text: str, start: int, end: int, language: str) -> bool:
    """Whether "un" or "one" is said to be one alone."""
    behind = _COUNTED_ARTICLE[language].match(text, end)
    return bool(behind) or _ONLY.search(text[max(0, start - 6) : start]) is not None


def _is_other_word(text: str, start: int, end: int, language: str) -> bool:
    """Whether a number word is another word of the same letters: "neuf", "a third party"."""
    if language == "fr":
        return text[start:end] == "neuf" and _NINE.match(text, end) is None
    return _NO_RANK.match(text, start) is not None
