"""What the derived indexes are told: passages that came and went, and those a filter lets by."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.database import checksum, damaged
from index.filters import Filter, first_day, last_day
from index.records import Vectors
from index.store import Store

_BATCH = 2048

Ids = npt.NDArray[np.int64]
"""Passage numbers, shape (count,)."""


@dataclass(frozen=True, slots=True)
class PassageText:
    """What the words index keeps of a passage: what it says, and what a filter may ask of it."""

    passage_id: int
    text: str
    language: str = ""
    source: str = ""
    publisher: str | None = None
    published: str | None = None
    speakers: tuple[str, ...] = ()
    """Those whose words share characters with it, each once."""


def removed_since(store: Store, generation: int) -> Ids:
    """Numbers of passages dropped after a generation."""
    rows = store.database.each("SELECT passage_id FROM removed WHERE generation > ?", (generation,))
    return np.fromiter((row[0] for row in rows), dtype=np.int64)


def count_since(store: Store, generation: int) -> int:
    """How many passages were added after a generation, and are there still."""
    counted = "SELECT count(*) FROM passages WHERE generation > ?"
    return int(store.database.all(counted, (generation,))[0][0])


def ids_since(store: Store, generation: int) -> Ids:
    """Numbers of those passages, in order."""
    listed = "SELECT id FROM passages WHERE generation > ? ORDER BY id"
    rows = store.database.each(listed, (generation,))
    return np.fromiter((row[0] for row in rows), dtype=np.int64)


def vectors_since(store: Store, generation: int) -> Iterator[tuple[Ids, Vectors]]:
    """Numbers and vectors of the passages added after a generation, in batches.

    Raises:
        IndexDamaged: a vector has changed since it was stored.
    """
    ids = ids_since(store, generation)
    for start in range(0, len(ids), _BATCH):
        batch = ids[start : start + _BATCH]
        yield batch, vectors_of(store, batch)


def vectors_of(store: Store, ids: Ids) -> Vectors:
    """The vectors of passages, shape (count, dimension), in the order of their numbers.

    Raises:
        IndexDamaged: one is missing, or has changed since it was stored.
    """
    rows = store.database.all(
        "SELECT passage_id, vector, checksum FROM vectors "
        "WHERE passage_id IN (SELECT value FROM json_each(?))",
        (json.dumps(ids.tolist()),),
    )
    blobs = {passage_id: blob for passage_id, blob, stored in rows if checksum(blob) == stored}
    try:
        flat = np.frombuffer(b"".join(blobs[i] for i in ids.tolist()), dtype="<f4")
    except KeyError as error:
        raise damaged(store.database.path, f"the vector of passage {error} has changed") from error
    return flat.reshape(len(ids), -1).astype(np.float32, copy=False)


def texts_since(store: Store, generation: int) -> Iterator[PassageText]:
    """The passages added after a generation, to be indexed by their words.

    Raises:
        IndexDamaged: a text has changed since it was stored.
    """
    for document_id, publisher, published in store.database.all(
        "SELECT id, publisher, published FROM documents WHERE id IN "
        "(SELECT document_id FROM passages WHERE generation > ?) ORDER BY id",
        (generation,),
    ):
        source, text = store.text_of(document_id)
        quoted = store.database.all(
            'SELECT start, "end", speaker FROM quotations WHERE document_id = ?', (document_id,)
        )
        for passage_id, start, end, language in store.database.all(
            'SELECT id, start, "end", language FROM passages '
            "WHERE document_id = ? AND generation > ? ORDER BY id",
            (document_id, generation),
        ):
            here = {who: None for first, last, who in quoted if first < end and start < last}
            yield PassageText(
                passage_id, text[start:end], language, source, publisher, published, tuple(here)
            )


def allowed(store: Store, where: Filter) -> Ids:
    """Numbers of the passages that a filter lets by."""
    clauses = ["TRUE"]
    parameters: dict[str, str | int | None] = {}

    def among(name: str, values: Iterable[str] | None, clause: str) -> None:
        if values is not None:
            parameters[name] = json.dumps(sorted(values))
            clauses.append(clause.format(f"(SELECT value FROM json_each(:{name}))"))

    among("sources", where.sources, "source IN {}")
    among("languages", where.languages, "passages.language IN {}")
    among("publishers", where.publishers, "publisher IN {}")
    among(
        "speakers",
        where.speakers,
        "passages.id IN (SELECT near.id FROM quotations AS said "
        'JOIN passages AS near USING (document_id) WHERE near.start < said."end" '
        'AND said.start < near."end" AND speaker IN {})',
    )
    if where.published_from is not None:
        parameters["since"] = first_day(where.published_from)
        clauses.append("last_day(published) >= :since")
    if where.published_until is not None:
        parameters["until"] = last_day(where.published_until)
        clauses.append("first_day(published) <= :until")
    rows = store.database.each(
        "SELECT passages.id FROM passages JOIN documents ON documents.id = document_id "
        f"WHERE {' AND '.join(clauses)}",
        parameters,
    )
    return np.fromiter((row[0] for row in rows), dtype=np.int64)
