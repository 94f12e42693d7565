"""Typographic normalisation: marks, spaces, character widths and look-alike letters.

Each normalised character keeps its position in the original, so that a match in the normalised
text maps back to the stored text.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from dixit.rag.lang.quantities import cuts_quantity
from dixit.rag.lang.word_lists import named_lines

_UNFOLDED = frozenset({"<super>", "<sub>", "<fraction>"})
"""Unicode compatibility forms with a meaning of their own: "5²" is not "52"."""
_MARKS = re.compile(r"``|''|[«»“”„‟‹›]")
_SPACE_BESIDE = re.compile(r"\s(?=[,.;:!?%])")


@dataclass(frozen=True, slots=True)
class Printed:
    """A normalised text with the original position of each character.

    Attributes:
        text: The normalised text.
        starts: Start of each character in the original.
        ends: End of each character in the original, exclusive.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the original (start, end) of a place in the normalised text.

        Args:
            start: First character.
            end: The character after the last.

        Raises:
            ValueError: The place is empty.
        """
        if start >= end:
            raise ValueError(f"no character between {start} and {end}")
        return self.starts[start], self.ends[end - 1]

    def replaced(self, pattern: re.Pattern[str], instead: str) -> "Printed":
        """Return the text with each match replaced by one character, or removed.

        Args:
            pattern: The pattern.
            instead: One character; empty to remove the match.
        """
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
    """Return a text with full-width forms, look-alikes and invisible characters normalised.

    NFKC is applied to each character, except superscripts, subscripts and fractions. Quotation
    marks stay as they are.

    Args:
        text: The original text.
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
    """Return a text in one typography: `folded`, with straight marks and single spaces.

    Args:
        text: The original text.
    """
    made = folded(text).replaced(_MARKS, '"').replaced(re.compile("[’‘ʼ´`]"), "'")
    made = made.replaced(re.compile("[–—‐‑−]"), "-").replaced(re.compile(r"\s+"), " ")
    return made.replaced(re.compile(r'\s?"\s?'), '"').replaced(_SPACE_BESIDE, "")


def places_of(words: str, text: str) -> list[tuple[int, int]]:
    """Return where words occur in a text as a sequence, whatever the typography.

    The first letter matches in either case. No place begins or ends within a number: "12 000 jobs"
    does not hold "000 jobs".

    Args:
        words: The words.
        text: The text.

    Returns:
        (start, end) of each occurrence, in characters of the text.
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
    """Return a text with plain letters, as `folded` does."""
    return text if text.isascii() else folded(text).text


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Yield the (start, end) of each character with its combining accents."""
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or not unicodedata.combining(text[at]):
            yield start, at
            start = at


@lru_cache(maxsize=4096)
def _plain(cluster: str) -> str:
    """Return one character with its accents in normalised form; empty for a format character."""
    if unicodedata.category(cluster[0]) == "Cf":
        return ""
    composed = unicodedata.normalize("NFC", cluster)
    # NFKC turns "´" and "¨" into a space and an accent.
    kind = unicodedata.decomposition(composed[0]).partition(" ")[0]
    if kind.startswith("<") and kind not in _UNFOLDED and composed[0] not in "´¨¯¸":
        composed = unicodedata.normalize("NFKC", composed)
    return "".join(_look_alikes().get(character, character) for character in composed)


@cache
def _look_alikes() -> dict[str, str]:
    """Return the letters of other scripts that look like Latin ones, with the Latin letter."""
    found = {}
    for latin, listed in named_lines("confusables.txt"):
        for code in listed.split():
            found[chr(int(code, 16))] = latin
    return found
