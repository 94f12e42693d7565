"""Quotation marks: « », “ ”, single and straight ones, nested and unclosed."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from dixit.rag.parsing.sentences import stripped

_OPENING = {"«": "»", "“": "”", "„": "“"}
_MARK = re.compile(r"[«“„\"‘]|(?<![\w'])'(?=\w)")
_SINGLE = re.compile(r"(?<!\w)‘(?=\w)(?:[^‘’\n]|’(?=\w)|(?<=s)’(?=\s\w)){2,1500}?’(?!\w)")
_SINGLE_STRAIGHT = re.compile(
    r"(?<![\w'])'(?=\w)[^\n']{1,1500}?(?:'\w[^\n']{1,1500}?){0,40}[,.!?]'(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation in a text; positions are in characters.

    Attributes:
        open: The opening mark.
        start: First character of the words.
        end: The character after the words.
        close: The character after the closing mark.
    """

    open: int
    start: int
    end: int
    close: int


def quoted_in(text: str, start: int, end: int) -> list[Quoted]:
    """Return the outermost quotations of one block, in order.

    A mark without a closing one runs to the end of the block: newspapers print a speech of several
    paragraphs so. A lone straight mark inside a paragraph is taken for an inch sign and ignored.
    Single marks are told from apostrophes by the characters on either side.

    Args:
        text: The text.
        start: First character of the block.
        end: The character after the block.
    """
    found: list[Quoted] = []
    position = start
    while opening := _MARK.search(text, position, end):
        position = opening.start()
        close = _closed(text, start, position, end)
        if close is None:
            position += 1
            continue
        inner_end = close - 1 if text[close - 1] in "»”“\"’'" and close - 1 > position else close
        words = _trimmed(text, position + 1, inner_end)
        if words[0] < words[1]:
            found.append(Quoted(position, *words, close))
        position = close
    return found


def _closed(text: str, start: int, opening: int, end: int) -> int | None:
    """Return the position after the closing mark; None where the mark opens no quotation."""
    character = text[opening]
    if character in _OPENING:
        return _closing(text, opening, end)
    if character == '"':
        close = text.find('"', opening + 1, end) + 1
        if close:
            return close
        leads = not text[start:opening].strip() or text[:opening].rstrip().endswith(":")
        return end if leads and opening + 1 < end and text[opening + 1].isalpha() else None
    single = (_SINGLE if character == "‘" else _SINGLE_STRAIGHT).match(text, opening, end)
    return single.end() if single else None


def mark_over(position: int, marks: Sequence[Quoted]) -> Quoted | None:
    """Return the quotation around a position; None where there is none.

    Args:
        position: The position, in characters.
        marks: Quotations in order.
    """
    after = bisect_right(marks, position, key=_opening)
    return marks[after - 1] if after and position < marks[after - 1].close else None


def opened_in(start: int, end: int, marks: Sequence[Quoted]) -> Sequence[Quoted]:
    """Return the quotations that open between two positions.

    Args:
        start: First position.
        end: The position after the last.
        marks: Quotations in order.
    """
    first = bisect_left(marks, start, key=_opening)
    return marks[first : bisect_left(marks, end, key=_opening)]


def _opening(mark: Quoted) -> int:
    """Return the position of the opening mark."""
    return mark.open


def _closing(text: str, opening: int, end: int) -> int:
    """Return the position after the closing mark of the same pair; `end` where there is none."""
    mark = text[opening]
    depth = 0
    for position in range(opening, end):
        if text[position] == mark:
            depth += 1
        elif text[position] == _OPENING[mark]:
            depth -= 1
            if depth == 0:
                return position + 1
    return end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the extent of quoted words without white space and a final comma."""
    start, end = stripped(text, start, end)
    while end > start and text[end - 1] == ",":
        # English typography puts the comma before an attribution inside the marks.
        start, end = stripped(text, start, end - 1)
    return start, end
