"""Spelling variants of a name: as words to look up, and as a pattern for raw text.

A pattern searches the stored text as it is, so that offsets are offsets in that text.
"""

import re
from collections.abc import Collection, Sequence
from functools import cache

from dixit.index.text.tokens import UNSEEN, fold
from dixit.rag.dials import LENGTHS

_MARKS = f"\u0300-\u036f{UNSEEN}"
"""For a character class: combining accents and zero-width characters."""
WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}])*")
"""A word in raw text."""
_HYPHENS = r"\-\u2010-\u2015\u2212"
GAP = rf"(?:[\s_'’ʼ&{_HYPHENS}{_MARKS}]{{0,3}}|(?<=\b[^\W\d_])\.\s?)"
"""What may separate two words of a name; a full stop only after an initial."""
_LINE_END = rf"(?:[{_HYPHENS}][ \t]*\r?\n[ \t]*)?"
_INSIDE = rf"(?:[{_HYPHENS}]\s{{0,4}}|\s(?=[A-ZÀ-Þ]))?"
"""What may occur inside a long word: the gap in "Alpha Bank" for "Alphabank"."""
_AFTER_DIGIT = r"(?:[\s.,'’](?=\d{3}(?!\d)))?"
"""A separator between groups of digits."""
_LETTERS = ((0x20, 0x530), (0x1E00, 0x2000), (0x2100, 0x2150), (0xFB00, 0xFB07), (0xFF00, 0xFFF0))
"""The code point ranges in which several characters fold to one letter."""


def readings_of(words: Sequence[str]) -> list[list[Collection[str]]]:
    """The words to look up for a name: as given, with neighbours joined, and with one word split.

    Args:
        words: the folded words of the name.

    Returns:
        For each reading, the forms of each of its words.
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
    """A folded word, with and without a plural ending."""
    if not word.isalpha() or len(word) < 3:
        return frozenset((word,))
    forms = {word, f"{word}s", f"{word}es", f"{word}x"}
    return frozenset((*forms, _singular(word)))


def pattern_of(words: Sequence[str]) -> re.Pattern[str]:
    """A pattern that finds a name in raw text, in any case and with any accents and hyphens.

    Args:
        words: the folded words of the name.
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
    """A word without a possible plural ending."""
    plural = len(word) >= LENGTHS.long_word - 1 and word[-1] in "sx" and not word.endswith("ss")
    return word[:-1] if plural else word


def _letter_pattern(word: str, at: int) -> tuple[str, int]:
    """A pattern for the letters at an offset, and their number: "œ" stands for two."""
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
    """The characters that fold to each letter, and those that fold to two or three letters."""
    single: dict[str, str] = {}
    several: dict[str, str] = {}
    for first, last in _LETTERS:
        for character in map(chr, range(first, last)):
            folded = fold(character)
            if folded.isalnum():
                kept = single if len(folded) == 1 else several
                kept[folded] = kept.get(folded, "") + character
    return single, several
