"""Word documents, with python-docx: one line per paragraph and per table row.

Read from the XML, as the library's own text leaves out what was inserted in a tracked change and
what stands in a field. What was deleted, moved away or hidden is no text; a box's second copy, for
old readers, neither. Footnotes and endnotes follow the text.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from dixit.rag.ingestion.readers.extracts import Extract, Unreadable
from dixit.rag.ingestion.readers.raised import line_of
from dixit.rag.ingestion.readers.zip_limits import opened

_PARAGRAPH, _ROW, _TABLE, _CELL = (qn(f"w:{name}") for name in ("p", "tr", "tbl", "tc"))
_TEXT = qn("w:t")
_WRITTEN = {
    **{qn(f"w:{name}"): " " for name in ("tab", "br", "cr")},
    qn("w:noBreakHyphen"): "-",
}
"""What stands for the elements of a line that are no text."""
_RUN, _NOTE, _TYPE = qn("w:r"), (qn("w:footnote"), qn("w:endnote")), qn("w:type")
_HIDDEN, _ALIGNED = (f"{qn('w:rPr')}/{qn(f'w:{name}')}" for name in ("vanish", "vertAlign"))
_VALUE = qn("w:val")
_MOVED = qn("w:moveFrom")
_NOTES = ("/footnotes", "/endnotes")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def read(data: bytes) -> Iterator[Extract]:
    """The text of a document, with the title and author from its properties.

    Raises:
        Unreadable: the document is broken, encrypted or too large.
    """
    opened(data)
    try:
        document = Document(BytesIO(data))
        notes = (part for kind in _NOTES for part in _parts(document, kind))
        bodies = [document.element.body, *(note for part in notes for note in _notes_of(part))]
        lines = [line for body in bodies for line in _lines(body) if line]
    except (KeyError, ValueError, SyntaxError, OSError) as error:
        raise Unreadable("a broken Word document") from error
    about = document.core_properties
    yield Extract("\n".join(lines), title=about.title or None, author=about.author or None)


def _parts(document: Any, kind: str) -> Iterator[bytes]:
    """The parts of a package that a document refers to, by the end of the relation's type."""
    for relation in document.part.rels.values():
        if relation.reltype.endswith(kind) and not relation.is_external:
            yield relation.target_part.blob


def _notes_of(part: bytes) -> Iterator[Any]:
    """The notes in a part; those with a type are the lines that divide them from the text."""
    for note in parse_xml(part).iter(*_NOTE):
        if note.get(_TYPE, "normal") == "normal":
            yield note


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
    runs = []
    for part in element.iter(_TEXT, _PARAGRAPH, *_WRITTEN):
        around = [*part.iterancestors(_FALLBACK, _MOVED, _PARAGRAPH, _RUN)]
        if any(one.tag in (_FALLBACK, _MOVED) for one in around):
            continue
        holder = next((one for one in around if one.tag == _PARAGRAPH), None)
        if element.tag == _PARAGRAPH and holder is not element:
            continue
        run = around[0] if around and around[0].tag == _RUN else None
        if run is not None and run.find(_HIDDEN) is not None and _is_on(run.find(_HIDDEN)):
            continue
        text = part.text or "" if part.tag == _TEXT else _WRITTEN.get(part.tag, " ")
        runs.append((text, run is not None and _is_raised(run)))
    return " ".join(line_of(runs).split(" ")).strip()


def _is_on(switch: Any) -> bool:
    return switch.get(_VALUE, "1") not in ("0", "false", "off")


def _is_raised(run: Any) -> bool:
    aligned = run.find(_ALIGNED)
    return aligned is not None and aligned.get(_VALUE) == "superscript"
