"""Queries for quotations over all documents."""

import json
from collections.abc import Sequence

from dixit.index.records import Quotation
from dixit.index.storage.store import Store


def speakers(store: Store) -> dict[str, int]:
    """Number of quotations by speaker, sorted by name; unnamed speakers are left out."""
    return dict(
        store.database.fetch_all(
            "SELECT speaker, count(*) FROM quotations WHERE speaker <> '' "
            "GROUP BY speaker ORDER BY 1"
        )
    )


def quotations(
    store: Store, sources: Sequence[str] | None = None, speakers: Sequence[str] | None = None
) -> list[Quotation]:
    """Quotations, sorted by document and offset.

    Args:
        store: the store.
        sources: names of documents; None means all.
        speakers: names of speakers, exactly as stored; None means all.

    Raises:
        IndexDamaged: a checksum does not match.
    """
    documents = store.database.fetch_all(
        "SELECT id, source FROM documents WHERE (:sources IS NULL "
        "OR source IN (SELECT value FROM json_each(:sources))) AND id IN "
        "(SELECT document_id FROM quotations WHERE :speakers IS NULL "
        "OR speaker IN (SELECT value FROM json_each(:speakers))) ORDER BY source",
        {"sources": _json_or_none(sources), "speakers": _json_or_none(speakers)},
    )
    names = None if speakers is None else set(speakers)
    return [
        quotation
        for document_id, source in documents
        for quotation in store.quotations_of(document_id, source, store.text_of(document_id)[1])
        if names is None or quotation.speaker in names
    ]


def _json_or_none(names: Sequence[str] | None) -> str | None:
    return None if names is None else json.dumps(list(names))
