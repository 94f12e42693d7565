"""OpenDocument texts, with odfdo: headings, paragraphs and rows of tables, one a line.

Footnotes and endnotes follow the text.
"""

from collections.abc import Container, Iterator
from io import BytesIO

from lxml.etree import LxmlError
from odfdo import Document
from odfdo.element import Element

from dixit.rag.ingestion.readers.extracts import Extract, Unreadable
from dixit.rag.ingestion.readers.raised import line_of
from dixit.rag.ingestion.readers.zip_limits import opened

_LEFT_OUT = ("office:annotation", "text:tracked-changes", "text:note")
_OUTSIDE = "".join(f"[not(ancestor::{name})]" for name in _LEFT_OUT)
_BLOCKS = (
    f"descendant::text:h{_OUTSIDE} | descendant::text:p[not(ancestor::table:table-row)]{_OUTSIDE}"
    f" | descendant::table:table-row[not(descendant::table:table)]{_OUTSIDE}"
)
_NOTES = "descendant::text:note-body/text:p"
_RAISED = "//style:style[style:text-properties[starts-with(@style:text-position, 'super')]]"
_BLANKS = ("text:s", "text:tab", "text:line-break")


def read(data: bytes) -> Iterator[Extract]:
    """The text of a document, with the title and author from its properties.

    Raises:
        Unreadable: the document is broken, encrypted or too large.
    """
    opened(data)
    try:
        document = Document(BytesIO(data))
        styles = document.content.root.xpath(_RAISED)
        raised = {
            style.get_attribute("style:name") for style in styles if isinstance(style, Element)
        }
        blocks = [*document.body.xpath(_BLOCKS), *document.body.xpath(_NOTES)]
        lines = [_text(block, raised) for block in blocks if isinstance(block, Element)]
        about = document.meta
        title, author = about.title, about.creator or about.initial_creator
    except (KeyError, ValueError, TypeError, AttributeError, OSError, LxmlError) as error:
        raise Unreadable("a broken OpenDocument text") from error
    text = "\n".join(line for line in lines if line)
    yield Extract(text, title=title or None, author=author or None)


def _text(block: Element, raised: Container[object]) -> str:
    """The text of a block; `raised` names the styles of raised text."""
    cells = block.get_elements("table:table-cell") or [block]
    lines = (line_of(_runs(cell, raised, is_raised=False)).strip() for cell in cells)
    return " ".join(line for line in lines if line)


def _runs(
    element: Element, raised: Container[object], *, is_raised: bool
) -> Iterator[tuple[str, bool]]:
    """The visible text of an element, without comments, notes and deleted text."""
    if element.tag in _BLANKS:
        yield " ", False
    elif element.tag not in _LEFT_OUT:
        is_raised = is_raised or element.get_attribute("text:style-name") in raised
        yield element.text or "", is_raised
        for child in element.children:
            yield from _runs(child, raised, is_raised=is_raised)
            yield child.tail or "", is_raised
