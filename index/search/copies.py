"""Documents with the same text, or a good part of it, under several names."""

import json
from collections.abc import Iterable

from dixit.index.search.reader import Reader
from dixit.index.storage.store import Store

_FEWEST = 4
"""Fingerprints that two texts share at least: those of one or two long sentences."""


class Copies:
    """Finds copies in an index; one of its parts, see `SearchIndex.copies`."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def of(self, source: str, share: float) -> list[str]:
        """Names of the documents that are copies of one; see `copies_of`."""
        with self._reader.snapshot() as (store, _):
            return copies_of(store, source, share)

    def groups(self, share: float) -> list[list[str]]:
        """All groups of copies, each sorted by name; see `groups_in`."""
        with self._reader.snapshot() as (store, _):
            return groups_in(store, share)


def copies_of(store: Store, source: str, share: float) -> list[str]:
    """Names of the documents that are copies of one.

    Args:
        store: the store.
        source: the document.
        share: how much of the shorter text the two must share, 0 to 1.

    Returns:
        First those with the very same text, then those that share the most; without `source`.

    Raises:
        SourceUnknown: no document has that name.
    """
    store.check_sources([source])
    rows = store.database.fetch_all(
        "WITH own AS (SELECT id, text_hash FROM documents WHERE source = :source), "
        "size AS (SELECT count(*) AS hashes FROM fingerprints, own WHERE document_id = own.id), "
        "near AS (SELECT other.document_id AS id, count(*) AS shared FROM own "
        "JOIN fingerprints AS mine ON mine.document_id = own.id "
        "JOIN fingerprints AS other ON other.hash = mine.hash AND other.document_id != own.id "
        "GROUP BY other.document_id HAVING shared >= :fewest) "
        "SELECT source, 1.0 AS likeness, TRUE AS same FROM documents, own "
        "WHERE documents.text_hash = own.text_hash AND documents.id != own.id "
        "UNION ALL SELECT source, CAST(shared AS REAL) / min(hashes, "
        "(SELECT count(*) FROM fingerprints WHERE document_id = near.id)) AS likeness, FALSE "
        "FROM near JOIN documents ON documents.id = near.id, own, size "
        "WHERE documents.text_hash != own.text_hash AND likeness >= :share "
        "ORDER BY same DESC, likeness DESC, source",
        {"source": source, "fewest": _FEWEST, "share": share},
    )
    return [row[0] for row in rows]


def groups_in(store: Store, share: float) -> list[list[str]]:
    """All groups of copies, each sorted by name, in order of their first name.

    A document belongs to the group of each of its copies, so two documents of one group may share
    less than `share` with each other.
    """
    parents: dict[str, str] = {}

    def head(source: str) -> str:
        while parents.setdefault(source, source) != source:
            parents[source] = source = parents[parents[source]]
        return source

    for one, other in _pairs(store, share):
        first, second = sorted((head(one), head(other)))
        parents[second] = first
    found: dict[str, list[str]] = {}
    for source in sorted(parents):
        found.setdefault(head(source), []).append(source)
    return list(found.values())


def _pairs(store: Store, share: float) -> Iterable[tuple[str, str]]:
    """Pairs of copies. Of documents with the very same text, only the first is compared further."""
    firsts: dict[int, str] = {}
    by_text: dict[str, str] = {}
    for document_id, source, text_hash in store.database.fetch_all(
        "SELECT id, source, text_hash FROM documents ORDER BY source"
    ):
        first = by_text.setdefault(text_hash, source)
        if first == source:
            firsts[document_id] = source
        else:
            yield first, source
    rows = store.database.fetch_all(
        "WITH first AS (SELECT value AS id FROM json_each(:firsts)), "
        "held AS (SELECT hash, document_id AS id FROM fingerprints "
        "WHERE document_id IN (SELECT id FROM first)), "
        "size AS (SELECT id, count(*) AS hashes FROM held GROUP BY id), "
        "pair AS (SELECT one.id AS one, other.id AS other, count(*) AS shared FROM held AS one "
        "JOIN held AS other ON other.hash = one.hash AND other.id > one.id "
        "GROUP BY one.id, other.id HAVING shared >= :fewest) "
        "SELECT one, other FROM pair JOIN size AS a ON a.id = one JOIN size AS b ON b.id = other "
        "WHERE shared >= :share * min(a.hashes, b.hashes) ORDER BY one, other",
        {"firsts": json.dumps(sorted(firsts)), "fewest": _FEWEST, "share": share},
    )
    for one, other in rows:
        yield firsts[one], firsts[other]
