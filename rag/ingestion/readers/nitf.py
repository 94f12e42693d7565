"""NITF, the News Industry Text Format of agencies: its headlines, byline and paragraphs.

The standard is that of the IPTC: https://iptc.org/standards/nitf/.
"""

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from dixit.rag.ingestion.readers.extracts import Extract, Unreadable
from dixit.rag.ingestion.readers.html import blocks_of
from dixit.rag.ingestion.readers.inline_marks import write_out
from dixit.rag.ingestion.readers.iso_dates import iso_date
from dixit.rag.ingestion.readers.xml_trees import text_at, without_namespaces

_BLOCKS = frozenset(
    (
        "abstract bibliography block body body.content body.end body.head bq byline bytag byttl "
        "caption credit dateline dd distributor dl dt fn h1 h2 h3 h4 hedline hl1 hl2 hr li media "
        "media-caption media-producer note ol p pre table tagline tbody td tfoot th thead tr ul"
    ).split()
)
"""Elements that stand on lines of their own; all others are within a line."""
_SILENT = (
    "media-metadata media-reference media-object media-producer rights pubdata dateline/story.date"
).split()
_DATES = ("date.issue", "date.release")


def article(root: etree._Element) -> Extract:
    """An article, with its headline, author, agency and date.

    Args:
        root: the element `nitf`; it is changed.

    Raises:
        Unreadable: it has no text.
    """
    without_namespaces(root)
    dates = (root.find(f".//docdata/{name}") for name in _DATES)
    published = (iso_date(date.get("norm") or "") for date in dates if date is not None)
    owner = root.find(".//docdata/doc.copyright")
    about = Extract(
        "",
        title=text_at(root, ".//hedline/hl1") or text_at(root, "head/title"),
        author=author(text_at(root, ".//byline/person") or text_at(root, ".//byline")),
        publisher=text_at(root, ".//distributor")
        or (owner.get("holder") if owner is not None else None),
        published=next(filter(None, published), None),
    )
    lines = list(lines_of(root))  # Names the elements anew, so the facts come first.
    if not lines:
        raise Unreadable("no text in the article")
    return replace(about, text="\n".join(lines))


def author(byline: str | None) -> str | None:
    """The name in a byline: "By Marie Delcourt" is Marie Delcourt's."""
    words = (byline or "").split()
    if words and words[0].casefold().rstrip(":") in ("by", "par"):
        del words[0]
    return " ".join(words) or None


def lines_of(root: etree._Element) -> Iterator[str]:
    """The lines of an article: those of its head, its content and its end.

    Args:
        root: an element without namespaces; it is changed.
    """
    etree.strip_elements(root, *_SILENT, with_tail=False)
    body = root.find(".//body")
    part = root if body is None else body
    write_out(part)
    for element in part.iter(etree.Element):
        if element.tag not in _BLOCKS and element is not part:
            element.tag = "span"
    yield from blocks_of(part)
