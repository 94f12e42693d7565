"""PDF, with pypdfium2: printed lines joined to paragraphs, page by page.

A printed line goes on in the next one unless a gap, another size, or room left for the next word
says that a paragraph ends. Lines that return on most pages, and page numbers, are left out, as a
sentence may run over them.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import pypdfium2

from dixit.index.text.tokens import words
from dixit.rag.ingestion.readers.extracts import Extract, Unreadable
from dixit.rag.ingestion.readers.line_ends import (
    HYPHEN,
    is_cut,
    is_soft,
    vocabulary,
    without_hyphen,
)
from dixit.rag.ingestion.readers.ocr import Reading, is_scan, reading_of
from dixit.rag.ingestion.readers.pdf_columns import in_reading_order
from dixit.rag.ingestion.readers.pdf_fields import with_fields
from dixit.rag.ingestion.readers.pdf_lines import Line, lines_of
from dixit.rag.ingestion.readers.tesseract import is_available

_MAX_PAGES = 5_000
_LONGEST_LABEL = 30
"""Characters of the number printed on a page."""
_EDGE = 2
"""Lines at the head and the foot of a page that may be running ones."""
_NUMBER = re.compile(r"\W*(?:\d+|[ivxlc]+)\W*", re.IGNORECASE)
_PRINTED_ADDRESS = re.compile(r"(?:file|https?)://\S+\s+\d+/\d+")
_PRINTED_DATE = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},? \d{1,2}[:.]\d{2}(?: ?[AP]M)?\b.*")
"""The foot and the head that browsers print around a page."""
_INITIAL = 1.8
"""How much larger an initial is than the lines beside it."""
_FILLED, _HALF, _CLOSE = 0.75, 0.5, 1.35
"""A line without a stop goes on where it fills that share of its column, or that before a small
letter, and the next one is no more than so many sizes below."""
_CELL_GAP = 2.5
"""Room between the cells of a table's row, in sizes: more than justified text has."""
_STOPS = (*'.!?…:;»”"',)
_WORDS_OF_ONE_LETTER = frozenset("AIÀOÔY")


