"""The store, which is the source of truth: documents, passages, vectors, quotations, manifest.

Every row carries a checksum, which each read verifies. `docs/storage-format.md` documents the
tables and the encoding.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from dixit.index.errors import SourceUnknown
from dixit.index.records import Document, DocumentSummary, IndexedDocument, Passage, Quotation, Span
from dixit.index.storage.checksum import checksum
from dixit.index.storage.database import Database
from dixit.index.storage.rows import (
    DOCUMENT_COLUMNS,
    QUOTATION_COLUMNS,
    document_from,
    document_row,
    quotation_from,
    quotation_row,
    text_hash,
)
from dixit.index.storage.sqlite_errors import damage_error
from dixit.index.text.fingerprints import fingerprints
from dixit.index.text.names import is_unicode, near_names


class Store:
    """Reads and writes the records of one database; methods that write need a transaction.

    Reading raises `IndexDamaged` if a checksum does not match.
    """

    def __init__(self, database: Database) -> None:
        self.database = database

    def manifest(self) -> dict[str, str]:
        """All entries of the manifest, key to value."""
        return dict(self.verified_rows("the manifest", "key, value", "FROM manifest"))

    def set_manifest(self, entries: dict[str, str]) -> None:
        """Add or replace entries of the manifest."""
        self.database.execute_many(
            "INSERT INTO manifest VALUES (?, ?, ?) ON CONFLICT (key) "
            "DO UPDATE SET value = excluded.value, checksum = excluded.checksum",
            ((*row, checksum(*row)) for row in entries.items()),
        )

    def put(self, entry: IndexedDocument, generation: int) -> None:
        """Add a document with its passages, vectors and quotations, or replace the one of its name.

        Args:
            entry: the document; `validation.check_entry` accepts it.
            generation: the generation that the transaction makes.
        """
        execute, execute_many = self.database.execute, self.database.execute_many
        self._drop(entry.document.source, generation)
        row = document_row(entry)
        document_id = execute(
            f"INSERT INTO documents ({DOCUMENT_COLUMNS}, checksum) VALUES ({_placeholders(14)})",
            (*row, checksum(*row)),
        ).lastrowid
        execute("INSERT INTO texts VALUES (?, ?)", (document_id, entry.document.text))
        execute_many(
            "INSERT INTO fingerprints VALUES (?, ?)",
            ((number, document_id) for number in fingerprints(entry.document.text)),
        )
        passage_ids: list[int | None] = []
        for p in entry.passages:
            row = (document_id, p.span.start, p.span.end, p.language, generation)
            cursor = execute(
                'INSERT INTO passages (document_id, start, "end", language, generation, checksum) '
                f"VALUES ({_placeholders(6)})",
                (*row, checksum(*row)),
            )
            passage_ids.append(cursor.lastrowid)
        blobs = (vector.astype("<f4").tobytes() for vector in entry.vectors)
        execute_many(
            "INSERT INTO vectors VALUES (?, ?, ?)",
            ((i, blob, checksum(blob)) for i, blob in zip(passage_ids, blobs, strict=True)),
        )
        rows = ((document_id, *quotation_row(quotation)) for quotation in entry.quotations)
        execute_many(
            f"INSERT INTO quotations (document_id, {QUOTATION_COLUMNS}, checksum) "
            f"VALUES ({_placeholders(14)})",
            ((*row, checksum(*row)) for row in rows),
        )

    def remove(self, source: str, generation: int) -> None:
        """Delete a document with its passages, vectors and quotations.

        Raises:
            SourceUnknown: no document has that name.
        """
        self._document_id(source)
        self._drop(source, generation)

    def _drop(self, source: str, generation: int) -> None:
        self.database.execute(
            "INSERT INTO removed SELECT passages.id, ? FROM passages "
            "JOIN documents ON documents.id = document_id WHERE source = ?",
            (generation, source),
        )
        self.database.execute("DELETE FROM documents WHERE source = ?", (source,))

    def prune_history(self, generation: int) -> None:
        """Delete the list of passages removed up to a generation, and the states before it.

        Search indexes that follow an older state must then be rebuilt.
        """
        self.database.execute("DELETE FROM removed WHERE generation <= ?", (generation,))
        self.database.execute("DELETE FROM states WHERE generation < ?", (generation,))

    def document(self, source: str) -> Document:
        """The document of a name.

        Raises:
            SourceUnknown: no document has that name.
        """
        return document_from(*self.row_and_text(self._document_id(source)))

    def stored_document(self, source: str) -> IndexedDocument:
        """A document with its passages, quotations and vectors, equal to what was put.

        Raises:
            SourceUnknown: no document has that name.
        """
        return self.stored_document_by_id(self._document_id(source))

    def stored_document_by_id(self, document_id: int) -> IndexedDocument:
        """The same as `stored_document`, by the id of the document."""
        row, text = self.row_and_text(document_id)
        source = str(row[0])
        spans = self.verified_rows(
            source,
            'document_id, start, "end", language, generation',
            "FROM passages WHERE document_id = ? ORDER BY id",
            (document_id,),
        )
        vectors = self.verified_rows(
            source,
            "vector",
            "FROM vectors WHERE passage_id IN (SELECT id FROM passages WHERE document_id = ?) "
            "ORDER BY passage_id",
            (document_id,),
        )
        if len(vectors) != len(spans):
            raise damage_error(self.database.path, f"vectors of {source} are missing")
        flat = np.frombuffer(b"".join(blob for (blob,) in vectors), dtype="<f4")
        return IndexedDocument(
            document=document_from(row, text),
            passages=tuple(
                Passage(Span(source, start, end), text[start:end], language)
                for _, start, end, language, _ in spans
            ),
            quotations=tuple(self.quotations_of(document_id, source, text)),
            vectors=flat.astype(np.float32).reshape(
                len(spans), len(flat) // len(spans) if spans else self._dimension()
            ),
            origin=row[11],
            recipe=row[12],
        )

    def documents(self) -> list[DocumentSummary]:
        """Summaries of all documents, sorted by name."""
        summaries = []
        for row in self.database.fetch_all(
            f"SELECT {DOCUMENT_COLUMNS}, checksum, "
            "(SELECT count(*) FROM passages WHERE document_id = documents.id), "
            "(SELECT count(*) FROM quotations WHERE document_id = documents.id) "
            "FROM documents ORDER BY source"
        ):
            *columns, stored, passages, quotations = row
            self.check(columns, stored, columns[0])
            summaries.append(
                DocumentSummary(
                    source=columns[0],
                    text_hash=columns[1],
                    content_hash=columns[3],
                    language=columns[4],
                    title=columns[5],
                    published=columns[6],
                    origin=columns[11],
                    recipe=columns[12],
                    characters=columns[2],
                    passages=passages,
                    quotations=quotations,
                )
            )
        return summaries

    def sources_unchanged_since(self, generation: int) -> list[str]:
        """Names of the documents whose passages were all stored up to a generation."""
        rows = self.database.fetch_all(
            "SELECT DISTINCT source FROM passages JOIN documents ON documents.id = document_id "
            "WHERE generation <= ? ORDER BY source",
            (generation,),
        )
        return [row[0] for row in rows]

    def text_of(self, document_id: int) -> tuple[str, str]:
        """Name and text of a document."""
        row, text = self.row_and_text(document_id)
        return str(row[0]), text

    def row_and_text(self, document_id: int) -> tuple[tuple[Any, ...], str]:
        """The values of `DOCUMENT_COLUMNS` of a document, and its text.

        Raises:
            IndexDamaged: a checksum does not match, or there is no such document.
        """
        rows = self.verified_rows(
            f"document {document_id}",
            DOCUMENT_COLUMNS,
            "FROM documents WHERE id = ?",
            (document_id,),
        )
        texts = self.database.fetch_all(
            "SELECT text FROM texts WHERE document_id = ?", (document_id,)
        )
        if not rows or not texts or text_hash(texts[0][0]) != rows[0][1]:
            name = rows[0][0] if rows else f"document {document_id}"
            raise damage_error(self.database.path, f"the text of {name} has changed")
        return rows[0], texts[0][0]

    def _document_id(self, source: str) -> int:
        by_name = "SELECT id FROM documents WHERE source = ?"
        rows = self.database.fetch_all(by_name, (source,)) if is_unicode(source) else []
        if not rows:
            names = self.database.fetch_all("SELECT source FROM documents ORDER BY source")
            raise SourceUnknown(source, near_names(source, [row[0] for row in names]))
        return int(rows[0][0])

    def check_sources(self, sources: Iterable[str]) -> None:
        """Check that every name is that of a document.

        Raises:
            SourceUnknown: no document has one of the names.
        """
        for source in sources:
            self._document_id(source)

    def _dimension(self) -> int:
        return int(self.manifest()["embedder.dimension"])

    def quotations_of(self, document_id: int, source: str, text: str) -> list[Quotation]:
        """The quotations of a document, in order of offset.

        Args:
            document_id: id of the document.
            source: its name.
            text: its text, from which the quoted words are cut.
        """
        rows = self.verified_rows(
            source,
            f"document_id, {QUOTATION_COLUMNS}",
            "FROM quotations WHERE document_id = ? ORDER BY start, id",
            (document_id,),
        )
        return [quotation_from(row[1:], source, text) for row in rows]

    def verified_rows(
        self, what: str, columns: str, rest: str, parameters: Sequence[object] = ()
    ) -> list[tuple[Any, ...]]:
        """Select rows, verify each row's checksum, and return them without the checksum column.

        Args:
            what: name of the data, for the error message.
            columns: the columns that the checksum covers, in its order.
            rest: the statement from FROM on.
            parameters: values of its `?`.

        Raises:
            IndexDamaged: a checksum does not match.
        """
        rows = self.database.fetch_all(f"SELECT {columns}, checksum {rest}", parameters)
        for row in rows:
            self.check(row[:-1], row[-1], what)
        return [row[:-1] for row in rows]

    def check(self, columns: Sequence[object], stored: int, what: object) -> None:
        """Verify the checksum of a row.

        Args:
            columns: the values that it covers, in its order.
            stored: the stored checksum.
            what: name of the data, for the error message.

        Raises:
            IndexDamaged: the checksum does not match.
        """
        if checksum(*columns) != stored:
            raise damage_error(self.database.path, f"the stored data of {what} has changed")


def _placeholders(count: int) -> str:
    return ", ".join("?" * count)
