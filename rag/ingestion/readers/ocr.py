"""Pages that are pictures, read by Tesseract: printed lines, and how sure the reading is.

Optional: it needs the package `pytesseract` (the extra `ocr`) and the program `tesseract` with its
French and English data. It was chosen by measurement: see the figures in `docs/formats.md`.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import median
from typing import Any

import pypdfium2
from pypdfium2 import raw

from dixit.rag.ingestion.readers.pdf_lines import Character, Line, line_from
from dixit.rag.ingestion.readers.tesseract import languages

_DOTS = 300
"""Dots an inch that a page is drawn with."""
_LONGEST_SIDE = 6_000
"""Dots; a larger page is drawn with fewer an inch."""
_COVERED = 0.5
"""Minimum share of a page that its pictures cover if it is a scan."""
_LEAST_SURE = 0.5
"""Minimum mean confidence of a page; a photograph read as letters has less."""
_OTHER_SIZE = 1.4
"""How much higher or lower than the others a line of another size is."""
_WORD, _BLANK = 5, " "
Row = Mapping[str, Any]
"""A word as Tesseract tells it: its text, confidence from 0 to 100, and place in dots."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The lines read in the picture of a page, and the mean confidence of their letters."""

    lines: Sequence[Line] = ()
    confidence: float | None = None
    """0 to 1; None where nothing was read."""
    is_unread: bool = False
    """Whether the page is a picture that nothing here can read."""


def is_scan(page: pypdfium2.PdfPage) -> bool:
    """Whether pictures cover most of a page."""
    width, height = page.get_size()
    covered = 0.0
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=4):
        left, bottom, right, top = item.get_bounds()
        covered += max(0.0, right - left) * max(0.0, top - bottom)
    return bool(covered >= _COVERED * width * height)


def reading_of(page: pypdfium2.PdfPage) -> Reading:
    """The text in the picture of a page.

    Raises:
        RuntimeError: Tesseract failed.
    """
    width, height = page.get_size()
    scale = min(_DOTS / 72, _LONGEST_SIDE / max(width, height, 1.0))
    picture = page.render(scale=scale, grayscale=True).to_pil()
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # Its threads only wait for each other.
    # Imported on first use: it imports pandas, which takes a second.
    import pytesseract  # noqa: PLC0415

    table: dict[str, list[Any]] = pytesseract.image_to_data(
        picture, lang="+".join(languages()), output_type=pytesseract.Output.DICT
    )
    rows = [dict(zip(table, values, strict=True)) for values in zip(*table.values(), strict=True)]
    words = [row for row in rows if row["level"] == _WORD and row["text"].strip()]
    letters = sum(len(row["text"]) for row in words)
    sure = sum(float(row["conf"]) / 100 * len(row["text"]) for row in words) / max(1, letters)
    if sure < _LEAST_SURE:
        return Reading()
    by_line = [list(line) for _, line in groupby(words, _line_number)]
    usual = median(_height(line) for line in by_line)
    lines = (_line(line, usual, scale, height) for line in by_line)
    return Reading([line for line in lines if line is not None], round(sure, 3))


def _line_number(row: Row) -> tuple[int, int, int]:
    return row["block_num"], row["par_num"], row["line_num"]


def _height(line: Sequence[Row]) -> int:
    return max(int(row["height"]) for row in line)


def _line(words: Sequence[Row], usual: float, scale: float, height: float) -> Line | None:
    """A line on its page.

    Args:
        words: its words.
        usual: the height of most lines, in dots.
        scale: dots in a point.
        height: the height of the page, in points.
    """
    # The height of a line depends on its letters, so only a clear difference is one of size.
    own = _height(words)
    size = (usual if 1 / _OTHER_SIZE < own / usual < _OTHER_SIZE else own) / scale
    base = height - median(row["top"] + row["height"] for row in words) / scale
    characters: list[Character] = []
    for row in words:
        left, width = row["left"] / scale, row["width"] / scale / len(row["text"])
        if characters:
            characters.append(Character(_BLANK, characters[-1].right, left, base, size))
        characters.extend(
            Character(letter, left + place * width, left + (place + 1) * width, base, size)
            for place, letter in enumerate(row["text"])
        )
    return line_from(characters)
