"""The ways in which one name is written: as words to look up, and as a pattern over raw text.

A pattern finds a name in a text as it is stored, so that its offsets are the text's own.
"""

import re
from collections.abc import Collection, Sequence
from functools import cache

from dixit.index.text.tokens import UNSEEN, fold
from dixit.rag.dials import LENGTHS

_MARKS = f"\u0300-\u036f{UNSEEN}"
"""For a class of characters: accents that stand by themselves, and what has no width."""
WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}])*")
"""A word of raw text."""
_HYPHENS = r"\-\u2010-\u2015\u2212"
GAP = rf"(?:[\s_'’ʼ&{_HYPHENS}{_MARKS}]{{0,3}}|(?<=\b[^\W\d_])\.\s?)"
"""What may stand between two words of a name; a full stop only after an initial."""
_LINE_END = rf"(?:[{_HYPHENS}][ \t]*\r?\n[ \t]*)?"
_INSIDE = rf"(?:[{_HYPHENS}]\s{{0,4}}|\s(?=[A-ZÀ-Þ]))?"
"""What may stand inside a longer word: of "Alphabank", the break of "Alpha Bank"."""
_AFTER_DIGIT = r"(?:[\s.,'’](?=\d{3}(?!\d)))?"
"""What groups the digits of a number."""
_LETTERS = ((0x20, 0x530), (0x1E00, 0x2000), (0x2100, 0x2150), (0xFB00, 0xFB07), (0xFF00, 0xFFF0))
"""Where the letters stand that more than one character may be written for."""


def readings_of(words: Sequence[str]) -> list[list[Collection[str]]]:
    """The words to look up for a name: as given, neighbours as one, and one cut in two.

    Args:
        words: the name's, folded.
    """
    readings = [list(words)]
    pairs = range(len(words) - 1)
    readings += [[*words[:i], words[i] + words[i + 1], *words[i + 2 :]] for i in pairs]
    if len(words) > 2:
        readings.append(["".join(words)])
    if len(words) == 1 and len(words[0]) >= LENGTHS.long_word and words[0].isalpha():
        cuts = range(LENGTHS.parts_from, len(words[0]) - LENGTHS.parts_from + 1)
        readings += [[words[0][:cut], words[0][cut:]] for cut in cuts]
    return [[forms_of(word) for word in reading] for reading in readings]


def forms_of(word: str) -> frozenset[str]:
    """A word with and without the ending of a plural."""
    if not word.isalpha() or len(word) < 3:
        return frozenset((word,))
    forms = {word, f"{word}s", f"{word}es", f"{word}x"}
    return frozenset((*forms, _singular(word)))


def pattern_of(words: Sequence[str]) -> re.Pattern[str]:
    """A pattern for a name in raw text, whatever its case, accents, hyphens and plural.

    Args:
        words: the name's, folded.
    """
    written = GAP.join(_word_pattern(word) for word in words)
    return re.compile(rf"(?<![^\W_])(?<![{_MARKS}]){written}(?![^\W_])(?![\u0300-\u036f])")


def _word_pattern(word: str) -> str:
    if word[0].isdigit():
        return _AFTER_DIGIT.join("[.,]" if c == "." else re.escape(c) for c in word)
    long = len(word) >= LENGTHS.long_word and word.isalpha()
    bare = _singular(word) if word.isalpha() else word
    pattern, at = "", 0
    while at < len(bare):
        letters, size = _letter_pattern(bare, at)
        pattern += letters
        at += size
        if at < len(bare):
            inner = long and LENGTHS.parts_from <= at <= len(bare) - LENGTHS.parts_from
            pattern += _INSIDE if inner else _LINE_END
    return pattern + (r"(?:[eE]?[sS]|[xX])?" if word.isalpha() and len(word) > 2 else "")


def _singular(word: str) -> str:
    """A word without what may be the ending of a plural."""
    plural = len(word) >= LENGTHS.long_word - 1 and word[-1] in "sx" and not word.endswith("ss")
    return word[:-1] if plural else word


def _letter_pattern(word: str, at: int) -> tuple[str, int]:
    """A pattern for the letters at a place, and how many these are: "œ" stands for two."""
    single, several = _characters()
    one = f"[{''.join(map(re.escape, single.get(word[at], word[at])))}]"
    for size in (3, 2):
        if whole := several.get(word[at : at + size]):
            each = "".join(
                f"[{''.join(map(re.escape, single.get(c, c)))}][{_MARKS}]*"
                for c in word[at : at + size]
            )
            return rf"(?:{each}|[{''.join(map(re.escape, whole))}][{_MARKS}]*)", size
    return rf"{one}[{_MARKS}]*", 1


@cache
def _characters() -> tuple[dict[str, str], dict[str, str]]:
    """For each folded letter the characters that fold to it; and for each two or three letters."""
    single: dict[str, str] = {}
    several: dict[str, str] = {}
    for first, last in _LETTERS:
        for character in map(chr, range(first, last)):
            folded = fold(character)
            if folded.isalnum():
                kept = single if len(folded) == 1 else several
                kept[folded] = kept.get(folded, "") + character
    return single, several
