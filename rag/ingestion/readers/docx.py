"""Word documents, with python-docx: one line per paragraph and per table row.

Read from the XML, as the library's own text leaves out what was inserted in a tracked change and
what stands in a field. What was deleted, moved away or hidden is no text; a comment, a header, a
footer and a box's second copy, for old readers, neither. Footnotes and endnotes follow the text.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
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
_FORMAT, _HIDDEN, _ALIGNED = (qn(f"w:{name}") for name in ("rPr", "vanish", "vertAlign"))
_STYLE, _STYLE_ID, _BASED_ON = (qn(f"w:{name}") for name in ("style", "styleId", "basedOn"))
_RUN_STYLE = f"{_FORMAT}/{qn('w:rStyle')}"
_PARAGRAPH_STYLE = f"{qn('w:pPr')}/{qn('w:pStyle')}"
_VALUE = qn("w:val")
_DEEPEST = 10
"""Styles that a style may be based on, one on the other."""
_MOVED = qn("w:moveFrom")
_NOTES = ("/footnotes", "/endnotes")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


@dataclass(frozen=True, slots=True)
class _Look:
    """How text is shown; None for what is not said."""

    hidden: bool | None = None
    raised: bool | None = None

    def over(self, other: "_Look") -> "_Look":
        """This look, with what it does not say from another one."""
        return _Look(
            other.hidden if self.hidden is None else self.hidden,
            other.raised if self.raised is None else self.raised,
        )


_Styles = Mapping[str, _Look]


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
        styles = _styles_of(document.styles.element)
        lines = [line for body in bodies for line in _lines(body, styles) if line]
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


def _styles_of(root: Any) -> _Styles:
    """How each style shows text, with what it takes from the styles that it is based on."""
    named = {style.get(_STYLE_ID): style for style in root.iter(_STYLE)}
    looks: dict[str, _Look] = {}
    for name, style in named.items():
        look = _Look()
        for _ in range(_DEEPEST):
            look = look.over(_look_of(style))
            base = style.find(_BASED_ON)
            if base is None or base.get(_VALUE) not in named:
                break
            style = named[base.get(_VALUE)]  # noqa: PLW2901  # The next one below.
        looks[name] = look
    return looks


def _look_of(element: Any) -> _Look:
    """How a run or a style shows text by itself."""
    told = element.find(_FORMAT)
    if told is None:
        return _Look()
    hidden, aligned = told.find(_HIDDEN), told.find(_ALIGNED)
    return _Look(
        None if hidden is None else hidden.get(_VALUE, "1") not in ("0", "false", "off"),
        None if aligned is None else aligned.get(_VALUE) == "superscript",
    )


def _lines(body: Any, styles: _Styles) -> Iterator[str]:
    for element in body.iter(_PARAGRAPH, _ROW):
        row = element if element.tag == _ROW else next(element.iterancestors(_ROW), None)
        whole = row is None or next(row.iterdescendants(_TABLE), None) is not None
        if element.tag == _ROW and not whole:
            cells = (_words(cell, styles) for cell in element.iter(_CELL))
            yield " ".join(cell for cell in cells if cell)
        elif element.tag == _PARAGRAPH and whole:
            yield _words(element, styles)


def _words(element: Any, styles: _Styles) -> str:
    """The text of a paragraph or cell, without that of nested paragraphs."""
    runs = []
    for part in element.iter(_TEXT, _PARAGRAPH, *_WRITTEN):
        around = [*part.iterancestors(_FALLBACK, _MOVED, _PARAGRAPH, _RUN)]
        if any(one.tag in (_FALLBACK, _MOVED) for one in around):
            continue
        holder = next((one for one in around if one.tag == _PARAGRAPH), None)
        if element.tag == _PARAGRAPH and holder is not element:
            continue
        look = _look(around[0], holder, styles) if around and around[0].tag == _RUN else _Look()
        if not look.hidden:
            text = part.text or "" if part.tag == _TEXT else _WRITTEN.get(part.tag, " ")
            runs.append((text, bool(look.raised)))
    return " ".join(line_of(runs).split(" ")).strip()


def _look(run: Any, paragraph: Any, styles: _Styles) -> _Look:
    """How a run is shown: by itself, else by its style, else by that of its paragraph."""
    look = _look_of(run)
    named = (run.find(_RUN_STYLE), None if paragraph is None else paragraph.find(_PARAGRAPH_STYLE))
    for style in named:
        if style is not None:
            look = look.over(styles.get(style.get(_VALUE), _Look()))
    return look
