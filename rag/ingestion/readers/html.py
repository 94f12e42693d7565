"""Web pages: the main article, as trafilatura finds it, and the page's metadata.

The text has one line per block of the article, with the title first. Barbaresi (2021),
"Trafilatura: A Web Scraping Library and Command-Line Tool for Text Discovery and Extraction".
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from lxml import etree, html
from trafilatura import bare_extraction, load_html

from dixit.index.text.tokens import words
from dixit.rag.ingestion.readers.addresses import publisher_of, web_address
from dixit.rag.ingestion.readers.decoding import decode
from dixit.rag.ingestion.readers.extracts import Extract, Unreadable
from dixit.rag.ingestion.readers.hidden import remove_hidden
from dixit.rag.ingestion.readers.inline_marks import write_out
from dixit.rag.ingestion.readers.iso_dates import iso_date
from dixit.rag.ingestion.readers.linked_data import LinkedArticle, linked_article
from dixit.rag.ingestion.readers.short_page import short_article
from dixit.rag.parsing.layout import Layout
from dixit.rag.parsing.metadata import Fact, metadata_in

_BLANKS = re.compile(r"[ \t\r\n\f]+")
_SILENT = ("script", "style", "noscript", "template", "iframe", "svg")
_SHORTEST_TITLE = 2
_ALIKE = 0.5
"""A heading that shares more than this part of its words with the described title is the title."""
_SHORT_ARTICLE = 1000
"""An article of fewer characters may be too short for trafilatura."""
_MOST_OF_A_BLOCK = 0.7
"""A block is several blocks run together if shown lines make up more than this share of it."""
_LONGEST_ROW = 300
"""Characters; a longer table row is treated as page layout."""
_LONGER = 2
"""Ratio of the words of the JSON-LD body to those of the page from which that body is used."""
_ROWS = frozenset(("row", "tr"))
_CELLS = frozenset("cell td th".split())
_INLINE = _CELLS | frozenset(  # Elements of trafilatura's tree and of HTML.
    (
        "hi ref del span a abbr acronym b bdi bdo big cite code data dfn em font i ins kbd label "
        "mark q quoted s samp small strike strong sub sup time tt u var wbr"
    ).split()
)
_DATED = (
    "//meta[@property='article:published_time' or @property='og:article:published_time' "
    "or @itemprop='datePublished' or @name='datePublished' or @name='article:published_time' "
    "or @name='pubdate' or @name='publish-date' or @name='parsely-pub-date' "
    "or translate(@name, 'DCTERMS', 'dcterms')='dc.date' "
    "or translate(@name, 'DCTERMS', 'dcterms')='dc.date.issued' "
    "or translate(@name, 'DCTERMS', 'dcterms')='dcterms.issued']/@content",
    "//time[@itemprop='datePublished' or @pubdate]/@datetime",
)
_DECLARED = re.compile(
    rb"<(?:meta\b[^>]*?charset|\?xml\b[^>]*?encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE
)
_DECLARED_WITHIN = 4096
"""Bytes at the head of a page that may name its encoding."""
_LINKED_DATA = re.compile(r'"datePublished"\s*:\s*"([^"]{4,40})"')


def read(data: bytes) -> Iterator[Extract]:
    """The main article of a page.

    Raises:
        Unreadable: the page has no article.
    """
    yield article(data)


def page_text(data: bytes, declared: str | None = None) -> str:
    """The source of a page.

    Args:
        data: its bytes.
        declared: the encoding that its envelope names, which comes before what it says itself.

    Raises:
        Unreadable: the bytes are not text.
    """
    own = _DECLARED.search(data[:_DECLARED_WITHIN])
    return decode(data, declared or (own[1].decode("ascii", "replace") if own else None))


def parsed(page: str) -> etree._Element:
    """The elements of a page, whatever encoding it names.

    Raises:
        lxml.etree.LxmlError: it holds none.
    """
    parser = html.HTMLParser(encoding="utf-8")
    return html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)


def article(data: bytes, declared: str | None = None, address: str | None = None) -> Extract:
    """The main article of a page.

    Args:
        data: the bytes of the page.
        declared: the encoding that its envelope names.
        address: where the page comes from, if its envelope says so.

    Raises:
        Unreadable: the page has no article.
    """
    tree = load_html(page_text(data, declared))
    if tree is None:
        raise Unreadable("no page in HTML")
    linked = linked_article(tree)
    published = _published(tree, linked)
    remove_hidden(tree)
    write_out(tree)
    shown = _shown(tree)
    whole = deepcopy(tree)  # trafilatura removes elements in place.
    metadata = metadata_in(Layout("\n".join(shown)), (tree.get("lang") or "")[:2])
    extraction: Any = bare_extraction(
        tree,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={"max_date": "2100-01-01"},  # The default depends on today's date.
    )
    blocks = (
        [] if extraction is None or extraction.body is None else list(blocks_of(extraction.body))
    )
    if _is_run_together(blocks, shown):
        blocks = list(blocks_of(short_article(whole))) or blocks
    if _is_in_json_only(blocks, linked.body):
        blocks = linked.body.split("\n")
    if not blocks:
        raise Unreadable("no article is found in the page")
    url = web_address(address or "") or web_address(getattr(extraction, "url", None) or "")
    title = _headline(tree, _one_line(getattr(extraction, "title", "") or linked.headline)) or None
    if title and title not in blocks[:3]:
        blocks.insert(0, title)
    return Extract(
        "\n".join(blocks),
        title=title,
        author=(getattr(extraction, "author", "") or linked.author).replace("; ", ", ")
        or _value(metadata.author),
        publisher=_site(getattr(extraction, "sitename", "") or "", blocks)
        or linked.publisher
        or _value(metadata.publisher)
        or publisher_of(url or ""),
        published=published or _value(metadata.published),
        url=url,
    )


def _site(name: str, blocks: list[str]) -> str:
    """The name of a site; none where a part of the headline was taken for it."""
    return "" if name in blocks[:3] else name


def _is_run_together(blocks: list[str], shown: list[str]) -> bool:
    """Whether the page was too short for trafilatura, which then returns it all as one block."""
    longest = max(blocks, key=len, default="")
    if len(longest) > _SHORT_ARTICLE or len(longest) * 2 < sum(map(len, blocks)):
        return False
    run, lines = _no_blanks(longest), map(_no_blanks, shown)
    within = [line for line in lines if line != run and line in run]
    return len(within) > 1 and sum(map(len, within)) > len(run) * _MOST_OF_A_BLOCK


def _no_blanks(text: str) -> str:
    return "".join(text.split())


def blocks_of(tree: etree._Element) -> Iterator[str]:
    """The text of each block of an element, in order; a table row is one block."""
    pieces: list[str] = []
    rows = 0  # Open table rows; everything inside a row goes on its line.
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if not isinstance(element.tag, str):
            continue
        is_row = element.tag in _ROWS and _is_line(element)
        rows -= is_row and event == "end"
        if rows:
            pieces.append("" if element.tag in _INLINE else " ")
        elif element.tag not in _INLINE:
            if block := _one_line("".join(pieces)):
                yield block
            pieces.clear()
        rows += is_row and event == "start"
        if event == "start":
            pieces.append(element.text or "")
        else:
            pieces.append(" " if element.tag in _CELLS else "")
            pieces.append(element.tail or "")
    if block := _one_line("".join(pieces)):
        yield block


def _shown(tree: etree._Element) -> list[str]:
    """The text of each block of a page, as a reader sees it."""
    body = deepcopy(tree.find("body") if tree.find("body") is not None else tree)
    etree.strip_elements(body, *_SILENT, with_tail=False)
    return list(blocks_of(body))


def _value(fact: Fact | None) -> str | None:
    return fact.value if fact else None


def _headline(tree: etree._Element, described: str) -> str:
    """The heading shown above the article; the title in the page's metadata if there is none."""
    headings = [_one_line("".join(h1.itertext())) for h1 in tree.iter("h1")]
    title_words = set(words(described))

    def likeness(heading: str) -> float:
        heading_words = set(words(heading))
        return len(heading_words & title_words) / max(1, len(heading_words | title_words))

    best = max(headings, key=likeness, default="")
    alone = len(headings) == 1 and len(words(best)) > _SHORTEST_TITLE
    return best if alone or likeness(best) > _ALIKE else described


def _is_in_json_only(blocks: list[str], body: str) -> bool:
    """Whether the article is only in the JSON-LD, from where trafilatura may have taken it."""
    run = _no_blanks(body)
    if any(run == _no_blanks(block) for block in blocks):
        return bool(run)
    return _word_count([body]) > _LONGER * _word_count(blocks)


def _word_count(lines: list[str]) -> int:
    return sum(len(words(line)) for line in lines)


def _published(tree: etree._Element, linked: LinkedArticle) -> str | None:
    """The publication date in the page's metadata, to the minute at most."""
    dates: list[str] = [date for path in _DATED for date in tree.xpath(path)]
    dates.append(linked.published or "")
    for script in tree.iter("script"):
        dates.extend(_LINKED_DATA.findall(script.text or ""))
    for date in dates:
        if parsed := iso_date(date):
            return parsed
    return None


def _is_line(row: etree._Element) -> bool:
    """Whether a table row is data, rather than page layout made with a table."""
    if next(row.iterdescendants(*_ROWS), None) is not None:
        return False
    return len("".join(row.itertext())) <= _LONGEST_ROW


def _one_line(text: str) -> str:
    return _BLANKS.sub(" ", text).strip(" ")
