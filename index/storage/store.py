"""The truth: documents, passages with their vectors, quotations, the manifest.

Every row carries a checksum that is verified on each read. The page `docs/storage-format.md`
documents the bytes.
"""

import json
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
from dixit.index.text.names import is_unicode, near_names


class Store:
    """Records into and out of one database."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def manifest(self) -> dict[str, str]:
        """Every entry of the manifest."""
        return dict(self.verified_rows("the manifest", "key, value", "FROM manifest"))

    def set_manifest(self, entries: dict[str, str]) -> None:
        """Write entries; inside a transaction."""
        self.database.execute_many(
            "INSERT INTO manifest VALUES (?, ?, ?) ON CONFLICT (key) "
            "DO UPDATE SET value = excluded.value, checksum = excluded.checksum",
            ((*row, checksum(*row)) for row in entries.items()),
        )

    def put(self, entry: IndexedDocument, generation: int) -> None:
        """Add a document with all that belongs to it, in place of one of the same name."""
        execute, execute_many = self.database.execute, self.database.execute_many
        self._drop(entry.document.source, generation)
        row = document_row(entry)
        document_id = execute(
            f"INSERT INTO documents ({DOCUMENT_COLUMNS}, checksum) VALUES ({_marks(14)})",
            (*row, checksum(*row)),
        ).lastrowid
        execute("INSERT INTO texts VALUES (?, ?)", (document_id, entry.document.text))
        passage_ids: list[int | None] = []
        for p in entry.passages:
            row = (document_id, p.span.start, p.span.end, p.language, generation)
            cursor = execute(
                'INSERT INTO passages (document_id, start, "end", language, generation, checksum) '
                f"VALUES ({_marks(6)})",
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
            f"VALUES ({_marks(14)})",
            ((*row, checksum(*row)) for row in rows),
        )

    def remove(self, source: str, generation: int) -> None:
        """Drop a document with all that belongs to it.

        Raises:
            SourceUnknown: there is none of that name.
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
        """Forget what was removed, and every state, before a generation; inside a transaction."""
        self.database.execute("DELETE FROM removed WHERE generation <= ?", (generation,))
        self.database.execute("DELETE FROM states WHERE generation < ?", (generation,))

    def document(self, source: str) -> Document:
        """The document of that name, whole.

        Raises:
            SourceUnknown: there is none.
        """
        return document_from(*self.row_and_text(self._document_id(source)))

    def stored_document(self, source: str) -> IndexedDocument:
        """All that is stored of a document, as it was put.

        Raises:
            SourceUnknown: there is none.
        """
        return self.stored_document_by_id(self._document_id(source))

    def stored_document_by_id(self, document_id: int) -> IndexedDocument:
        """All that is stored of the document of that number."""
        row, text = self.row_and_text(document_id)
        source = str(row[0])
        places = self.verified_rows(
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
        if len(vectors) != len(places):
            raise damage_error(self.database.path, f"vectors of {source} are missing")
        flat = np.frombuffer(b"".join(blob for (blob,) in vectors), dtype="<f4")
        return IndexedDocument(
            document=document_from(row, text),
            passages=tuple(
                Passage(Span(source, start, end), text[start:end], language)
                for _, start, end, language, _ in places
            ),
            quotations=tuple(self.quotations_of(document_id, source, text)),
            vectors=flat.astype(np.float32).reshape(
                len(places), len(flat) // len(places) if places else self._dimension()
            ),
            origin=row[11],
            recipe=row[12],
        )

    def documents(self) -> list[DocumentSummary]:
        """A listing of all documents, by name."""
        listed = []
        for row in self.database.fetch_all(
            f"SELECT {DOCUMENT_COLUMNS}, checksum, "
            "(SELECT count(*) FROM passages WHERE document_id = documents.id), "
            "(SELECT count(*) FROM quotations WHERE document_id = documents.id) "
            "FROM documents ORDER BY source"
        ):
            *columns, stored, passages, quotations = row
            self.check(columns, stored, columns[0])
            listed.append(
                DocumentSummary(
                    source=columns[0],
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
        return listed

    def speakers(self) -> dict[str, int]:
        """Everybody who is quoted and how often, in order of name; whoever has none is left out."""
        return dict(
            self.database.fetch_all(
                "SELECT speaker, count(*) FROM quotations WHERE speaker <> '' "
                "GROUP BY speaker ORDER BY 1"
            )
        )

    def quotations(
        self, sources: Sequence[str] | None = None, speakers: Sequence[str] | None = None
    ) -> list[Quotation]:
        """Who said what, in order of document and place; None is everywhere and everybody."""
        documents = self.database.fetch_all(
            "SELECT id, source FROM documents WHERE (:sources IS NULL "
            "OR source IN (SELECT value FROM json_each(:sources))) AND id IN "
            "(SELECT document_id FROM quotations WHERE :speakers IS NULL "
            "OR speaker IN (SELECT value FROM json_each(:speakers))) ORDER BY source",
            {"sources": _listed(sources), "speakers": _listed(speakers)},
        )
        wanted = None if speakers is None else set(speakers)
        return [
            quotation
            for document_id, source in documents
            for quotation in self.quotations_of(document_id, source, self.text_of(document_id)[1])
            if wanted is None or quotation.speaker in wanted
        ]

    def sources_unchanged_since(self, generation: int) -> list[str]:
        """Names of the documents whose passages are no newer than a generation."""
        rows = self.database.fetch_all(
            "SELECT DISTINCT source FROM passages JOIN documents ON documents.id = document_id "
            "WHERE generation <= ? ORDER BY source",
            (generation,),
        )
        return [row[0] for row in rows]

    def text_of(self, document_id: int) -> tuple[str, str]:
        """A document's name and text."""
        row, text = self.row_and_text(document_id)
        return str(row[0]), text

    def row_and_text(self, document_id: int) -> tuple[tuple[Any, ...], str]:
        """A document's values of `DOCUMENT_COLUMNS`, and its text.

        Raises:
            IndexDamaged: one has changed since it was stored.
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
            told = rows[0][0] if rows else f"document {document_id}"
            raise damage_error(self.database.path, f"the text of {told} has changed")
        return rows[0], texts[0][0]

    def _document_id(self, source: str) -> int:
        found = "SELECT id FROM documents WHERE source = ?"
        rows = self.database.fetch_all(found, (source,)) if is_unicode(source) else []
        if not rows:
            listed = self.database.fetch_all("SELECT source FROM documents ORDER BY source")
            raise SourceUnknown(source, near_names(source, [row[0] for row in listed]))
        return int(rows[0][0])

    def check_sources(self, sources: Iterable[str]) -> None:
        """Refuse names that no document has, by `SourceUnknown`."""
        for source in sources:
            self._document_id(source)

    def _dimension(self) -> int:
        return int(self.manifest()["embedder.dimension"])

    def quotations_of(self, document_id: int, source: str, text: str) -> list[Quotation]:
        """The quotations of one document, in order of place."""
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
        """Rows whose checksum holds, without it.

        Raises:
            IndexDamaged: one does not hold.
        """
        rows = self.database.fetch_all(f"SELECT {columns}, checksum {rest}", parameters)
        for row in rows:
            self.check(row[:-1], row[-1], what)
        return [row[:-1] for row in rows]

    def check(self, columns: Sequence[object], stored: int, what: object) -> None:
        """Refuse values whose checksum does not hold.

        Raises:
            IndexDamaged: it does not.
        """
        if checksum(*columns) != stored:
            raise damage_error(self.database.path, f"what is stored of {what} has changed")


def _marks(count: int) -> str:
    return ", ".join("?" * count)


def _listed(names: Sequence[str] | None) -> str | None:
    return None if names is None else json.dumps(list(names))
