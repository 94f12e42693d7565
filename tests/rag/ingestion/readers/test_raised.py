"""Raised text is never glued to a figure, in any format that can raise it."""

import io

import docx
import odfdo
import pptx
import pytest
from pptx.util import Inches

from dixit.rag.ingestion.readers.extracts import Extract
from dixit.rag.ingestion.readers.formats import extracts
from dixit.rag.ingestion.readers.raised import on_the_line

RUNS = ["The fund lost 70", "^2", " million guilders in 1994", "^3", ", or 10", "^5", " a head."]
LINE = "The fund lost 70 million guilders in 1994, or 10^5 a head."


def as_html() -> bytes:
    body = "".join(f"<sup>{run[1:]}</sup>" if run[0] == "^" else run for run in RUNS)
    filler = "<p>The dyke of Sluys was raised by a metre after the storm of that year.</p>" * 9
    return f"<html><body><article><h1>Dykes</h1>{filler}<p>{body}</p></article></body>".encode()


def as_docx() -> bytes:
    made, file = docx.Document(), io.BytesIO()
    paragraph = made.add_paragraph()
    for run in RUNS:
        paragraph.add_run(run.lstrip("^")).font.superscript = run[0] == "^" or None
    made.save(file)
    return file.getvalue()


def as_odt() -> bytes:
    made, file = odfdo.Document("text"), io.BytesIO()
    made.body.clear()
    style = odfdo.Style("text", name="T1")
    style.set_properties({"style:text-position": "super 58%"}, area="text")
    made.insert_style(style, automatic=True)
    spans = (
        f"<text:span text:style-name='T1'>{run[1:]}</text:span>" if run[0] == "^" else run
        for run in RUNS
    )
    made.body.append(odfdo.Element.from_tag(f"<text:p>{''.join(spans)}</text:p>"))
    made.save(file)
    return file.getvalue()


def as_pptx() -> bytes:
    made, file = pptx.Presentation(), io.BytesIO()
    slide = made.slides.add_slide(made.slide_layouts[6])
    box = slide.shapes.add_textbox(0, 0, Inches(4), Inches(1))
    for run in RUNS:
        written = box.text_frame.paragraphs[0].add_run()
        written.text = run.lstrip("^")
        if run[0] == "^":
            written.font._element.set("baseline", "30000")
    made.save(file)
    return file.getvalue()


MAKERS = {"html": as_html, "docx": as_docx, "odt": as_odt, "pptx": as_pptx}


@pytest.mark.parametrize("ending", MAKERS)
def test_note_marks_leave_the_figures_beside_them_as_they_are(ending: str) -> None:
    (extract,) = extracts(f"a.{ending}", MAKERS[ending]())

    assert isinstance(extract, Extract)
    assert LINE in extract.text.splitlines()


@pytest.mark.parametrize(
    ("before", "raised", "after", "line"),
    [
        ("le 1", "er", " mai", "le 1er mai"),
        ("M", "me", " Vos", "Mme Vos"),
        ("the 19", "th", " century", "the 19th century"),
        ("12 km", "2", " of mud", "12 km² of mud"),
        ("10", "−6", " g", "10^-6 g"),
        ("“Never,”", "12", " he said", "“Never,” he said"),
        ("in May", "[note 4]", ".", "in May."),
        ("a salt", "*", " tax", "a salt tax"),
        ("", "3", "Report of 1994.", "3 Report of 1994."),
        ("2", "1", "/2 cups", "2 1/2 cups"),
        ("$4", "99", " a jar", "$4 99 a jar"),
        ("of 20", "°", "C", "of 20°C"),
    ],
)
def test_raised_text_reads_on_its_line(before: str, raised: str, after: str, line: str) -> None:
    assert before + on_the_line(before, raised, after) + after == line
