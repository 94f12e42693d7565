"""Word documents, with python-docx: one line per paragraph and per table row.

The text is read from the XML, because python-docx itself leaves out tracked insertions and the
text of fields. Deleted text is skipped, and so is the fallback copy of a text box that Word writes
for old versions.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from dixit.rag.ingestion.readers.extracts import Extract, Unreadable
from dixit.rag.ingestion.readers.zip_limits import opened

_PARAGRAPH, _ROW, _TABLE, _CELL = (qn(f"w:{name}") for name in ("p", "tr", "tbl", "tc"))
_TEXT = qn("w:t")
_BLANKS = frozenset(qn(f"w:{name}") for name in ("tab", "br", "cr"))
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def read(data: bytes) -> Iterator[Extract]:
    """The text of a document, with the title and author from its properties.

    Raises:
        Unreadable: the document is broken, encrypted or too large.
    """
    opened(data)
    try:
        document = Document(BytesIO(data))
        lines = [line for line in _lines(document.element.body) if line]
    except (KeyError, ValueError, SyntaxError, OSError) as error:
        raise Unreadable("a broken Word document") from error
    about = document.core_properties
    yield Extract("\n".join(lines), title=about.title or None, author=about.author or None)


def _lines(body: Any) -> Iterator[str]:
    for element in body.iter(_PARAGRAPH, _ROW):
        row = element if element.tag == _ROW else next(element.iterancestors(_ROW), None)
        whole = row is None or next(row.iterdescendants(_TABLE), None) is not None
        if element.tag == _ROW and not whole:
            cells = (_words(cell) for cell in element.iter(_CELL))
            yield " ".join(cell for cell in cells if cell)
        elif element.tag == _PARAGRAPH and whole:
            yield _words(element)


def _words(element: Any) -> str:
    """The text of a paragraph or cell, without that of nested paragraphs."""
    pieces = []
    for part in element.iter(_TEXT, _PARAGRAPH, *_BLANKS):
        if next(part.iterancestors(_FALLBACK), None) is not None:
            continue
        holder = next(part.iterancestors(_PARAGRAPH), None)
        if element.tag == _PARAGRAPH and holder is not element:
            continue
        pieces.append(part.text or "" if part.tag == _TEXT else " ")
    return " ".join("".join(pieces).split(" ")).strip()
