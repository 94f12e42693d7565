"""The fields of a PDF form: what was filled in, at its place among the printed lines."""

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

from dixit.rag.ingestion.readers.pdf_lines import Character, Line, line_from

_WRITTEN = (
    raw.FPDF_FORMFIELD_TEXTFIELD,
    raw.FPDF_FORMFIELD_COMBOBOX,
    raw.FPDF_FORMFIELD_LISTBOX,
)
_TICKED = (raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON)
_BOXES = {True: "☒", False: "☐"}
_UNSEEN = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW
_PASSWORD = 1 << 13
"""The flag of a text field that shows no characters."""
_TALLEST = 12.0
"""Points; the size of text in a field that is higher."""
_WIDTH = 0.5
"""The width of a character, in sizes."""


@dataclass(frozen=True, slots=True)
class _Field:
    """What a field shows, and where: points from the lower left of the page."""

    value: str
    left: float
    bottom: float
    right: float
    top: float


def with_fields(
    lines: Sequence[Line], page: pypdfium2.PdfPage, form: pypdfium2.PdfFormEnv | None
) -> list[Line]:
    """The lines of a page with the values of its fields, each on the line that it stands on.

    Args:
        lines: in the order in which the page draws them.
        page: the page.
        form: the form of the document; None if it has none.
    """
    filled = list(lines)
    for field in _fields(page, form) if form is not None else ():
        first, *below = field.value.split("\n")
        place = next(
            (number for number, line in enumerate(filled) if _is_beside(line, field)), None
        )
        if place is not None:
            filled[place] = _filled(filled[place], first, field)
            following = place + 1
        else:
            following = next(
                (number for number, line in enumerate(filled) if line.base < field.bottom),
                len(filled),
            )
            below = [first, *below]
        size = min(field.top - field.bottom, _TALLEST)
        for number, text in enumerate(below):
            base = field.top - (number + 1) * size
            line = line_from(_characters(text, field, base, size))
            filled[following + number : following + number] = [line] if line else []
    return filled


def _is_beside(line: Line, field: _Field) -> bool:
    """Whether a field stands on a line, or next to it."""
    middle = line.base + line.size / 4
    return field.bottom - 0.2 * line.size <= middle <= field.top + 0.2 * line.size


def _filled(line: Line, value: str, field: _Field) -> Line:
    """A line with a value written where the line leaves room for it."""
    place = next(
        (number for number, one in enumerate(line.characters) if one.left >= field.left),
        len(line.characters),
    )
    before, after = line.characters[:place], line.characters[place:]
    text = value if before and before[-1].text.isspace() else f" {value}"
    text = text if after and after[0].text.isspace() else f"{text} "
    whole = line_from((*before, *_characters(text, field, line.base, line.size), *after))
    return whole or line


def _characters(text: str, field: _Field, base: float, size: float) -> tuple[Character, ...]:
    width = min(_WIDTH * size, (field.right - field.left) / max(1, len(text)))
    return tuple(
        Character(one, field.left + place * width, field.left + (place + 1) * width, base, size)
        for place, one in enumerate(text)
    )


def _fields(page: pypdfium2.PdfPage, form: pypdfium2.PdfFormEnv) -> Iterator[_Field]:
    """The fields of a page that show something, from the top to the bottom of it."""
    found = []
    for number in range(raw.FPDFPage_GetAnnotCount(page.raw)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, number)
        if not annotation:
            continue
        try:
            value = _value(annotation, form)
            box = raw.FS_RECTF()
            if value and raw.FPDFAnnot_GetRect(annotation, box):
                bottom, top = sorted((box.bottom, box.top))
                found.append(_Field(value, box.left, bottom, box.right, top))
        finally:
            raw.FPDFPage_CloseAnnot(annotation)
    yield from sorted(found, key=lambda field: (-field.top, field.left))


def _value(annotation: object, form: pypdfium2.PdfFormEnv) -> str:
    """What a field shows; empty for other annotations, and for fields that nobody sees."""
    kind = raw.FPDFAnnot_GetFormFieldType(form.raw, annotation)
    if raw.FPDFAnnot_GetFlags(annotation) & _UNSEEN:
        return ""
    if kind in _TICKED:
        return _BOXES[bool(raw.FPDFAnnot_IsChecked(form.raw, annotation))]
    flags = raw.FPDFAnnot_GetFormFieldFlags(form.raw, annotation)
    if kind not in _WRITTEN or (kind == raw.FPDF_FORMFIELD_TEXTFIELD and flags & _PASSWORD):
        return ""
    size = raw.FPDFAnnot_GetFormFieldValue(form.raw, annotation, None, 0)
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFAnnot_GetFormFieldValue(
        form.raw, annotation, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size
    )
    text = buffer.raw.decode("utf-16-le", "replace").strip("\0")
    return "\n".join(" ".join(line.split()) for line in text.splitlines()).strip()
