"""OpenDocument text, with odfdo: one line per heading, paragraph and table row."""

from collections.abc import Iterator
from io import BytesIO

from lxml.etree import LxmlError
from odfdo import Document
from odfdo.element import Element

from dixit.rag.ingestion.readers.extracts import Extract, Unreadable
from dixit.rag.ingestion.readers.zip_limits import opened

_LEFT_OUT = ("office:annotation", "text:tracked-changes", "text:note")
_OUTSIDE = "".join(f"[not(ancestor::{name})]" for name in _LEFT_OUT)
_BLOCKS = (
    f"descendant::text:h{_OUTSIDE} | descendant::text:p[not(ancestor::table:table-row)]{_OUTSIDE}"
    f" | descendant::table:table-row[not(descendant::table:table)]{_OUTSIDE}"
)
_BLANKS = ("text:s", "text:tab", "text:line-break")


def read(data: bytes) -> Iterator[Extract]:
    """The text of a document, with the title and author from its properties.

    Raises:
        Unreadable: the document is broken, encrypted or too large.
    """
    opened(data)
    try:
        document = Document(BytesIO(data))
        blocks = document.body.xpath(_BLOCKS)
        lines = [_text(block) for block in blocks if isinstance(block, Element)]
        about = document.meta
        title, author = about.title, about.creator or about.initial_creator
    except (KeyError, ValueError, TypeError, AttributeError, OSError, LxmlError) as error:
        raise Unreadable("a broken OpenDocument text") from error
    text = "\n".join(line for line in lines if line)
    yield Extract(text, title=title or None, author=author or None)


def _text(block: Element) -> str:
    cells = block.get_elements("table:table-cell") or [block]
    return " ".join(text for cell in cells if (text := "".join(_pieces(cell)).strip()))


def _pieces(element: Element) -> Iterator[str]:
    """The visible text of an element, without comments, notes and deleted text."""
    if element.tag in _BLANKS:
        yield " "
    elif element.tag not in _LEFT_OUT:
        yield element.text or ""
        for child in element.children:
            yield from _pieces(child)
            yield child.tail or ""
