"""What the derived indexes are told: passages that came and went, and those a filter lets by."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dixit.index.filters import Filter, first_day, last_day
from dixit.index.records import Document, Quotation, Span, Vectors
from dixit.index.storage.checksum import checksum
from dixit.index.storage.rows import document_from
from dixit.index.storage.sqlite_errors import damage_error
from dixit.index.storage.store import Store
from dixit.index.text.tokens import words

_BATCH = 2048

Ids = npt.NDArray[np.int64]
"""Passage numbers, shape (count,)."""


@dataclass(frozen=True, slots=True)
class PassageText:
    """What the words index keeps of a passage: what it says, and what a filter may ask of it."""

    passage_id: int
    text: str
    """With its document's title before it."""
    language: str = ""
    source: str = ""
    publisher: str | None = None
    published: str | None = None
    speakers: tuple[str, ...] = ()
    """Those whose words share characters with it, each once."""
    document_words: tuple[str, ...] = ()
    """Of a document's first passage: each word that stands anywhere in the document, searched or
    not, and in what is known of it; folded, see `tokens.words`."""


def removed_since(store: Store, generation: int) -> Ids:
    """Numbers of passages dropped after a generation."""
    rows = store.database.iterate(
        "SELECT passage_id FROM removed WHERE generation > ?", (generation,)
    )
    return np.fromiter((row[0] for row in rows), dtype=np.int64)


def count_since(store: Store, generation: int) -> int:
    """How many passages were added after a generation, and are there still."""
    counted = "SELECT count(*) FROM passages WHERE generation > ?"
    return int(store.database.fetch_all(counted, (generation,))[0][0])


def ids_since(store: Store, generation: int) -> Ids:
    """Numbers of those passages, in order."""
    listed = "SELECT id FROM passages WHERE generation > ? ORDER BY id"
    rows = store.database.iterate(listed, (generation,))
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
    rows = store.database.fetch_all(
        "SELECT passage_id, vector, checksum FROM vectors "
        "WHERE passage_id IN (SELECT value FROM json_each(?))",
        (json.dumps(ids.tolist()),),
    )
    blobs = {passage_id: blob for passage_id, blob, stored in rows if checksum(blob) == stored}
    try:
        flat = np.frombuffer(b"".join(blobs[i] for i in ids.tolist()), dtype="<f4")
    except KeyError as error:
        raise damage_error(
            store.database.path, f"the vector of passage {error} has changed"
        ) from error
    return flat.reshape(len(ids), -1).astype(np.float32, copy=False)


def cosines(store: Store, vector: Vectors, ids: Iterable[int]) -> dict[int, float]:
    """The cosines of passages with a unit vector, by number; of those that are there.

    Raises:
        IndexDamaged: a vector has changed since it was stored.
    """
    chosen = "SELECT id FROM passages WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"
    there = [row[0] for row in store.database.fetch_all(chosen, (json.dumps(list(ids)),))]
    if not there:
        return {}
    found = vectors_of(store, np.array(there, dtype=np.int64)) @ vector
    return dict(zip(there, found.tolist(), strict=True))


def texts_since(store: Store, generation: int) -> Iterator[PassageText]:
    """The passages added after a generation, to be indexed by their words.

    Raises:
        IndexDamaged: a text has changed since it was stored.
    """
    for (document_id,) in store.database.fetch_all(
        "SELECT DISTINCT document_id FROM passages WHERE generation > ? ORDER BY 1", (generation,)
    ):
        row, text = store.row_and_text(document_id)
        document = document_from(row, text)
        quoted = store.quotations_of(document_id, document.source, text)
        # Its passages came in one transaction, so that all are new where one is.
        told = document_words(document, quoted)
        for passage_id, *columns, stored in store.database.fetch_all(
            'SELECT id, document_id, start, "end", language, generation, checksum FROM passages '
            "WHERE document_id = ? AND generation > ? ORDER BY id",
            (document_id, generation),
        ):
            store.check(columns, stored, f"passage {passage_id}")
            _, start, end, language, _ = columns
            span = Span(document.source, start, end)
            here = {q.speaker: None for q in quoted if q.speaker and q.span.overlaps(span)}
            yield PassageText(
                passage_id,
                with_title(text[start:end], document.title),
                language,
                document.source,
                document.publisher,
                document.published,
                tuple(here),
                told,
            )
            told = ()


def document_words(document: Document, quoted: Iterable[Quotation]) -> tuple[str, ...]:
    """Each word of a document, its text whole, and of what is known of it, once and folded."""
    known = (document.title, document.author, document.publisher, document.source)
    speakers = (said.speaker for said in quoted)
    return tuple(dict.fromkeys(words("\n".join(filter(None, (*known, *speakers, document.text))))))


def with_title(text: str, title: str | None) -> str:
    """A passage's words with its document's title before them, unless they hold it.

    What a passage speaks of is often named in the title alone: on nDCG@10 of words and vectors
    together it is worth .04 for English questions over French (PIAF), .03 for French ones, and
    nothing for English over English (XQuAD, which has few titles that tell texts apart).
    """
    return f"{title}\n{text}" if title and title not in text else text


def allowed(store: Store, where: Filter) -> Ids:
    """Numbers of the passages that a filter lets by."""
    chosen, parameters = _documents(where)
    passages = ["TRUE"]
    if where.languages is not None:
        parameters["languages"] = json.dumps(sorted(where.languages))
        passages.append("language IN (SELECT value FROM json_each(:languages))")
    if where.speakers is not None:
        parameters["speakers"] = json.dumps(sorted(where.speakers))
        passages.append(
            "id IN (SELECT near.id FROM quotations AS said "
            'JOIN passages AS near USING (document_id) WHERE near.start < said."end" '
            'AND said.start < near."end" AND speaker IN (SELECT value FROM json_each(:speakers)))'
        )
    if chosen != "TRUE":  # Far fewer than passages: they are chosen first.
        passages.append(f"document_id IN (SELECT id FROM documents WHERE {chosen})")
    rows = store.database.iterate(
        f"SELECT id FROM passages WHERE {' AND '.join(passages)}", parameters
    )
    return np.fromiter((row[0] for row in rows), dtype=np.int64)


def without_passages(store: Store, where: Filter, k: int) -> list[str]:
    """Names of the first `k` documents, among those let by, of which nothing is searched.

    A passage that they lack can have neither the language nor the speaker asked for.
    """
    if where.languages is not None or where.speakers is not None:
        return []
    chosen, parameters = _documents(where)
    rows = store.database.fetch_all(
        f"SELECT source FROM documents WHERE {chosen} AND NOT EXISTS "
        "(SELECT 1 FROM passages WHERE document_id = documents.id) ORDER BY source LIMIT :k",
        parameters | {"k": k},
    )
    return [row[0] for row in rows]


def _documents(where: Filter) -> tuple[str, dict[str, str | int | None]]:
    """A filter's conditions on documents, and what they are filled with."""
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
