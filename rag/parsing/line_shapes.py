"""Line features: whether one line is a sentence, a button, a table row or a byline.

In a text copied with its web page, several lines have features of a page, not of an article.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dixit.index.text.tokens import fold, words
from dixit.rag.parsing.boilerplate_cues import Cue, cue_of

_SENTENCE_END = re.compile(r"[.!?…:;][\"'’”»)\]\s]*$")
_SENTENCE_WORDS = 5
_PARAGRAPH_WORDS = 12
_COPIED_MARKS = 2
"""Minimum number of page elements in a text that was copied with its web page."""
_STAMP = re.compile(r"\s*date\s\d{4}-\d\d(?:-\d\d)?\b\s*", re.IGNORECASE)
_NOISE = re.compile(r"https?://.+|[^@]+@[\w.-]+\.\w+|(?:[\w-]+\.)+[a-z]{2,6}", re.IGNORECASE)
_CODE = re.compile(r"\d{12}")
_LONGEST_NOISE = 300
"""Maximum length of an address, in characters."""
_COUNT = re.compile(
    r"^\W*(?:il y a \d+ \w+$|\d+\s*(?:commentaires?|comments?|partages?|shares?|vues|views|j'aime"
    r"|likes?|hours? ago|days? ago|min(?:utes?)? (?:de lecture|read))\b|\d+\s*min$)",
)
_LONGEST_COUNT = 12
"""Maximum length of a line that counts readers or shares, in words."""
_BARS = re.compile(r"\s(?:[|>›•·/]|>>)\s")
_BARRED = re.compile(rf"{_BARS.pattern}.*{_BARS.pattern}")
_EDGED = re.compile(r"^\s*\||\|\s*$")
_COUNTERS = re.compile(r"(?:\d+[\s|·/–-]+){2,}\d+")
"""Figures beside buttons, joined as in a copied page."""


@dataclass(frozen=True, slots=True)
class Line:
    """One block of a text with its features.

    Attributes:
        start: First character in the text.
        end: The character after the last.
        text: The block's text.
        count: Number of words.
        ends: Whether it ends like a sentence.
        cue: The boilerplate phrase in it; None where it has none.
        is_marked: Whether it is boilerplate by its own words or shape, wherever it stands.
        is_suspect: Whether it is boilerplate where other lines of the text are.
        apart: Whether a blank line precedes it, or the text has no blank lines.
    """

    start: int
    end: int
    text: str
    count: int
    ends: bool
    cue: Cue | None
    is_marked: bool
    is_suspect: bool
    apart: bool

    @classmethod
    def at(cls, text: str, start: int, end: int, *, apart: bool) -> "Line":
        """Build the line at a place of a text.

        Args:
            text: The text.
            start: First character.
            end: The character after the last.
            apart: Whether the line is set off from the one before.
        """
        block = text[start:end]
        count = len(words(block))
        ends = _SENTENCE_END.search(block[-20:]) is not None
        cue = cue_of(block)
        shaped = not ends and _is_shaped(block, count)
        barred = not ends and _BARRED.search(block) is not None and not is_row(block)
        return cls(
            start,
            end,
            block,
            count=count,
            ends=ends,
            cue=cue,
            is_marked=(cue is not None and not cue.is_weak) or shaped or _is_noise(block),
            is_suspect=cue is not None
            or barred
            or block.startswith("·")
            or _COUNTERS.fullmatch(block[:80]) is not None,
            apart=apart,
        )

    @property
    def is_sentence(self) -> bool:
        """Whether it has the length and the end of a sentence, and is no boilerplate."""
        return (
            self.ends
            and self.count >= _SENTENCE_WORDS
            and not self.is_marked
            and not self.is_suspect
        )

    @property
    def is_paragraph(self) -> bool:
        """Whether it is a long sentence or several."""
        return self.is_sentence and self.count >= _PARAGRAPH_WORDS


def lines_in(text: str, paragraphs: Sequence[tuple[int, int]]) -> tuple[Line, ...]:
    """Return the lines of a text with their features, in order."""
    spaced = re.search(r"\n\s*\n", text) is not None
    found: list[Line] = []
    before = 0
    for start, end in _places(text, paragraphs):
        apart = not spaced or text.count("\n", before, start) > 1
        found.append(Line.at(text, start, end, apart=apart))
        before = end
    return tuple(found)


def is_copied(lines: Sequence[Line]) -> bool:
    """Return whether a text was copied with the buttons of its web page."""
    return sum(line.is_marked for line in lines) >= _COPIED_MARKS


def _places(text: str, paragraphs: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the blocks of a text, with a date stamp at the start as a block of its own."""
    for number, (start, end) in enumerate(paragraphs):
        stamp = _STAMP.match(text, start, end) if not number else None
        if stamp and stamp.end() < end:
            yield start, start + len(stamp[0].rstrip())
            yield stamp.end(), end
        else:
            yield start, end


def is_row(line: str) -> bool:
    """Return whether a line with bars is a table row: "Sales: 41m | Margin: 6%"."""
    cells = [cell for cell in _BARS.split(line) if words(cell)]
    told = sum(any(map(str.isdigit, cell)) for cell in cells)
    return len(cells) > 1 and told * 2 >= len(cells) and any(map(str.isalpha, line))


def _is_shaped(line: str, count: int) -> bool:
    """Return whether a line counts readers, has a bar at its edge, or holds no words."""
    if not count or (_EDGED.search(line) and not is_row(line)):
        return True
    return count <= _LONGEST_COUNT and _COUNT.match(fold(line[:80])) is not None


def _is_noise(line: str) -> bool:
    """Return whether a line is a single address or code."""
    if any(map(str.isspace, line)):
        return False
    if _CODE.search(line):
        return True
    return (
        len(line) <= _LONGEST_NOISE and _NOISE.fullmatch(line.strip("()[]<>.,;:|-–—")) is not None
    )
