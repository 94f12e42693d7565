"""Every sentence of the five articles, set in pages and read back: its boxes are over its words."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pytest

from dixit.rag.ingestion.readers.extracts import Extract
from dixit.rag.ingestion.readers.formats import extracts
from dixit.rag.pages.alignment import letters_of
from dixit.rag.pages.places import Places, places
from tests.rag.ingestion.readers.drawn_pdf import Piece, pdf

SEEDS = sorted((Path(__file__).parents[3] / "seeds").glob("*.txt"))
HEIGHT, SIZE, ADVANCE, LEADING = 842, 9, 4.86, 12
"""Points, of Courier at 9, a tenth narrower so that no blank is as wide as a gutter."""
NARROW = "0 g 90 Tz"
LINES = 24
"""Of a column."""
_SHORTEST = 100
"""Characters of a paragraph; headings and counters are left out."""
_SENTENCE = re.compile(r"\S[^.!?]{3,}[.!?]")


@dataclass(frozen=True)
class Layout:
    """How an article is set."""

    columns: int
    width: int
    """Of a column, in characters."""
    row_by_row: bool = False


LAYOUTS = {
    "one column": Layout(1, 80),
    "two columns": Layout(2, 40),
    "two columns, row by row": Layout(2, 40, row_by_row=True),
}


@dataclass(frozen=True)
class Placed:
    """A line of an article on its page."""

    page: int
    x: float
    y: float
    text: str


def cut(word: str, room: int) -> tuple[str, str]:
    """A long word cut at a line end to fit into some room; whole where it cannot be cut."""
    at = min(room - 1, len(word) - 3)
    if at < 3 or not word.isalpha() or not word.islower():
        return "", word
    return f"{word[:at]}-", word[at:]


def wrapped(text: str, width: int) -> list[str]:
    """The lines of a text; words are cut where they do not fit, and a paragraph ends short."""
    lines = []
    for paragraph in text.splitlines():
        line = ""
        if len(paragraph) < _SHORTEST:
            continue
        for word in paragraph.split():
            room = width - len(line) - bool(line)
            if len(word) <= room:
                line = f"{line} {word}".strip()
                continue
            first, rest = cut(word, room)
            lines.append(f"{line} {first}".strip() if first else line)
            line = rest
        lines.append(line)
    return lines


def set_in_pages(text: str, layout: Layout) -> list[Placed]:
    """Where each line of an article stands, in the order in which it is read."""
    placed = []
    for number, line in enumerate(wrapped(text, layout.width)):
        column, row = divmod(number, LINES)
        page, column = divmod(column, layout.columns)
        placed.append(Placed(page + 1, 60 + column * 245, 760 - row * LEADING, line))
    return placed


def printed(placed: list[Placed], layout: Layout) -> bytes:
    """The PDF, with a running head and the number of each page."""
    pages = []
    for page, run in groupby(placed, key=lambda line: line.page):
        lines = list(run)
        order = sorted(lines, key=lambda line: (-line.y, line.x)) if layout.row_by_row else lines
        pieces = [Piece(line.text, line.x, line.y, SIZE, NARROW) for line in order]
        head = Piece("Le Journal de Brissac", 60, 800, SIZE)
        pages.append([head, *pieces, Piece(str(page), 300, 40, SIZE)])
    return pdf(*pages, font="Courier")


def letters(placed: list[Placed]) -> list[tuple[str, Placed, float]]:
    """Each letter that is drawn, its line, and where it begins."""
    return [
        (letter, line, line.x + ADVANCE * number)
        for line in placed
        for number, character in enumerate(line.text)
        for letter in letters_of(character)
    ]


def expected(drawn: list[tuple[str, Placed, float]]) -> list[tuple[int, float, float, float]]:
    """Page, left, right and base of the words of some letters, a box a line."""
    found = []
    for line, run in groupby(drawn, key=lambda one: one[1]):
        edges = [left for _, _, left in run]
        found.append((line.page, edges[0], edges[-1] + ADVANCE, HEIGHT - line.y))
    return found


def verdict(where: Places, wanted: list[tuple[int, float, float, float]]) -> str:
    """Whether the boxes are over the words: exactly, over a part of them, or elsewhere."""

    def holds(outer: tuple[int, float, float, float], page: int, *edges: float) -> bool:
        left, right, top, bottom = edges
        return (
            page == outer[0]
            and outer[1] - 0.1 < left < right < outer[2] + 0.1
            and outer[3] - SIZE - 1 < top < outer[3] < bottom < outer[3] + 0.4 * SIZE
        )

    boxes = [
        (part.page, box.left, box.right, box.top, box.bottom)
        for part in where.parts
        for box in part.boxes
    ]
    if not all(any(holds(outer, *box) for outer in wanted) for box in boxes):
        return "wrong"
    widths = sum(right - left for _, left, right, _, _ in boxes)
    whole = sum(right - left for _, left, right, _ in wanted)
    return "exact" if where.is_whole and abs(widths - whole) < 0.5 else "part"


def verdicts(layout: Layout) -> Counter[str]:
    """How the sentences of the articles are mapped, set one after the other."""
    text = "\n".join(seed.read_text("utf-8") for seed in SEEDS)
    placed = set_in_pages(text.encode("cp1252", "ignore").decode("cp1252"), layout)
    data = printed(placed, layout)
    (extract,) = extracts("a.pdf", data)
    assert isinstance(extract, Extract)
    drawn = letters(placed)
    read = [(one, at) for at, written in enumerate(extract.text) for one in letters_of(written)]
    whole = "".join(one for one, *_ in drawn)
    counts: Counter[str] = Counter()
    for match in _SENTENCE.finditer(extract.text):
        start, end = match.span()
        sentence = "".join(one for one, at in read if start <= at < end)
        if whole.count(sentence) != 1:  # Read in another order than it was set.
            counts["not compared"] += 1
            continue
        first = whole.index(sentence)
        wanted = expected(drawn[first : first + len(sentence)])
        where = places(data, extract.text, extract.page_starts, start, end)
        counts[verdict(where, wanted)] += 1
    return counts


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_boxes_of_every_sentence_are_over_its_words(layout: str) -> None:
    counts = verdicts(LAYOUTS[layout])

    assert counts["exact"] > 65
    assert not counts["wrong"] + counts["part"]
