"""An answer with its references as a Word document."""

import io
from collections.abc import Sequence

from docx import Document

from dixit.rag.records import Answer
from dixit.ui.citing.footnotes import source_line
from dixit.ui.citing.reference import Reference, one_line
from dixit.ui.strings.catalogue import Strings


def as_docx(answer: Answer, references: Sequence[Reference], strings: Strings) -> bytes:
    """The question, the answer with raised numbers, and a numbered reference for each."""
    made = Document()
    made.core_properties.author = ""
    made.add_heading(one_line(answer.question), level=1)
    if not answer.answered:
        made.add_paragraph().add_run(strings.no_answer).italic = True
    for block in answer.blocks:
        paragraph = made.add_paragraph(one_line(block.text))
        if block.unproven:
            paragraph.add_run(f" ({strings.verdict('unsupported')})").italic = True
        for citation in block.citations:
            paragraph.add_run(f" {citation.number}").font.superscript = True
    if references:
        made.add_heading(strings.citations_of, level=2)
    for one in references:
        paragraph = made.add_paragraph(f"{one.number}. {source_line(one, strings)} – {one.quoted} ")
        paragraph.add_run(f"({one.verdict})").italic = True
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()
