"""Where a span of an article's text stands on the pages of its PDF."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dixit.rag.ingestion.readers.pdf_lines import Character, Line
from dixit.rag.pages import pdf
from dixit.rag.pages.alignment import SLACK, Letter, aligned, letters_of
from dixit.rag.pages.pdf import Box

_BELOW, _ABOVE = 0.2, 0.8
"""How far characters reach below what they stand on, and above it, in sizes."""
_SAME_LINE = 0.6
"""How far characters of one box may stand above each other, in sizes."""


@dataclass(frozen=True, slots=True)
class Place:
    """The part of a span that stands on one page."""

    page: int
    """The number of the page, from 1."""
    boxes: tuple[Box, ...]
    """Over the words, one or more a line, in the order of the text; none where that is not sure."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where a span stands."""

    parts: tuple[Place, ...]
    """One for each page that it touches."""
    is_whole: bool
    """Whether the boxes cover every letter of it."""


@dataclass(frozen=True, slots=True)
class Size:
    """Of a page as it is shown, in points."""

    width: float
    height: float


def sizes(data: bytes) -> list[Size]:
    """The size of each page.

    Raises:
        Unreadable: the document is locked or broken.
    """
    with pdf.opened(data) as document:
        return [Size(*document.get_page_size(number)) for number in range(len(document))]


def places(data: bytes, text: str, page_starts: Sequence[int], start: int, end: int) -> Places:
    """Where a span stands.

    Args:
        data: the bytes of the PDF.
        text: the article's stored text.
        page_starts: where the text of each page begins.
        start: of the span, in code points of the text.
        end: of the span, exclusive.

    Raises:
        Unreadable: the document is locked or broken.
    """
    wanted = {at for at in range(start, end) if letters_of(text[at])}
    parts = []
    with pdf.opened(data) as document:
        for number, (first, last) in enumerate(pairwise((*page_starts, len(text))), start=1):
            if start >= last + SLACK or first - SLACK >= end:
                continue
            page = pdf.page_of(document, number)
            lines = pdf.lines(document, page)
            letters = [one for one in aligned(lines, text, first, last) if one.offset in wanted]
            if letters or text[max(start, first) : min(end, last)].strip():
                parts.append(Place(number, tuple(_boxes(page, lines, letters))))
                wanted.difference_update(one.offset for one in letters)
    return Places(tuple(parts), is_whole=not wanted)


def _boxes(page: pdf.Page, lines: Sequence[Line], letters: Sequence[Letter]) -> Iterator[Box]:
    lit: dict[int, set[int]] = defaultdict(set)
    for letter in letters:
        lit[letter.line].add(letter.character)
    for number, characters in lit.items():
        for run in _runs(lines[number], sorted(characters)):
            yield _box(page, run)


def _runs(line: Line, numbers: Sequence[int]) -> Iterator[list[Character]]:
    """The characters that one box covers: side by side, with only blanks or hyphens between."""
    run: list[Character] = []
    last = -1
    for number in numbers:
        one = line.characters[number]
        between = line.characters[last + 1 : number]
        level = run and abs(one.base - run[-1].base) < _SAME_LINE * max(one.size, run[-1].size)
        if run and (not level or any(letters_of(other.text) for other in between)):
            yield run
            run = []
        run.append(one)
        last = number
    if run:
        yield run


def _box(page: pdf.Page, run: Sequence[Character]) -> Box:
    return pdf.shown(
        page,
        min(min(one.left, one.right) for one in run),
        min(one.base - _BELOW * one.size for one in run),
        max(max(one.left, one.right) for one in run),
        max(one.base + _ABOVE * one.size for one in run),
    )
