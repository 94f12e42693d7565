"""Word documents, with python-docx: paragraphs and rows of tables, one a line."""

from collections.abc import Iterator
from io import BytesIO

from docx import Document
from docx.table import Table
from docx.text.paragraph import Paragraph

from rag.readers.records import Extract, Unreadable
from rag.readers.zipped import opened


def read(data: bytes) -> Iterator[Extract]:
    """The text of a document, with the title and author of its properties.

    Raises:
        Unreadable: it is broken, locked or too large.
    """
    opened(data)
    try:
        document = Document(BytesIO(data))
        lines = [line for block in document.iter_inner_content() for line in _lines(block)]
    except (KeyError, ValueError, SyntaxError, OSError) as error:
        raise Unreadable("a broken Word document") from error
    about = document.core_properties
    yield Extract("\n".join(lines), title=about.title or None, author=about.author or None)


def _lines(block: Paragraph | Table) -> Iterator[str]:
    if isinstance(block, Paragraph):
        if text := block.text.strip():
            yield text
        return
    for row in block.rows:
        cells = dict.fromkeys(cell.text.strip() for cell in row.cells)  # A merged one comes twice.
        if text := " ".join(cell for cell in cells if cell):
            yield text
