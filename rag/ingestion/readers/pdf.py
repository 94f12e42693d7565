"""PDF, with pypdfium2: the printed lines joined to paragraphs, page by page.

A line continues in the next one, unless a vertical gap, another font size, or enough room left for
the next word shows that a paragraph ends. Lines repeated on most pages, and page numbers, are left
out, because a sentence may run across them.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2

from dixit.rag.ingestion.readers.extracts import Extract, Unreadable

_HYPHEN = "\ufffe"
"""What PDFium returns for a hyphen that was added at a line break."""
_MAX_PAGES = 5_000


@dataclass(frozen=True, slots=True)
class _Line:
    """A printed line and its position on the page, in points from the lower left corner."""

    text: str
    left: float
    right: float
    bottom: float
    size: float
    first_word: float
    """The width of the first word."""

    @property
    def key(self) -> str:
        """The text without its numbers: the same for this line on every page."""
        return re.sub(r"\d+", "0", self.text)


def read(data: bytes) -> Iterator[Extract]:
    """The text of a document, with the offset of each page.

    Raises:
        Unreadable: the document is encrypted, broken or too long, or has only scanned images.
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
    pages = [_lines_of(document, number) for number in range(len(document))]
    if not any(pages):
        raise Unreadable(f"a scan with no text on any page ({len(pages)}), so run OCR first")
    about: dict[str, str] = document.get_metadata_dict(skip_empty=True)
    text, starts = _joined(_without_running_lines(pages))
    yield Extract(text, author=about.get("Author"), page_starts=starts)


def _lines(page: pypdfium2.PdfPage) -> list[_Line]:
    layer = page.get_textpage()
    lines = []
    index = 0
    for printed in re.split(r"(?<=\n)", layer.get_text_range()):
        units = len(printed.encode("utf-16-le", "surrogatepass")) // 2
        text = printed.rstrip("\r\n ")
        start = index + len(printed) - len(printed.lstrip(" "))
        if text.strip():
            first = layer.get_charbox(start, loose=True)
            last = layer.get_charbox(min(index + len(text), layer.count_chars()) - 1, loose=True)
            word = text.strip().partition(" ")[0]
            end = layer.get_charbox(min(start + len(word), layer.count_chars()) - 1, loose=True)
            lines.append(
                _Line(
                    text.strip(),
                    left=first[0],
                    right=last[2],
                    bottom=first[1],
                    size=first[3] - first[1],
                    first_word=end[2] - first[0],
                )
            )
        index += units
    return lines


def _without_running_lines(pages: list[list[_Line]]) -> list[list[_Line]]:
    """The pages without the headers, footers and page numbers that most pages repeat."""
    edges = Counter(key for lines in pages for key in {line.key for line in lines[:2] + lines[-2:]})
    running = {key for key, count in edges.items() if len(pages) > 2 and count > len(pages) / 2}
    kept = [
        [
            line
            for place, line in enumerate(lines)
            if line.key not in running or 2 <= place < len(lines) - 2
        ]
        for lines in pages
    ]
    return kept if any(kept) else pages


def _lines_of(document: pypdfium2.PdfDocument, number: int) -> list[_Line]:
    """The lines of a page; empty if this page is broken."""
    try:
        return _lines(document[number])
    except pypdfium2.PdfiumError:
        return []


def _joined(pages: list[list[_Line]]) -> tuple[str, tuple[int, ...]]:
    """The text of all pages, and the offset where each page starts."""
    text = ""
    starts = []
    for lines in pages:
        if text and lines and _runs_over(text, lines[0].text):
            text = _with(text, lines[0].text)
            starts.append(len(text) - len(lines[0].text.strip(_HYPHEN)))
        else:
            text += "\n\n" if text and lines else ""
            starts.append(len(text))
            text += lines[0].text if lines else ""
        for line, following in pairwise(lines):
            goes_on = _goes_on(line, following, lines)
            text = _with(text, following.text) if goes_on else f"{text}\n{following.text}"
    return text.replace(_HYPHEN, "-"), tuple(min(start, len(text)) for start in starts)


def _runs_over(text: str, following: str) -> bool:
    """Whether the text of a page continues on the next page."""
    return text[-1] not in '.!?…:»”"' and (following[:1].islower() or text[-1] in f"-,{_HYPHEN}")


def _with(text: str, following: str) -> str:
    if text.endswith(_HYPHEN):
        return text[:-1] + following
    if text.endswith("-") and following[:1].islower():  # "vice-" and "président"
        return text + following
    return f"{text} {following}"


def _goes_on(line: _Line, following: _Line, lines: list[_Line]) -> bool:
    """Whether a line and the next one belong to the same paragraph."""
    size = max(line.size, following.size)
    down = line.bottom - following.bottom
    if not 0 < down < 1.75 * size or min(line.size, following.size) < 0.85 * size:
        return False
    margin = max(other.right for other in lines if abs(other.left - line.left) < 3 * size)
    # The next word would have fitted on this line: the paragraph ends here.
    if margin - line.right > following.first_word + 0.3 * size:
        return False
    indented = following.left - line.left > 0.8 * size
    return not (indented and line.text.endswith((".", "!", "?", "…", "»", "”")))
