"""Parts of office files that are not the article's words: comments, headers, what is hidden."""

import io
from typing import Any

import docx
import pptx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.util import Inches

from dixit.rag.ingestion.readers.extracts import Extract
from dixit.rag.ingestion.readers.formats import extracts

COMMENTS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"


def read(name: str, made: Any) -> Extract:
    file = io.BytesIO()
    made.save(file)
    (extract,) = extracts(name, file.getvalue())
    assert isinstance(extract, Extract)
    return extract


def test_comments_headers_and_footers_of_a_word_document_are_no_text() -> None:
    made = docx.Document()
    run = made.add_paragraph("The dyke ").add_run("held.")
    made.add_comment(run, text="Is that so?", author="Bob")
    section = made.sections[0]
    section.header.paragraphs[0].text = "The Coast, 2 March 1994"
    section.footer.paragraphs[0].text = "Page 1"
    found = read("a.docx", made)

    assert found.text == "The dyke held."


@pytest.mark.parametrize("kind", [WD_STYLE_TYPE.CHARACTER, WD_STYLE_TYPE.PARAGRAPH])
def test_a_style_hides_text_unless_the_text_itself_is_shown(kind: WD_STYLE_TYPE) -> None:
    made = docx.Document()
    base = made.styles.add_style("Base", kind)
    base.font.hidden = True
    hides = made.styles.add_style("Hides", kind)
    hides.base_style = base
    made.add_paragraph("The dyke held.")
    paragraph = made.add_paragraph()
    for text, hidden in (("It was lost.", None), ("Nobody fled.", False)):
        run = paragraph.add_run(text)
        run.font.hidden = hidden
        if kind == WD_STYLE_TYPE.CHARACTER:
            run.style = hides
    if kind == WD_STYLE_TYPE.PARAGRAPH:
        paragraph.style = hides

    assert read("a.docx", made).text == "The dyke held.\nNobody fled."


def test_a_style_that_raises_text_raises_the_mark_of_a_note() -> None:
    made = docx.Document()
    raised = made.styles.add_style("Mark", WD_STYLE_TYPE.CHARACTER)
    raised.font.superscript = True
    paragraph = made.add_paragraph("It lost 70")
    paragraph.add_run("2").style = raised
    paragraph.add_run(" guilders.")

    assert read("a.docx", made).text == "It lost 70 guilders."


def slide(made: Any, *texts: str) -> Any:
    added = made.slides.add_slide(made.slide_layouts[6])
    for text in texts:
        added.shapes.add_textbox(0, 0, Inches(4), Inches(1)).text_frame.text = text
    return added


def test_hidden_slides_and_shapes_are_no_text_and_pages_are_still_counted() -> None:
    made = pptx.Presentation()
    slide(made, "The dyke held.")
    hidden = slide(made, "It was lost.")
    hidden.element.set("show", "0")
    hidden.notes_slide.notes_text_frame.text = "Tell nobody."
    last = slide(made, "It leaked.", "Nobody fled.")
    last.shapes[0]._element._nvXxPr.cNvPr.set("hidden", "1")
    found = read("a.pptx", made)

    assert found.text.split() == "The dyke held. Nobody fled.".split()
    assert len(found.page_starts) == 3
    assert found.text[found.page_starts[2] :] == "Nobody fled."


def test_comments_footers_dates_and_numbers_of_slides_are_no_text_and_notes_follow_it() -> None:
    made = pptx.Presentation()
    added = slide(made, "The dyke held.", "The Coast", "2 March 1994", "1")
    for shape, kind in zip(list(added.shapes)[1:], ("ftr", "dt", "sldNum"), strict=True):
        shape._element.nvSpPr.nvPr.get_or_add_ph().set("type", kind)
    added.notes_slide.notes_text_frame.text = "Nobody fled."
    comments = b'<p:cmLst xmlns:p="urn:p"><p:cm><p:text>Is that so?</p:text></p:cm></p:cmLst>'
    place = PackURI("/ppt/comments/comment1.xml")
    part = Part(place, "application/xml", added.part.package, comments)
    added.part.relate_to(part, COMMENTS)

    assert read("a.pptx", made).text == "The dyke held.\nNobody fled."
