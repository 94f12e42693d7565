"""Text as it reads, whatever its print: marks, spaces, widths and look-alike letters made one.

Each character keeps the place that it comes from, so that what is found in the folded text can be
shown in the text as it is stored.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from dixit.rag.lang.quantities import cuts_quantity
from dixit.rag.lang.word_lists import named_lines

_UNFOLDED = frozenset({"<super>", "<sub>", "<fraction>"})
"""Compatibility forms that say another thing than their plain ones: "5²" is not "52"."""
_MARKS = re.compile(r"``|''|[«»“”„‟‹›]")
_SPACE_BESIDE = re.compile(r"\s(?=[,.;:!?%])")


@dataclass(frozen=True, slots=True)
class Printed:
    """A text in one print, and where in the given text each of its characters begins and ends."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place in the given text of a place in this one.

        Raises:
            ValueError: the place is empty.
        """
        if start >= end:
            raise ValueError(f"no character between {start} and {end}")
        return self.starts[start], self.ends[end - 1]

    def replaced(self, pattern: re.Pattern[str], instead: str) -> "Printed":
        """The text with each match of a pattern replaced by one character, or by none."""
        pieces: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        position = 0
        for match in pattern.finditer(self.text):
            for each, source in ((starts, self.starts), (ends, self.ends)):
                each.extend(source[position : match.start()])
            pieces.append(self.text[position : match.start()])
            if instead and match[0]:
                pieces.append(instead)
                starts.append(self.starts[match.start()])
                ends.append(self.ends[match.end() - 1])
            position = match.end()
        pieces.append(self.text[position:])
        return Printed(
            "".join(pieces),
            (*starts, *self.starts[position:]),
            (*ends, *self.ends[position:]),
        )


def folded(text: str) -> Printed:
    """A text in plain letters: full-width forms, look-alikes and invisible characters folded.

    Quotation marks stay as they are; NFKC is applied to each character, but for figures set high
    or low.
    """
    if text.isascii():
        places = tuple(range(len(text) + 1))
        return Printed(text, places[:-1], places[1:])
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(text):
        plain = _plain(text[start:end])
        pieces.append(plain)
        starts.extend([start] * len(plain))
        ends.extend([end] * len(plain))
    return Printed("".join(pieces), tuple(starts), tuple(ends))


@lru_cache(maxsize=1024)
def printed(text: str) -> Printed:
    """A text in one print: folded, with straight marks and single spaces."""
    made = folded(text).replaced(_MARKS, '"').replaced(re.compile("[’‘ʼ´`]"), "'")
    made = made.replaced(re.compile("[–—‐‑−]"), "-").replaced(re.compile(r"\s+"), " ")
    return made.replaced(re.compile(r'\s?"\s?'), '"').replaced(_SPACE_BESIDE, "")


def places_of(words: str, text: str) -> list[tuple[int, int]]:
    """Where words stand together in a text, whatever the print; the first letter in either case.

    No place begins or ends within a number: "12 000 jobs" does not hold "000 jobs".
    """
    wanted = printed(words).text.strip(' "')
    if not wanted:
        return []
    given = printed(text)
    first = "|".join(map(re.escape, {wanted[0], wanted[0].swapcase()}))
    pattern = rf"(?<!\w)(?:{first}){re.escape(wanted[1:])}(?!\w)"
    return [
        given.span(*match.span())
        for match in re.finditer(pattern, given.text)
        if not any(cuts_quantity(given.text, at) for at in match.span())
    ]


def plain(text: str) -> str:
    """A text in plain letters, as `folded` has it."""
    return text if text.isascii() else folded(text).text


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Each character with the accents that are written behind it."""
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or not unicodedata.combining(text[at]):
            yield start, at
            start = at


@lru_cache(maxsize=4096)
def _plain(cluster: str) -> str:
    if unicodedata.category(cluster[0]) == "Cf":
        return ""
    composed = unicodedata.normalize("NFC", cluster)
    # "´" and "¨" would become a space and an accent.
    kind = unicodedata.decomposition(composed[0]).partition(" ")[0]
    if kind.startswith("<") and kind not in _UNFOLDED and composed[0] not in "´¨¯¸":
        composed = unicodedata.normalize("NFKC", composed)
    return "".join(_look_alikes().get(character, character) for character in composed)


@cache
def _look_alikes() -> dict[str, str]:
    """Letters of other scripts that are drawn as Latin ones."""
    found = {}
    for latin, listed in named_lines("confusables.txt"):
        for code in listed.split():
            found[chr(int(code, 16))] = latin
    return found
