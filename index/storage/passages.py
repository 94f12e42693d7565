"""Queries for passages: by id, by span, and their documents and languages."""

import json
from collections.abc import Iterable

from dixit.index.records import Passage, Span
from dixit.index.storage.store import Store

_CHOSEN = "IN (SELECT value FROM json_each(?))"


def passages(store: Store, ids: Iterable[int]) -> dict[int, Passage]:
    """Passages by id; ids that do not exist (any more) are left out.

    Raises:
        IndexDamaged: a checksum does not match.
    """
    by_id: dict[int, Passage] = {}
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
        by_id[passage_id] = Passage(Span(source, start, end), text[start:end], language)
    return by_id


def passages_over(store: Store, span: Span) -> list[int]:
    """Ids, ascending, of the passages that overlap a span."""
    rows = store.database.fetch_all(
        "SELECT passages.id FROM passages JOIN documents ON documents.id = document_id "
        'WHERE source = ? AND start < ? AND "end" > ? ORDER BY passages.id',
        (span.source, span.end, span.start),
    )
    return [row[0] for row in rows]


def sources(store: Store, ids: Iterable[int]) -> list[str]:
    """Names of the documents of some passages, each once, in order of passage id."""
    rows = store.database.fetch_all(
        "SELECT source FROM passages JOIN documents ON documents.id = document_id "
        f"WHERE passages.id {_CHOSEN} ORDER BY passages.id",
        (json.dumps(list(ids)),),
    )
    return list(dict.fromkeys(row[0] for row in rows))


def languages(store: Store) -> list[str]:
    """The languages of the stored passages, as ISO 639-1 codes."""
    # A loose index scan: it jumps from one language to the next, where DISTINCT reads every row.
    rows = store.database.fetch_all(
        "WITH RECURSIVE codes (language) AS (SELECT min(language) FROM passages UNION ALL "
        "SELECT (SELECT min(language) FROM passages WHERE language > codes.language) "
        "FROM codes WHERE language IS NOT NULL) "
        "SELECT language FROM codes WHERE language IS NOT NULL"
    )
    return [row[0] for row in rows]
