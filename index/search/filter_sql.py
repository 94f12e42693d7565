"""Filters as SQL: the ids and documents that match a `Filter`."""

import json

import numpy as np

from dixit.index.filters import Filter, first_day, last_day
from dixit.index.records import DocumentSummary
from dixit.index.search.changes import Ids
from dixit.index.storage.passages import sources
from dixit.index.storage.store import Store


def matching_ids(store: Store, where: Filter) -> Ids:
    """Ids, shape (n,), of the passages that match a filter.

    Args:
        store: the store.
        where: the filter.
    """
    condition, parameters = _document_conditions(where)
    conditions = ["TRUE"]
    if where.languages is not None:
        parameters["languages"] = json.dumps(sorted(where.languages))
        conditions.append("language IN (SELECT value FROM json_each(:languages))")
    if where.speakers is not None:
        parameters["speakers"] = json.dumps(sorted(where.speakers))
        conditions.append(
            "id IN (SELECT p.id FROM quotations AS q "
            'JOIN passages AS p USING (document_id) WHERE p.start < q."end" '
            'AND q.start < p."end" AND speaker IN (SELECT value FROM json_each(:speakers)))'
        )
    if condition != "TRUE":  # Documents are far fewer than passages, so they are filtered first.
        conditions.append(f"document_id IN (SELECT id FROM documents WHERE {condition})")
    rows = store.database.iterate(
        f"SELECT id FROM passages WHERE {' AND '.join(conditions)}", parameters
    )
    return np.fromiter((row[0] for row in rows), dtype=np.int64)


def without_passages(store: Store, where: Filter, k: int) -> list[str]:
    """Names of the first `k` matching documents that have no passages.

    A filter on language or speaker matches none of them, since those are properties of passages.
    """
    if where.languages is not None or where.speakers is not None:
        return []
    condition, parameters = _document_conditions(where)
    rows = store.database.fetch_all(
        f"SELECT source FROM documents WHERE {condition} AND NOT EXISTS "
        "(SELECT 1 FROM passages WHERE document_id = documents.id) ORDER BY source LIMIT :k",
        parameters | {"k": k},
    )
    return [row[0] for row in rows]


def documents(store: Store, where: Filter) -> list[DocumentSummary]:
    """Summaries, sorted by name, of the documents with a passage that matches a filter.

    Of a document without passages, the conditions on documents must match.

    Args:
        store: the store.
        where: the filter.
    """
    every = store.documents()
    if not where:
        return every
    ids = (int(i) for i in matching_ids(store, where))
    matching = {*sources(store, ids), *without_passages(store, where, len(every))}
    return [document for document in every if document.source in matching]


def _document_conditions(where: Filter) -> tuple[str, dict[str, str | int | None]]:
    """The SQL condition that a filter puts on documents, and the values of its parameters."""
    conditions: list[str] = []
    parameters: dict[str, str | int | None] = {}
    for name, column, values in (
        ("sources", "source", where.sources),
        ("publishers", "publisher", where.publishers),
    ):
        if values is not None:
            parameters[name] = json.dumps(sorted(values))
            conditions.append(f"{column} IN (SELECT value FROM json_each(:{name}))")
    if where.published_from is not None:
        parameters["since"] = first_day(where.published_from)
        conditions.append("last_day(published) >= :since")
    if where.published_until is not None:
        parameters["until"] = last_day(where.published_until)
        conditions.append("first_day(published) <= :until")
    return " AND ".join(conditions) or "TRUE", parameters