def read(data: bytes) -> Iterator[Extract]:
    """The text of a document, with the offset of each page.

    Raises:
        Unreadable: it is locked, broken, too long, or pictures of pages only.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "assword" in str(error)
        raise Unreadable(
            "locked with a password: save it without one" if locked else "a broken PDF"
        ) from error
    if len(document) > _MAX_PAGES:
        raise Unreadable(f"more than {_MAX_PAGES:,} pages")
    document.init_forms()  # Before any page is opened, as PDFium wants it.
    readings = [_reading_of(document, number) for number in range(len(document))]
    pages = [list(reading.lines) for reading in readings]
    if not any(pages):
        raise Unreadable(f"a scan with no text on any page ({len(pages)}), so run OCR first")
    confidences = tuple(reading.confidence for reading in readings)
    about: dict[str, str] = document.get_metadata_dict(skip_empty=True)
    text, starts = _joined(_without_running_lines(pages))
    yield Extract(
        text,
        author=about.get("Author"),
        page_starts=starts,
        page_labels=_labels(document),
        ocr=confidences if any(one is not None for one in confidences) else (),
        unread_pages=tuple(
            number for number, reading in enumerate(readings, start=1) if reading.is_unread
        ),
    )


def _labels(document: pypdfium2.PdfDocument) -> tuple[str, ...]:
    """The number printed on each page, where the document tells others than their count."""
    counted = [str(number) for number in range(1, len(document) + 1)]
    labels = [
        " ".join(document.get_page_label(number).split())[:_LONGEST_LABEL] or count
        for number, count in enumerate(counted)
    ]
    return tuple(labels) if labels != counted else ()


def _without_running_lines(pages: list[list[Line]]) -> list[list[Line]]:
    """Pages without the heads, feet and numbers that most of them repeat."""
    edges = Counter(key for lines in pages for key in {_key(line) for line in _edges(lines)})
    running = {key for key, count in edges.items() if len(pages) > 2 and count > len(pages) / 2}
    kept = [
        [
            line
            for place, line in enumerate(lines)
            if not _is_running(line, running) or _EDGE <= place < len(lines) - _EDGE
        ]
        for lines in map(_without_browser_lines, pages)
    ]
    return kept if any(kept) else pages


def _edges(lines: list[Line]) -> list[Line]:
    return lines[:_EDGE] + lines[-_EDGE:]


def _is_running(line: Line, running: Collection[str]) -> bool:
    return _key(line) in running


def _key(line: Line) -> str:
    """What a line has in common with the same line on another page."""
    return "0" if _NUMBER.fullmatch(line.text) else re.sub(r"\d+", "0", line.text)


def _without_browser_lines(lines: list[Line]) -> list[Line]:
    """A page without the address that a browser printed under it, and the date over it."""
    edges = [line for line in _edges(lines) if _PRINTED_ADDRESS.fullmatch(line.text)]
    if not edges:
        return lines
    edges += [line for line in _edges(lines) if _PRINTED_DATE.fullmatch(line.text)]
    return [line for line in lines if line not in edges]


def _reading_of(document: pypdfium2.PdfDocument, number: int) -> Reading:
    """The lines of a page, read by OCR if it is a picture; none where that one page is broken."""
    try:
        page = document[number]
        lines = in_reading_order(with_fields(lines_of(page), page, document.formenv))
        if lines or not is_scan(page):
            return Reading(lines)
        if not is_available():
            return Reading(is_unread=True)
        reading = reading_of(page)
    except (pypdfium2.PdfiumError, RuntimeError):
        return Reading()
    return replace(reading, lines=in_reading_order(reading.lines))


def _joined(pages: list[list[Line]]) -> tuple[str, tuple[int, ...]]:
    """The text of the pages and where each begins."""
    known = vocabulary("\n".join(line.text for lines in pages for line in lines))
    pages = [_with_initials(lines, known) for lines in pages]
    text = ""
    starts = []
    for lines in pages:
        if text and lines and _runs_over(text, lines[0].text):
            text = _with(text, lines[0].text, known)
            starts.append(len(text) - len(lines[0].text.strip(HYPHEN)))
        else:
            text += "\n\n" if text and lines else ""
            starts.append(len(text))
            text += lines[0].text if lines else ""
        for line, following in pairwise(lines):
            goes_on = _goes_on(line, following, lines)
            text = _with(text, following.text, known) if goes_on else f"{text}\n{following.text}"
    return text.replace(HYPHEN, "-"), tuple(min(start, len(text)) for start in starts)


def _with_initials(lines: Sequence[Line], known: Mapping[str, int]) -> list[Line]:
    """Lines with each large initial joined to the line that its word goes on in."""
    joined: list[Line] = []
    for line in lines:
        initial = joined[-1] if joined else None
        if initial is not None and _is_initial(initial) and _is_beside(initial, line):
            first = "".join(words(line.text)[:1])
            alone = initial.text in _WORDS_OF_ONE_LETTER and known.get(first, 0) > 1
            letter = replace(initial.characters[-1], base=line.base, size=line.size)
            blank = (replace(letter, text=" "),) if alone else ()
            joined[-1] = Line((*initial.characters[:-1], letter, *blank, *line.characters))
        else:
            joined.append(line)
    return joined


def _is_initial(line: Line) -> bool:
    return len(line.text) <= 2 and line.text[-1:].isupper()


def _is_beside(initial: Line, line: Line) -> bool:
    """Whether a line begins right of a large initial, at its height."""
    return (
        initial.size > _INITIAL * line.size
        and initial.right - line.size < line.left < initial.right + 2 * line.size
        and initial.base - line.size < line.base < initial.base + initial.size
    )


def _runs_over(text: str, following: str) -> bool:
    """Whether a page's text goes on on the next one."""
    return text[-1] not in '.!?…:»”"' and (following[:1].islower() or text[-1] in f"-,{HYPHEN}")


def _with(text: str, following: str, known: Collection[str]) -> str:
    """A text with the line that it goes on in."""
    hyphen, line = text[-1], text[:-1]
    if is_soft(hyphen):
        return line + following
    if hyphen not in (HYPHEN, "-") or line[-1:].isspace() or not line:
        return f"{text} {following}"
    cut = without_hyphen(line[-100:], following, known)
    if hyphen == "-" and not cut and not following[:1].isalnum():
        return f"{text} {following}"
    return line + following if cut else f"{line}-{following}"


def _goes_on(line: Line, following: Line, lines: Sequence[Line]) -> bool:
    """Whether a line and the next are of one paragraph."""
    size = max(line.size, following.size)
    down = line.base - following.base
    if down < 0 and following.left > line.right:  # The head of the next column.
        alike = min(line.size, following.size) > 0.85 * size
        return alike and _runs_over(line.text, following.text)
    if not 0 < down < 1.75 * size or min(line.size, following.size) < 0.85 * size:
        return False
    if max(line.widest_gap, following.widest_gap) > _CELL_GAP * size:
        return False
    if is_cut(line.text):
        return True
    margin = max(
        other.right
        for other in lines
        if abs(other.left - line.left) < 3 * size and 0.85 * size < other.size < 1.18 * size
    )
    if margin - line.right > following.first_word + 0.3 * size:  # The word would have fitted.
        least = _HALF if following.text[:1].islower() else _FILLED
        filled = line.right - line.left > least * (margin - line.left)
        return filled and down < _CLOSE * size and not line.text.endswith(_STOPS)
    indented = following.left - line.left > 0.8 * size
    return not (indented and line.text.endswith((".", "!", "?", "…", "»", "”")))
