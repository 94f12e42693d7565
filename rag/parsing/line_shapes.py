"""What one line tells by its words and shape: whether it is a sentence, a button, a row.

Of a text that was copied with its web page, several lines tell that they are no article's.
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
"""Lines of buttons and the like from which a text is one that was copied with its page."""
_STAMP = re.compile(r"\s*date\s\d{4}-\d\d(?:-\d\d)?\b\s*", re.IGNORECASE)
_NOISE = re.compile(r"https?://.+|[^@]+@[\w.-]+\.\w+|(?:[\w-]+\.)+[a-z]{2,6}", re.IGNORECASE)
_CODE = re.compile(r"\d{12}")
_LONGEST_NOISE = 300
"""Characters of an address."""
_COUNT = re.compile(
    r"^\W*(?:il y a \d+ \w+$|\d+\s*(?:commentaires?|comments?|partages?|shares?|vues|views|j'aime"
    r"|likes?|hours? ago|days? ago|min(?:utes?)? (?:de lecture|read))\b|\d+\s*min$)",
)
_LONGEST_COUNT = 12
"""Words of a line that tells how often an article was read or shared."""
_BARS = re.compile(r"\s(?:[|>›•·/]|>>)\s")
_BARRED = re.compile(rf"{_BARS.pattern}.*{_BARS.pattern}")
_EDGED = re.compile(r"^\s*\||\|\s*$")
_COUNTERS = re.compile(r"(?:\d+[\s|·/–-]+){2,}\d+")
"""The figures beside buttons, as a copy of the page strings them together."""


@dataclass(frozen=True, slots=True)
class Line:
    """A block and what its looks tell."""

    start: int
    end: int
    text: str
    count: int
    """Words in it."""
    ends: bool
    """Whether it ends like a sentence."""
    cue: Cue | None
    """By what words it is known as debris."""
    is_marked: bool
    """Whether its own words or shape say that it is no article's, wherever it stands."""
    is_suspect: bool
    """Whether they say so where other lines around it do."""
    apart: bool
    """Whether a blank line stands before it, or none stands anywhere."""

    @classmethod
    def at(cls, text: str, start: int, end: int, *, apart: bool) -> "Line":
        """The line at a place of a text."""
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
        """Whether it has the length and the end of a sentence."""
        return (
            self.ends
            and self.count >= _SENTENCE_WORDS
            and not self.is_marked
            and not self.is_suspect
        )

    @property
    def is_paragraph(self) -> bool:
        """Whether it is a sentence or more, and long."""
        return self.is_sentence and self.count >= _PARAGRAPH_WORDS


def lines_in(text: str, paragraphs: Sequence[tuple[int, int]]) -> tuple[Line, ...]:
    """The lines of a text in order, from the places of its `paragraphs`."""
    spaced = re.search(r"\n\s*\n", text) is not None
    found: list[Line] = []
    before = 0
    for start, end in _places(text, paragraphs):
        apart = not spaced or text.count("\n", before, start) > 1
        found.append(Line.at(text, start, end, apart=apart))
        before = end
    return tuple(found)


def is_copied(lines: Sequence[Line]) -> bool:
    """Whether a text was copied with the buttons of its web page."""
    return sum(line.is_marked for line in lines) >= _COPIED_MARKS


def _places(text: str, paragraphs: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Paragraphs, a stamp at the head of the text apart."""
    for number, (start, end) in enumerate(paragraphs):
        stamp = _STAMP.match(text, start, end) if not number else None
        if stamp and stamp.end() < end:
            yield start, start + len(stamp[0].rstrip())
            yield stamp.end(), end
        else:
            yield start, end


def is_row(line: str) -> bool:
    """Whether a line with bars is a row of figures: "Sales: 41m | Margin: 6%"."""
    cells = [cell for cell in _BARS.split(line) if words(cell)]
    told = sum(any(map(str.isdigit, cell)) for cell in cells)
    return len(cells) > 1 and told * 2 >= len(cells) and any(map(str.isalpha, line))


def _is_shaped(line: str, count: int) -> bool:
    """Whether a line that is no sentence counts readers, has a bar at its edge, or no words."""
    if not count or (_EDGED.search(line) and not is_row(line)):
        return True
    return count <= _LONGEST_COUNT and _COUNT.match(fold(line[:80])) is not None


def _is_noise(line: str) -> bool:
    """Whether a line is one word that is an address or a code."""
    if any(map(str.isspace, line)):
        return False
    if _CODE.search(line):
        return True
    return (
        len(line) <= _LONGEST_NOISE and _NOISE.fullmatch(line.strip("()[]<>.,;:|-–—")) is not None
    )
