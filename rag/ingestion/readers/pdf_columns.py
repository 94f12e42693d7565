"""Columns of prose that a page draws row by row, put in reading order.

A gutter is a strip that stays free in several rows one below another, with prose on both sides of
it. In a table such strips part short cells, which stay rows.
"""

from collections.abc import Sequence
from statistics import mean

from dixit.rag.ingestion.readers.pdf_lines import Character, Line, line_from

_NARROWEST = 0.55
"""Width of a gutter, in sizes of the text; a little more than a wide space."""
_ROWS = 4
"""Minimum number of rows that a gutter parts."""
_WORDS = 3.5
"""Minimum mean length of the lines beside a gutter, in words."""
_MOST_COLUMNS = 6
_Strip = tuple[float, float]


def in_reading_order(lines: Sequence[Line], columns: int = _MOST_COLUMNS) -> list[Line]:
    """The lines of a page, those of a column together.

    Args:
        lines: in the order in which the page draws them.
        columns: how many columns there may be side by side.
    """
    ordered: list[Line] = []
    start = 0
    while start < len(lines):
        end, strip = _longest_gutter(lines, start) if columns > 1 else (start, None)
        if strip is None:
            ordered.append(lines[start])
            start += 1
            continue
        parts = [_parted(line, strip) for line in lines[start:end]]
        for side in range(2):
            side_lines = [part[side] for part in parts]
            ordered.extend(
                in_reading_order([line for line in side_lines if line is not None], columns - 1)
            )
        start = end
    return ordered


def _longest_gutter(lines: Sequence[Line], start: int) -> tuple[int, _Strip | None]:
    """The end of the rows from a line on that one gutter parts, and that gutter, if any."""
    best: tuple[int, _Strip | None] = (start, None)
    for gap in _gaps(lines[start]):
        end, strip = start + 1, gap
        while end < len(lines) and (narrowed := _narrowed(strip, lines[end - 1], lines[end])):
            end, strip = end + 1, narrowed
        while end > start and not any(_overlap(strip, gap) for gap in _gaps(lines[end - 1])):
            end -= 1  # Rows on one side only, below the others, need no parting.
        if end - start >= _ROWS and end > best[0] and _is_of_prose(lines[start:end], strip):
            best = end, strip
    return best


def _narrowed(strip: _Strip, above: Line, line: Line) -> _Strip | None:
    """The part of a strip that is free in the next row too; None where there is none."""
    if not 0 < above.base - line.base < 4 * line.size:
        return None
    if line.right <= strip[0] or line.left >= strip[1]:
        return strip
    shared = (_overlap(strip, gap, _NARROWEST * line.size) for gap in _gaps(line))
    return max(filter(None, shared), key=lambda one: one[1] - one[0], default=None)


def _overlap(one: _Strip, other: _Strip, least: float = 0.0) -> _Strip | None:
    left, right = max(one[0], other[0]), min(one[1], other[1])
    return (left, right) if right - left > least else None


def _gaps(line: Line) -> list[_Strip]:
    """Where a line has more room between two words than within a sentence."""
    least = _NARROWEST * line.size
    return [(left, right) for left, right in line.gaps if right - left > least]


def _parted(line: Line, strip: _Strip) -> tuple[Line | None, Line | None]:
    middle = (strip[0] + strip[1]) / 2
    place = next(
        (number for number, one in enumerate(line.characters) if _is_beyond(one, middle)),
        len(line.characters),
    )
    return line_from(line.characters[:place]), line_from(line.characters[place:])


def _is_beyond(one: Character, middle: float) -> bool:
    return not one.text.isspace() and one.left >= middle


def _is_of_prose(lines: Sequence[Line], strip: _Strip) -> bool:
    """Whether the lines on both sides of a gutter are of running text, and no cells of a table."""
    parts = [_parted(line, strip) for line in lines]
    return all(
        mean(len(line.words) for part in parts if (line := part[side]) is not None) >= _WORDS
        for side in range(2)
    )
