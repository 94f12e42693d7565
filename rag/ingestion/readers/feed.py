"""RSS and Atom feeds, with feedparser: one article per entry, as far as the feed gives it."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from urllib.parse import unquote, urlsplit

import feedparser

from dixit.rag.ingestion.readers.addresses import publisher_of, web_address
from dixit.rag.ingestion.readers.extracts import Extract, Unread, Unreadable
from dixit.rag.ingestion.readers.html_fragment import plain_text
from dixit.rag.ingestion.readers.iso_dates import iso_date, mail_date

_LONGEST_NAME = 100
"""Characters of an entry's name."""


def read(data: bytes) -> Iterator[Extract | Unread]:
    """The entries of a feed, named by the last part of their addresses, or by their numbers.

    Raises:
        Unreadable: the file is no feed, or has no entries.
    """
    # What the feed hides is removed with the same rules as in a page, so nothing before.
    feed = feedparser.parse(BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if not feed.entries:
        raise Unreadable("no feed with entries")
    for number, entry in enumerate(feed.entries, start=1):
        title = " ".join(plain_text(entry.get("title") or "").split())
        text = _text(entry)
        name = _name(entry.get("link") or "") or str(number)
        if not any(character.isalnum() for character in text + title):
            yield Unread(name, "holds no words")
            continue
        url = entry.get("link") or ""
        yield Extract(
            "\n\n".join(part for part in (title, text) if part),
            name=name,
            title=title or None,
            author=_authors(entry),
            publisher=entry.get("publisher") or _source(entry) or publisher_of(url),
            published=_date(entry),
            url=web_address(url),
        )


def _text(entry: Any) -> str:
    """The words of an entry: its content, or its summary where that is longer."""
    contents = [content.get("value") or "" for content in entry.get("content") or ()]
    texts = (plain_text(text).strip() for text in (*contents, entry.get("summary") or ""))
    return max(texts, key=len, default="")


def _authors(entry: Any) -> str | None:
    told = [author.get("name") or "" for author in entry.get("authors") or ()]
    names = dict.fromkeys(" ".join(name.split()) for name in told)
    return ", ".join(name for name in names if name and "@" not in name) or None


def _source(entry: Any) -> str | None:
    """The feed that an entry was taken from by an aggregator."""
    return (entry.get("source") or {}).get("title") or None


def _date(entry: Any) -> str | None:
    for field in ("published", "created", "updated"):
        written = entry.get(field) or ""
        if date := iso_date(written) or mail_date(written):
            return date
    return None


def _name(link: str) -> str:
    """The last part of an address, without its ending."""
    last = unquote(urlsplit(link).path).rstrip("/").rpartition("/")[2].partition(".")[0]
    plain = last.isprintable() and len(last) <= _LONGEST_NAME and last not in ("index", "")
    return last if plain else ""
