"""The truth, in SQLite: documents, passages with their vectors, quotations, the manifest.

One transaction a document. Every change moves the generation on by one; rows carry the
generation that added them and removed passages leave their number behind, so that what is
derived from here can be caught up by replay. `FORMAT.md` tells the bytes.
"""

import json
import sqlite3
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.errors import IndexBusy, IndexDamaged, SchemaMismatch
from index.records import (
    Document,
    IndexedDocument,
    Passage,
    Quotation,
    Span,
    StoredDocument,
    Vectors,
)
from index.rows import document_from, document_row, quotation_from, quotation_row, text_hash
from index.schema import CHECKS, MIGRATIONS

_WAIT_S = 30.0
_BATCH = 2048


class Store:
    """One SQLite connection; the caller sees to it that one thread at a time uses it."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    @classmethod
    def open(cls, path: Path) -> "Store":
        """Open or create the database, and bring its schema up to date.

        Raises:
            SchemaMismatch: a newer version made it.
            IndexDamaged: the file is not a readable database.
            IndexBusy: another process holds it for longer than we wait.
        """
        with _clear_errors(path):
            connection = sqlite3.connect(
                path, timeout=_WAIT_S, isolation_level=None, check_same_thread=False
            )
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA foreign_keys = ON")
            store = cls(connection, path)
            store._migrate()
            return store

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of the statements inside, or none; the generation moves on by one."""
        with _clear_errors(self._path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute(
                    "UPDATE manifest SET value = value + 1 WHERE key = 'generation'"
                )
                self._connection.execute("COMMIT")
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise

    def manifest(self) -> dict[str, str]:
        """Every entry of the manifest."""
        return dict(self._all("SELECT key, value FROM manifest"))

    def set_manifest(self, entries: dict[str, str]) -> None:
        """Write entries; inside a transaction."""
        self._connection.executemany(
            "INSERT INTO manifest VALUES (?, ?) "
            "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            entries.items(),
        )

    def generation(self) -> int:
        """How many changes the store has seen."""
        return int(self.manifest()["generation"])

    def put(self, entry: IndexedDocument) -> None:
        """Add a document with all that belongs to it, in place of one of the same name."""
        document = entry.document
        self.remove(document.source)
        generation = self.generation() + 1
        cursor = self._connection.execute(
            "INSERT INTO documents (source, text, text_hash, content_hash, language, title, "
            "published, publisher, author, page_starts, origin, recipe) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *document_row(document),
                entry.origin,
                entry.recipe,
            ),
        )
        document_id = cursor.lastrowid
        self._connection.executemany(
            'INSERT INTO passages (document_id, start, "end", language, vector, generation) '
            "VALUES (?, ?, ?, ?, ?, ?)",
            (
                (document_id, p.span.start, p.span.end, p.language, row.tobytes(), generation)
                for p, row in zip(entry.passages, entry.vectors, strict=True)
            ),
        )
        self._connection.executemany(
            'INSERT INTO quotations (document_id, start, "end", speaker, role, cue, direct, '
            "speaker_start, speaker_end, role_start, role_end, cue_start, cue_end) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            ((document_id, *quotation_row(q)) for q in entry.quotations),
        )

    def remove(self, source: str) -> bool:
        """Drop a document with all that belongs to it; whether there was one."""
        self._connection.execute(
            "INSERT INTO removed SELECT passages.id, ? FROM passages "
            "JOIN documents ON documents.id = document_id WHERE source = ?",
            (self.generation() + 1, source),
        )
        cursor = self._connection.execute("DELETE FROM documents WHERE source = ?", (source,))
        return cursor.rowcount > 0

    def document(self, source: str) -> Document | None:
        """The document of that name, whole."""
        rows = self._all(
            "SELECT source, text, content_hash, language, title, published, publisher, author, "
            "page_starts FROM documents WHERE source = ?",
            (source,),
        )
        if not rows:
            return None
        return document_from(rows[0])

    def documents(self) -> list[StoredDocument]:
        """A listing of all documents, by name."""
        rows = self._all(
            "SELECT source, content_hash, language, title, published, origin, recipe, "
            "length(text), "
            "(SELECT count(*) FROM passages WHERE document_id = documents.id), "
            "(SELECT count(*) FROM quotations WHERE document_id = documents.id) "
            "FROM documents ORDER BY source"
        )
        return [StoredDocument(*row) for row in rows]

    def languages(self) -> list[str]:
        """The languages of the stored passages."""
        return [row[0] for row in self._all("SELECT DISTINCT language FROM passages ORDER BY 1")]

    def passages(self, ids: Sequence[int]) -> dict[int, Passage]:
        """The passages of those numbers, less any that are no longer there."""
        found: dict[int, Passage] = {}
        texts: dict[int, str] = {}
        for passage_id in ids:
            rows = self._all(
                'SELECT source, start, "end", passages.language, document_id FROM passages '
                "JOIN documents ON documents.id = document_id WHERE passages.id = ?",
                (passage_id,),
            )
            for source, start, end, language, document_id in rows:
                if document_id not in texts:
                    texts[document_id] = self._text(document_id)
                text = texts[document_id][start:end]
                found[passage_id] = Passage(Span(source, start, end), text, language)
        return found

    def languages_of(self, ids: Sequence[int]) -> dict[int, str]:
        """The languages of passages, by number."""
        chosen = "SELECT id, language FROM passages WHERE id IN (SELECT value FROM json_each(?))"
        return dict(self._all(chosen, (json.dumps(list(ids)),)))

    def passages_over(self, span: Span) -> list[int]:
        """Numbers of the passages that share characters with a span."""
        rows = self._all(
            "SELECT passages.id FROM passages JOIN documents ON documents.id = document_id "
            'WHERE source = ? AND start < ? AND "end" > ? ORDER BY passages.id',
            (span.source, span.end, span.start),
        )
        return [row[0] for row in rows]

    def quotations(self, source: str | None = None) -> list[Quotation]:
        """Who said what, in order of document and place; of one document where it is named."""
        rows = self._all(
            'SELECT source, text, start, "end", speaker, role, cue, direct, speaker_start, '
            "speaker_end, role_start, role_end, cue_start, cue_end FROM quotations "
            "JOIN documents ON documents.id = document_id "
            "WHERE ? IS NULL OR source = ? ORDER BY source, start, quotations.id",
            (source, source),
        )
        return [quotation_from(row) for row in rows]

    def removed_since(self, generation: int) -> npt.NDArray[np.int64]:
        """Numbers of passages dropped after a generation."""
        rows = self._all("SELECT passage_id FROM removed WHERE generation > ?", (generation,))
        return np.array([row[0] for row in rows], dtype=np.int64)

    def vectors_since(self, generation: int) -> Iterator[tuple[npt.NDArray[np.int64], Vectors]]:
        """Passage numbers and their vectors added after a generation, in batches."""
        cursor = self._connection.execute(
            "SELECT id, vector FROM passages WHERE generation > ? ORDER BY id", (generation,)
        )
        while rows := cursor.fetchmany(_BATCH):
            ids = np.array([row[0] for row in rows], dtype=np.int64)
            flat = np.frombuffer(b"".join(row[1] for row in rows), dtype="<f4")
            yield ids, flat.reshape(len(rows), -1).astype(np.float32)

    def texts_since(self, generation: int) -> Iterator[tuple[int, str, str]]:
        """Number, text and language of the passages added after a generation."""
        for (document_id,) in self._all(
            "SELECT DISTINCT document_id FROM passages WHERE generation > ?", (generation,)
        ):
            text = self._text(document_id)
            for passage_id, start, end, language in self._all(
                'SELECT id, start, "end", language FROM passages '
                "WHERE document_id = ? AND generation > ? ORDER BY id",
                (document_id, generation),
            ):
                yield passage_id, text[start:end], language

    def untouched_since(self, generation: int) -> list[str]:
        """Names of the documents whose passages are no newer than a generation."""
        rows = self._all(
            "SELECT DISTINCT source FROM passages JOIN documents ON documents.id = document_id "
            "WHERE generation <= ? ORDER BY source",
            (generation,),
        )
        return [row[0] for row in rows]

    def problems(self) -> list[str]:
        """What is wrong with the stored truth, one sentence each."""
        checks = (*self._all("PRAGMA integrity_check"), *self._all("PRAGMA foreign_key_check"))
        found = [f"{self._path}: {row[0]}" for row in checks if row[0] != "ok"]
        for source, text, digest in self._connection.execute(
            "SELECT source, text, text_hash FROM documents ORDER BY source"
        ):
            if text_hash(text) != digest:
                found.append(f"{source}: the stored text has changed; index the file again")
        for statement, told in CHECKS:
            found.extend(told.format(*row) for row in self._all(statement))
        return found

    def _text(self, document_id: int) -> str:
        return str(self._all("SELECT text FROM documents WHERE id = ?", (document_id,))[0][0])

    def _migrate(self) -> None:
        version = self._all("PRAGMA user_version")[0][0]
        if version > len(MIGRATIONS):
            raise SchemaMismatch(
                f"The index in {self._path.parent} has schema {version} and this Dixit knows "
                f"{len(MIGRATIONS)}: upgrade Dixit, or use another --index."
            )
        for number, migration in enumerate(MIGRATIONS[version:], start=version + 1):
            self._connection.execute("BEGIN IMMEDIATE")
            if self._all("PRAGMA user_version")[0][0] < number:
                for statement in migration:
                    self._connection.execute(statement)
                self._connection.execute(
                    "INSERT OR IGNORE INTO manifest VALUES ('index_id', ?)", (uuid.uuid4().hex,)
                )
                self._connection.execute(f"PRAGMA user_version = {number}")
            self._connection.execute("COMMIT")

    def _all(self, statement: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        with _clear_errors(self._path):
            return self._connection.execute(statement, parameters).fetchall()


@contextmanager
def _clear_errors(path: Path) -> Iterator[None]:
    """SQLite's errors as one sentence each."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            raise IndexBusy(
                f"Another process is writing to the index in {path.parent}: "
                "try again when it is done."
            ) from error
        raise IndexDamaged(f"The index {path} cannot be read or written: {error}.") from error
    except sqlite3.DatabaseError as error:
        raise IndexDamaged(
            f"The index {path} is damaged ({error}): restore it from a copy, or remove the folder "
            "and run `dixit index` again."
        ) from error
