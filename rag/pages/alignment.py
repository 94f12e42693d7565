"""Joins the text of a page, as stored, with the characters that the page draws.

Reading leaves out running lines, note marks and hyphens at line ends, and never changes the order
of what it keeps. So the text of a page is its lines one after the other, some of them left out at
its head and foot. Both are compared by their letters alone: without accents, blanks and hyphens.
A letter that could be one of two drawn ones is given no place, as a wrong place is worse than none.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from dixit.rag.ingestion.readers.pdf_lines import Line

_EDGES = 4
"""Lines at the head, and at the foot, of a page that reading may have left out."""
SLACK = 2
"""Characters by which the stored start of a page may be off, where a cut word runs over to it."""
_DISTINCT = 12
"""Letters of a line that is found by itself, where the page as a whole does not match its text."""
_UNCOMPARED = frozenset("^\u2212")
"""The sign of a power, and the minus, which reading may write as a hyphen."""
_UNCOMPARED_KINDS = ("Z", "Pd", "M", "C")
"""Blanks, hyphens and dashes, accents, and what is not seen."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of a stored text that is drawn on a page."""

    offset: int
    """Of its character in the stored text."""
    line: int
    """The number of its line on the page."""
    character: int
    """The number of its character in that line."""


def letters_of(character: str) -> str:
    """What a character is compared by: its letters without accents; empty for a blank or a hyphen.

    Example:
        >>> letters_of("é"), letters_of("ﬁ"), letters_of("-")
        ('e', 'fi', '')
    """
    if character.isascii() and character.isalnum():
        return character
    return "".join(
        one
        for one in unicodedata.normalize("NFKD", character)
        if one not in _UNCOMPARED and not unicodedata.category(one).startswith(_UNCOMPARED_KINDS)
    )


def aligned(lines: Sequence[Line], text: str, start: int, end: int) -> list[Letter]:
    """The letters of a page's text that are drawn on it at a place that is sure.

    Args:
        lines: the lines of the page, in reading order.
        text: the stored text of the whole article.
        start: where the text of the page begins.
        end: where it ends, exclusive.

    Returns:
        The letters in the order of the text.
    """
    first, last = max(0, start - SLACK), min(len(text), end + SLACK)
    stored = [
        (letter, offset) for offset in range(first, last) for letter in letters_of(text[offset])
    ]
    page = "".join(letter for letter, _ in stored)
    begins = _cuts(stored, start)
    ends = _cuts(stored, end)
    drawn = [_letters(line) for line in lines]
    found = [
        Letter(stored[place + number][1], line, character)
        for line, place in _places([written for written, _ in drawn], page, begins, ends)
        for number, character in enumerate(drawn[line][1])
        if character is not None
    ]
    return sorted(found, key=lambda letter: letter.offset)


def _cuts(stored: Sequence[tuple[str, int]], at: int) -> set[int]:
    """The numbers of the letters between which a page may be cut, near an offset."""
    near = range(at - SLACK, at + SLACK + 1)
    before = sum(offset < at for _, offset in stored)
    return {before} | {number for number, (_, offset) in enumerate(stored) if offset in near}


def _letters(line: Line) -> tuple[str, list[int | None]]:
    """The letters of a line as reading writes them, and the character that draws each.

    None where a letter could be one of two, as beside a note mark that was left out.
    """
    written = "".join(map(letters_of, line.text))
    drawn = [
        (letter, number)
        for number, one in enumerate(line.characters)
        for letter in letters_of(one.text)
    ]
    if len(drawn) == len(written):  # Nothing was left out.
        return written, [number for _, number in drawn]
    first = _embedded(written, drawn)
    last = _embedded(written[::-1], drawn[::-1])[::-1]
    return written, [one if one == other else None for one, other in zip(first, last, strict=True)]


def _embedded(written: str, drawn: Iterable[tuple[str, int]]) -> list[int | None]:
    """The first characters that draw these letters in this order; None where they end too soon."""
    rest = iter(drawn)
    return [next((number for one, number in rest if one == letter), None) for letter in written]


def _places(
    lines: Sequence[str], page: str, begins: set[int], ends: set[int]
) -> list[tuple[int, int]]:
    """The number of each line whose place is sure, and the number of its first letter in the page.

    Args:
        lines: the letters of each line.
        page: the letters of the page's text, with a few of the pages before and after it.
        begins: where the page may begin.
        ends: where it may end.
    """
    reached = list(accumulate(range(len(lines)), _step(lines, page), initial=begins))
    reached[-1] = reached[-1] & ends
    if not reached[-1]:
        return _distinct(lines, page)
    found: list[tuple[int, int]] = []
    for number in reversed(range(len(lines))):
        after, line = reached[number + 1], lines[number]
        stays = {
            at for at in reached[number] if page.startswith(line, at) and at + len(line) in after
        }
        skips = reached[number] & after if _may_be_left_out(number, len(lines)) else set()
        reached[number] = stays | skips
        if len(stays) == 1 and not skips and line:
            found.extend((number, at) for at in stays)
    return found


def _step(lines: Sequence[str], page: str) -> Callable[[set[int], int], set[int]]:
    """How far the lines up to one reach in the page, from how far those before it do."""

    def step(reached: set[int], number: int) -> set[int]:
        line = lines[number]
        through = {at + len(line) for at in reached if page.startswith(line, at)}
        return through | reached if _may_be_left_out(number, len(lines)) else through

    return step


def _may_be_left_out(number: int, lines: int) -> bool:
    return number < _EDGES or number >= lines - _EDGES


def _distinct(lines: Sequence[str], page: str) -> list[tuple[int, int]]:
    """The lines that stand once on the page, and once in its text."""
    counts: dict[str, int] = defaultdict(int)
    for line in lines:
        counts[line] += 1
    return [
        (number, page.find(line))
        for number, line in enumerate(lines)
        if len(line) >= _DISTINCT and counts[line] == 1 and 0 <= page.find(line) == page.rfind(line)
    ]
