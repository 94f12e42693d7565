"""Presentations, with python-pptx: one page per slide, with its notes at the end."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from lxml.etree import LxmlError
from pptx import Presentation
from pptx.exc import PythonPptxError

from dixit.rag.ingestion.readers.extracts import Extract, Unreadable
from dixit.rag.ingestion.readers.zip_limits import opened


def read(data: bytes) -> Iterator[Extract]:
    """The text of a presentation, with the title and author from its properties.

    Raises:
        Unreadable: the presentation is broken, encrypted or too large.
    """
    opened(data)
    try:
        presentation = Presentation(BytesIO(data))
        slides = ["\n".join(_lines(slide)) for slide in presentation.slides]
    except (KeyError, ValueError, AttributeError, OSError, LxmlError, PythonPptxError) as error:
        raise Unreadable("a broken presentation") from error
    about = presentation.core_properties
    starts = [0]
    for slide in slides[:-1]:
        starts.append(starts[-1] + len(slide) + 2)
    text = "\n\n".join(slides)
    yield Extract(
        text,
        title=about.title or None,
        author=about.author or None,
        page_starts=tuple(starts) if slides else (),
    )


def _lines(slide: Any) -> Iterator[str]:
    for shape in slide.shapes:
        yield from _of_shape(shape)
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        yield from _of_frame(slide.notes_slide.notes_text_frame)


def _of_shape(shape: Any) -> Iterator[str]:
    for inner in getattr(shape, "shapes", ()):  # The shapes of a group.
        yield from _of_shape(inner)
    if shape.has_text_frame:
        yield from _of_frame(shape.text_frame)
    if getattr(shape, "has_table", False):
        for row in shape.table.rows:
            if text := " ".join(cell.text.strip() for cell in row.cells).strip():
                yield text


def _of_frame(frame: Any) -> Iterator[str]:
    for paragraph in frame.paragraphs:
        if text := paragraph.text.replace("\v", " ").strip():
            yield text
