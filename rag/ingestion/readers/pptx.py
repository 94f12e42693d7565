"""Presentations, with python-pptx: one page per slide, with its notes at the end.

Hidden slides and shapes, comments, and the numbers, dates and footers of slides are no text.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from lxml.etree import LxmlError
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import PythonPptxError
from pptx.oxml.ns import qn

from dixit.rag.ingestion.readers.extracts import Extract, Unreadable
from dixit.rag.ingestion.readers.raised import line_of
from dixit.rag.ingestion.readers.zip_limits import opened

_TEXT, _BREAK, _RUN_PROPERTIES = qn("a:t"), qn("a:br"), qn("a:rPr")
_FALSE, _TRUE = ("0", "false"), ("1", "true")
_RUNNING = (
    PP_PLACEHOLDER.DATE,
    PP_PLACEHOLDER.FOOTER,
    PP_PLACEHOLDER.HEADER,
    PP_PLACEHOLDER.SLIDE_NUMBER,
)
"""What stands alike on each slide."""


def read(data: bytes) -> Iterator[Extract]:
    """The text of a presentation, with the title and author from its properties.

    Raises:
        Unreadable: the presentation is broken, encrypted or too large.
    """
    opened(data)
    try:
        presentation = Presentation(BytesIO(data))
        slides = [
            "" if slide.element.get("show") in _FALSE else "\n".join(_lines(slide))
            for slide in presentation.slides
        ]
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
    if shape._element._nvXxPr.cNvPr.get("hidden") in _TRUE:
        return
    if shape.is_placeholder and shape.placeholder_format.type in _RUNNING:
        return
    for inner in getattr(shape, "shapes", ()):  # The shapes of a group.
        yield from _of_shape(inner)
    if shape.has_text_frame:
        yield from _of_frame(shape.text_frame)
    if getattr(shape, "has_table", False):
        for row in shape.table.rows:
            cells = (" ".join(_of_frame(cell.text_frame)) for cell in row.cells)
            if text := " ".join(cells).strip():
                yield text
    if getattr(shape, "has_chart", False):
        yield from _of_chart(shape.chart)


def _of_chart(chart: Any) -> Iterator[str]:
    """The title of a chart, and its figures as a table: a line for each category."""
    if chart.has_title and chart.chart_title.has_text_frame:
        yield from _of_frame(chart.chart_title.text_frame)
    for plot in chart.plots:
        series = list(plot.series)
        yield " ".join(one.name for one in series if one.name)
        for number, category in enumerate(plot.categories):
            values = (one.values[number] for one in series if number < len(one.values))
            told = (f"{value:.15g}" for value in values if value is not None)
            yield " ".join((str(category), *told))


def _of_frame(frame: Any) -> Iterator[str]:
    for paragraph in frame.paragraphs:
        runs = (_run(part) for part in paragraph._p.iter(_TEXT, _BREAK))
        if text := line_of(runs).replace("\v", " ").strip():
            yield text


def _run(part: Any) -> tuple[str, bool]:
    """The text of a run and whether it is raised; a blank for a line break."""
    if part.tag == _BREAK:
        return " ", False
    properties = part.getparent().find(_RUN_PROPERTIES)
    raised = properties is not None and int(properties.get("baseline", "0").rstrip("%")) > 0
    return part.text or "", raised
