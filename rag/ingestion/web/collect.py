"""Addresses to files: fetches pages, files, and what feeds name, and keeps them for indexing."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from dixit.rag.errors import WebError
from dixit.rag.ingestion.readers.extracts import Extract, Unreadable
from dixit.rag.ingestion.readers.media_types import media_type_of
from dixit.rag.ingestion.readers.worker import Limits, Worker
from dixit.rag.ingestion.report import Skip
from dixit.rag.ingestion.web.fetch import Fetched, host_of
from dixit.rag.ingestion.web.robots import Visitor
from dixit.rag.ingestion.web.saved_pages import SavedPages

_MOST_OF_A_FEED = 100
"""Pages of one feed that are fetched at a time."""
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)
_HEAD = 2_000
"""Bytes of a feed within which its root element stands."""


@dataclass(slots=True)
class Collected:
    """The files of the pages that were asked for, and the addresses that gave none."""

    paths: list[Path] = field(default_factory=list)
    skipped: list[Skip] = field(default_factory=list)


def is_address(text: str) -> bool:
    """Whether a text is an address on the web rather than a path."""
    return text.lower().startswith(("http://", "https://"))


def nothing_fetched(skipped: Sequence[Skip]) -> WebError:
    """The error for addresses of which none could be fetched."""
    reasons = "; ".join(f"{skip.path}: {skip.reason}" for skip in skipped)
    return WebError(reasons or "No page has been fetched yet: name an address to index.")


def collect(
    addresses: Sequence[str], folder: Path, limits: Limits, *, refresh: bool = False
) -> Collected:
    """Fetch pages, feeds, and files of the formats that are read, and save them.

    A page that is saved already is not fetched again; a feed always is, for its new pages.

    Args:
        addresses: pages, files and feeds.
        folder: where the pages are kept.
        limits: the time and memory allowed to read a feed.
        refresh: whether to fetch all that is saved once more, too.

    Returns:
        The files to index.

    Raises:
        WebError: the extra `web` is not installed, or an address is none.
    """
    saved, collected = SavedPages(folder), Collected()
    wanted = list(dict.fromkeys([*addresses, *(saved.feeds() if refresh else ())]))
    wanted.extend(url for url in (saved.addresses() if refresh else ()) if url not in wanted)
    visitor = Visitor(frozenset(map(host_of, wanted)))
    with Worker(limits) as worker:
        for url in wanted:
            for page in _pages(url, visitor, saved, worker, collected, refresh=refresh):
                if page not in collected.paths:
                    collected.paths.append(page)
    return collected


def _pages(
    url: str,
    visitor: Visitor,
    saved: SavedPages,
    worker: Worker,
    collected: Collected,
    *,
    refresh: bool,
) -> Iterator[Path]:
    """The files of an address: that of a page, or those of the pages that a feed names."""
    path = saved.path_of(url)
    if path.exists() and not refresh:
        yield path
        return
    try:
        found = visitor.fetch(url)
        if not _FEED.search(found.data[:_HEAD]):
            yield _saved(url, found, saved)
            return
        links = _links(found, worker)
    except (WebError, Unreadable) as error:
        collected.skipped.append(Skip(url, str(error)))
        return
    saved.follow(url)
    for link in links[:_MOST_OF_A_FEED]:
        path = saved.path_of(link)
        try:
            yield path if path.exists() else _saved(link, visitor.fetch(link), saved)
        except WebError as error:
            collected.skipped.append(Skip(link, str(error)))


def _saved(url: str, found: Fetched, saved: SavedPages) -> Path:
    kind = media_type_of(found.kind, found.url)
    if kind is None:
        raise WebError(f"of a kind that is not fetched ({found.kind}): download it and index it")
    return saved.save(url, replace(found, kind=kind))


def _links(feed: Fetched, worker: Worker) -> list[str]:
    """The addresses of the pages that a feed names, in its order."""
    entries = (part for part in worker.read("feed.rss", feed.data) if isinstance(part, Extract))
    return list(dict.fromkeys(entry.url for entry in entries if entry.url))
