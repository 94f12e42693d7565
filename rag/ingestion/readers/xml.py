"""XML: feeds, the news formats of agencies, pages, and texts in formats of their own."""

import re
from collections.abc import Iterator

from lxml import etree

from dixit.index.text.tokens import words
from dixit.rag.ingestion.readers import feed, html, news_items, nitf
from dixit.rag.ingestion.readers.extracts import Extract, Unread, Unreadable
from dixit.rag.ingestion.readers.xml_trees import root_of

_FEEDS = ("rss", "feed", "RDF")
_NEWS = ("newsItem", "newsMessage", "packageItem", "NewsML")
_ENDS = re.compile(r"[.!?…][»”\"'’)\s]*$")
_SENTENCE_WORDS = 4
"""Minimum length of a sentence, in words."""
_MOSTLY = 0.5
"""Minimum share of the words of a text that are in sentences."""


def read(data: bytes) -> Iterator[Extract | Unread]:
    """The articles in a file.

    Raises:
        Unreadable: it is no XML, or holds no text in sentences.
    """
    root = root_of(data, "it")
    kind = etree.QName(root).localname
    if kind in _FEEDS:
        yield from feed.read(data)
    elif kind in _NEWS:
        yield from news_items.articles(root)
    elif kind == "nitf":
        yield nitf.article(root)
    elif kind == "html":
        yield html.article(data)
    else:
        yield _text(root)


def _text(root: etree._Element) -> Extract:
    """The text of a file of an unknown kind, a line for each element that holds words itself."""
    lines = list(_lines(root))
    in_sentences = [line for line in lines if _is_sentence(line)]
    if len(words(" ".join(in_sentences))) <= _MOSTLY * len(words(" ".join(lines))):
        raise Unreadable("XML without an article: no text in sentences")
    return Extract("\n".join(lines))


def _lines(element: etree._Element) -> Iterator[str]:
    own = (element.text, *(child.tail for child in element))
    if any(text and text.strip() for text in own):
        yield " ".join("".join(element.itertext(etree.Element)).split())
    else:
        for child in element.iterchildren(etree.Element):
            yield from _lines(child)


def _is_sentence(line: str) -> bool:
    return _ENDS.search(line) is not None and len(words(line)) >= _SENTENCE_WORDS
