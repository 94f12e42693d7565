"""PDF pages, with pypdfium2: their sizes, their lines as reading sees them, and their pictures."""

import ctypes
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeAlias

import pypdfium2
from pypdfium2 import raw

from dixit.rag.ingestion.readers import ocr, tesseract
from dixit.rag.ingestion.readers.extracts import Unreadable
from dixit.rag.ingestion.readers.pdf_columns import in_reading_order
from dixit.rag.ingestion.readers.pdf_fields import with_fields
from dixit.rag.ingestion.readers.pdf_lines import Line, lines_of

PICTURE = "image/webp"
"""The media type of a page's picture."""
_DOTS = 150
"""Dots an inch of a picture."""
_LONGEST_SIDE = 2_000
"""Dots; a larger page is drawn with fewer an inch."""
_QUALITY = 80
_FINE = 100
"""Parts of a point to which places are exact."""


Document: TypeAlias = pypdfium2.PdfDocument
Page: TypeAlias = pypdfium2.PdfPage


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page as it is shown, in points from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


@contextmanager
def opened(data: bytes) -> Iterator[Document]:
    """Open a document.

    Raises:
        Unreadable: it is locked or broken.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise Unreadable("a locked or broken PDF") from error
    try:
        document.init_forms()  # Before any page is opened, as PDFium wants it.
        yield document
    finally:
        document.close()


def page_of(document: Document, number: int) -> Page:
    """A page by its number, from 1.

    Raises:
        Unreadable: there is no such page, or it is broken.
    """
    if not 1 <= number <= len(document):
        raise Unreadable(f"has no page {number}")
    try:
        return document[number - 1]
    except pypdfium2.PdfiumError as error:
        raise Unreadable(f"page {number} is broken") from error


def lines(document: Document, page: Page) -> list[Line]:
    """The lines of a page in reading order, those of a scan read by OCR.

    Returns:
        The lines; none where the page is broken, as in reading.
    """
    try:
        found = in_reading_order(with_fields(lines_of(page), page, document.formenv))
        if found or not tesseract.is_available() or not ocr.is_scan(page):
            return found
        return in_reading_order(ocr.reading_of(page).lines)
    except (pypdfium2.PdfiumError, RuntimeError):
        return []


def shown(page: Page, left: float, bottom: float, right: float, top: float) -> Box:
    """Where a rectangle stands once the page is cropped and turned as it is shown.

    Args:
        page: the page.
        left: in points of the page itself, as the three after it.
        bottom: its lower edge.
        right: its right edge.
        top: its upper edge.
    """
    width, height = page.get_size()
    x, y = ctypes.c_int(), ctypes.c_int()
    corners = []
    for across, up in ((left, bottom), (right, top)):
        size = round(width * _FINE), round(height * _FINE)
        raw.FPDF_PageToDevice(page.raw, 0, 0, *size, 0, across, up, x, y)
        corners.append((x.value / _FINE, y.value / _FINE))
    (one, first), (other, second) = corners
    return Box(min(one, other), min(first, second), max(one, other), max(first, second))


def picture(data: bytes, number: int) -> bytes:
    """A page as it looks, as WebP.

    Args:
        data: the bytes of the document.
        number: of the page, from 1.

    Raises:
        Unreadable: there is no such page, or it cannot be drawn.
    """
    with opened(data) as document:
        page = page_of(document, number)
        width, height = page.get_size()
        scale = min(_DOTS / 72, _LONGEST_SIDE / max(width, height, 1.0))
        try:
            drawn = page.render(scale=scale).to_pil()
        except (pypdfium2.PdfiumError, RuntimeError) as error:
            raise Unreadable(f"page {number} cannot be drawn") from error
        file = io.BytesIO()
        drawn.save(file, "WEBP", quality=_QUALITY)
        return file.getvalue()
