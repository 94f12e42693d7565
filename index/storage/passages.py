"""Passages by number and by place."""

import json
from collections.abc import Iterable

from dixit.index.records import Passage, Span
from dixit.index.storage.store import Store

_CHOSEN = "IN (SELECT value FROM json_each(?))"


def passages(store: Store, ids: Iterable[int]) -> dict[int, Passage]:
    """The passages of those numbers, less any that are no longer there.

    Raises:
        IndexDamaged: one has changed since it was stored.
    """
    found: dict[int, Passage] = {}
    texts: dict[int, tuple[str, str]] = {}
    for passage_id, *columns, checksum in store.database.fetch_all(
        'SELECT id, document_id, start, "end", language, generation, checksum '
        f"FROM passages WHERE id {_CHOSEN}",
        (json.dumps(list(ids)),),
    ):
        store.check(columns, checksum, f"passage {passage_id}")
        document_id, start, end, language, _ = columns
        if document_id not in texts:
            texts[document_id] = store.text_of(document_id)
        source, text = texts[document_id]
        found[passage_id] = Passage(Span(source, start, end), text[start:end], language)
    return found


def passages_over(store: Store, span: Span) -> list[int]:
    """Numbers of the passages that share characters with a span."""
    rows = store.database.fetch_all(
        "SELECT passages.id FROM passages JOIN documents ON documents.id = document_id "
        'WHERE source = ? AND start < ? AND "end" > ? ORDER BY passages.id',
        (span.source, span.end, span.start),
    )
    return [row[0] for row in rows]


def sources(store: Store, ids: Iterable[int]) -> list[str]:
    """The names of the documents that passages are of, each once, in order of their numbers."""
    rows = store.database.fetch_all(
        "SELECT source FROM passages JOIN documents ON documents.id = document_id "
        f"WHERE passages.id {_CHOSEN} ORDER BY passages.id",
        (json.dumps(list(ids)),),
    )
    return list(dict.fromkeys(row[0] for row in rows))


def languages(store: Store) -> list[str]:
    """The languages of the stored passages."""
    # Leaps through the index from one language to the next, where DISTINCT reads all of it.
    rows = store.database.fetch_all(
        "WITH RECURSIVE spoken (language) AS (SELECT min(language) FROM passages UNION ALL "
        "SELECT (SELECT min(language) FROM passages WHERE language > spoken.language) "
        "FROM spoken WHERE language IS NOT NULL) "
        "SELECT language FROM spoken WHERE language IS NOT NULL"
    )
    return [row[0] for row in rows]
