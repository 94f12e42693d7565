"""NewsML-G2 and its forerunner NewsML: the items of news agencies, each an article.

The standard is that of the IPTC: https://iptc.org/standards/newsml-g2/. The text of an item is in
NITF, in XHTML or plain.
"""

from collections.abc import Iterator

from lxml import etree

from dixit.rag.ingestion.readers.extracts import Extract, Unread, Unreadable
from dixit.rag.ingestion.readers.iso_dates import iso_date
from dixit.rag.ingestion.readers.nitf import author, lines_of
from dixit.rag.ingestion.readers.xml_trees import text_at, without_namespaces

_WITHDRAWN = ("canceled", "withheld")
_DATES = (
    "contentMeta/contentCreated",
    "itemMeta/firstCreated",
    "itemMeta/versionCreated",
    "NewsManagement/FirstCreated",
    "NewsManagement/ThisRevisionCreated",
    "Identification/NewsIdentifier/DateId",
)
_TITLES = ("contentMeta/headline", "itemMeta/title", ".//NewsLines/HeadLine")
_BYLINES = ("contentMeta/by", "contentMeta/creator/name", ".//NewsLines/ByLine")
_TEXTS = "contentSet/inlineXML | contentSet/inlineData | .//ContentItem/DataContent"


def articles(root: etree._Element) -> Iterator[Extract | Unread]:
    """The articles among some news items; a single one has no name.

    Args:
        root: a message or an item; it is changed.

    Raises:
        Unreadable: no item holds a text.
    """
    without_namespaces(root)
    items = [root] if root.tag == "newsItem" else list(root.iter("newsItem", "NewsItem"))
    texts = [(item, text) for item in items if (text := _text(item))]
    if not texts:
        raise Unreadable("no news item with a text in it")
    for number, (item, text) in enumerate(texts, start=1):
        name = str(number) if len(texts) > 1 else ""
        if (status := _status(item)) in _WITHDRAWN:
            yield Unread(name, f"its publisher marks it as {status}")
        else:
            yield _article(item, text, name)


def _article(item: etree._Element, text: str, name: str) -> Extract:
    title = _first(item, _TITLES)
    if title and title not in text.split("\n")[:3]:
        text = f"{title}\n{text}"
    dates = (iso_date(text_at(item, path) or "") for path in _DATES)
    return Extract(
        text,
        name=name,
        title=title,
        author=author(_first(item, _BYLINES)),
        publisher=_provider(item),
        published=next(filter(None, dates), None),
    )


def _text(item: etree._Element) -> str:
    """The longest text of an item, which may hold several forms of one."""
    texts = ("\n".join(lines_of(part)) for part in item.xpath(_TEXTS))
    return max(texts, key=len, default="")


def _first(item: etree._Element, paths: tuple[str, ...]) -> str | None:
    return next(filter(None, (text_at(item, path) for path in paths)), None)


def _provider(item: etree._Element) -> str | None:
    provider = item.find("itemMeta/provider")
    code = (provider.get("literal") or provider.get("qcode") or "") if provider is not None else ""
    told = text_at(item, "itemMeta/provider/name") or code.rpartition(":")[2]
    party = item.find(".//Provider/Party")
    return told or (party.get("FormalName") if party is not None else None) or None


def _status(item: etree._Element) -> str:
    """Whether an item is usable, withheld or canceled."""
    new, old = item.find("itemMeta/pubStatus"), item.find("NewsManagement/Status")
    told = new.get("qcode") if new is not None else None
    told = told or (old.get("FormalName") if old is not None else None) or ""
    return told.rpartition(":")[2].casefold()
