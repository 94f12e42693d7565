"""HTML within another format, such as a mail or a feed: its blocks, without what is hidden."""

import re
from html import unescape

from lxml import etree

from dixit.rag.ingestion.readers.hidden import remove_hidden
from dixit.rag.ingestion.readers.html import blocks_of, parsed
from dixit.rag.ingestion.readers.inline_marks import write_out

_BLOCK = re.compile(r"<(?:p|br|div|ul|ol|li|h\d|blockquote)\b[^<]*>", re.IGNORECASE)
_TAG = re.compile(r"</?(?:a|b|i|em|strong|span|img|figure|u|sup|sub)\b[^<]*>", re.IGNORECASE)


def plain_text(text: str) -> str:
    """A text that may be HTML, without its elements and with its characters for their names."""
    if _BLOCK.search(text):
        return lines_of(text)
    if _TAG.search(text):
        return lines_of("<br>".join(text.splitlines()))
    return unescape(text)


def lines_of(fragment: str) -> str:
    """The text of a piece of HTML, a line for each block; empty where it holds none."""
    try:
        tree = parsed(fragment)
    except etree.LxmlError:
        return ""
    remove_hidden(tree)
    write_out(tree)
    etree.strip_elements(tree, "script", "style", "head", with_tail=False)
    return "\n".join(blocks_of(tree))
