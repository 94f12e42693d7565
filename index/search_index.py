"""`SearchIndex`: the public interface of the index.

SQLite is the source of truth; the BM25 index and the vector index follow it. The first search
after a change brings them up to date, so a long-lived process sees what others have written.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from dixit.index.filters import ANYTHING, Filter
from dixit.index.maintenance import upkeep
from dixit.index.maintenance.backup import back_up
from dixit.index.maintenance.removed_for_good import RemovedForGood
from dixit.index.maintenance.repair import Repair
from dixit.index.manifest import EmbedderIdentity
from dixit.index.records import (
    Document,
    DocumentSummary,
    IndexedDocument,
    Match,
    Passage,
    Quotation,
    Span,
    Vectors,
)
from dixit.index.search import changes, filter_sql
from dixit.index.search.bm25 import NO_EXPANSIONS, Translations
from dixit.index.search.bm25_queries import NamePattern
from dixit.index.search.copies import Copies
from dixit.index.search.dense_ivf import IvfConfig
from dixit.index.search.name_lookup import documents_with_name
from dixit.index.search.reader import Reader
from dixit.index.storage import passages, quotations
from dixit.index.storage.database import Database
from dixit.index.storage.paths import WAIT_S, open_database
from dixit.index.storage.validation import put_documents
from dixit.index.storage.writer import Writer
from dixit.index.text.tokens import query_tokens


class SearchIndex:
    """A persistent index of documents, searched by BM25 and by vector. Thread-safe.

    Open one with `SearchIndex.open`. Any method may raise `IndexStoreError`.

    Example:
        matches = SearchIndex.open(Path("press-index")).search_text("accord Renault", "fr", k=10)
    """

    def __init__(
        self, folder: Path, database: Database, ivf_config: IvfConfig, wait_s: float
    ) -> None:
        self._folder = folder
        self._ivf_config = ivf_config
        self._wait_s = wait_s
        self._writer = Writer(folder, wait_s)
        self._reader = Reader(folder, database, ivf_config, wait_s)
        self.copies = Copies(self._reader)
        self.removed_for_good = RemovedForGood(self._writer, self._reader)

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        create: bool = False,
        ivf_config: IvfConfig | None = None,
        wait_s: float = WAIT_S,
    ) -> "SearchIndex":
        """Open the index in a folder.

        Args:
            folder: the index folder.
            create: create an empty index if there is none.
            ivf_config: when and how vectors are written to disk; None means the defaults.
            wait_s: seconds to wait for the lock of another process.

        Raises:
            IndexMissing: there is no index, and `create` is False.
            IndexStoreError: it cannot be read or written, or has another schema.
        """
        database = open_database(folder, create=create, wait_s=wait_s)
        return cls(folder, database, ivf_config or IvfConfig(), wait_s)

    def close(self) -> None:
        """Close all files."""
        with self._writer.closed():
            self._reader.close()

    def put(self, entry: IndexedDocument, embedder: EmbedderIdentity) -> None:
        """Add a document, or replace the one of its name; see `put_all`."""
        self.put_all([entry], embedder)

    def put_all(
        self,
        entries: Iterable[IndexedDocument],
        embedder: EmbedderIdentity,
        *,
        rebuild: bool = False,
        instead_of: Sequence[str] = (),
    ) -> None:
        """Add documents, or replace those of the same names, in one transaction.

        Args:
            entries: the documents.
            embedder: what made their vectors.
            rebuild: accept another embedder; `entries` must then replace every stored document.
            instead_of: names of documents to delete in the same transaction.

        Raises:
            EmbedderMismatch: the stored vectors come from another embedder.
            SourceUnknown: a name in `instead_of` is not that of a document.
            ValueError: a document cannot be stored without loss, see `validation.check_entry`.
        """
        with self._writer.transaction() as (store, generation):
            put_documents(
                store, generation, entries, embedder, rebuild=rebuild, instead_of=instead_of
            )

    def remove(self, *sources: str) -> None:
        """Delete documents in one transaction.

        Raises:
            SourceUnknown: no document has one of the names; none is deleted.
        """
        with self._writer.transaction() as (store, generation):
            for source in sources:
                store.remove(source, generation)

    def generation(self) -> int:
        """The number of the newest state; every change raises it."""
        with self._reader.current() as (store, _):
            return store.database.state().generation

    def embedder(self) -> EmbedderIdentity | None:
        """The embedder of the stored vectors; None before the first document."""
        with self._reader.current() as (store, _):
            return EmbedderIdentity.from_entries(store.manifest())

    def document(self, source: str) -> Document:
        """The document of a name.

        Raises:
            SourceUnknown: no document has that name.
        """
        with self._reader.snapshot() as (store, _):
            return store.document(source)

    def stored_document(self, source: str) -> IndexedDocument:
        """A document with its passages, quotations and vectors, equal to what was put.

        Raises:
            SourceUnknown: no document has that name.
        """
        with self._reader.snapshot() as (store, _):
            return store.stored_document(source)

    def check_sources(self, sources: Iterable[str]) -> None:
        """Check that every name is that of a document.

        Raises:
            SourceUnknown: no document has one of the names; the message names similar ones.
        """
        with self._reader.snapshot() as (store, _):
            store.check_sources(sources)

    def documents(self, where: Filter = ANYTHING) -> list[DocumentSummary]:
        """Summaries, sorted by name, of the documents that match; see `filter_sql.documents`."""
        with self._reader.snapshot() as (store, _):
            return filter_sql.documents(store, where)

    def quotations(
        self, sources: Sequence[str] | None = None, speakers: Sequence[str] | None = None
    ) -> list[Quotation]:
        """Quotations, sorted by document and offset; None means all sources, or all speakers."""
        with self._reader.snapshot() as (store, _):
            return quotations.quotations(store, sources, speakers)

    def speakers(self) -> dict[str, int]:
        """Number of quotations by speaker, sorted by name."""
        with self._reader.snapshot() as (store, _):
            return quotations.speakers(store)

    def passages(self, ids: Iterable[int]) -> dict[int, Passage]:
        """Passages by id; ids that do not exist (any more) are left out."""
        with self._reader.snapshot() as (store, _):
            return passages.passages(store, ids)

    def languages(self) -> list[str]:
        """Languages of the passages, as sorted ISO 639-1 codes."""
        with self._reader.snapshot() as (store, _):
            return sorted(passages.languages(store))

    def search_vector(self, vector: Vectors, k: int, where: Filter = ANYTHING) -> list[Match]:
        """The `k` passages with the largest cosine, among those that match a filter.

        Args:
            vector: a float32 unit vector of shape (dim,).
            k: most passages to return; fewer only if fewer match.
            where: the filter.

        Raises:
            ValueError: the vector has another shape, or holds values that are not finite.
        """
        with self._reader.snapshot() as (_, rankings):
            return rankings.search_vector(vector, k, where)

    def search_text(
        self,
        text: str,
        language: str,
        k: int,
        where: Filter = ANYTHING,
        expansions: Translations = NO_EXPANSIONS,
    ) -> list[Match]:
        """The `k` passages with the largest BM25 score, among those that match a filter.

        Args:
            text: the query, as plain words; it has no operators.
            language: its ISO 639-1 code.
            k: most passages to return.
            where: the filter.
            expansions: further tokens with weights, by language of the passages.
        """
        with self._reader.current() as (store, rankings):
            bm25 = rankings.bm25()
            tokens = query_tokens(text, language, passages.languages(store))
            return bm25.search(tokens, k, where, expansions)

    def search_name(
        self,
        patterns: Sequence[NamePattern],
        k: int,
        where: Filter = ANYTHING,
        *,
        fuzzy: bool = False,
    ) -> tuple[list[str], bool]:
        """Documents that may contain a name, and whether the list is complete.

        See `name_lookup.documents_with_name`.
        """
        with self._reader.current() as (store, rankings):
            return documents_with_name(store, rankings, patterns, k, where, fuzzy=fuzzy)

    def cosines(self, vector: Vectors, ids: Iterable[int]) -> dict[int, float]:
        """Exact cosines of passages with a unit vector, by id; see `changes.cosines`."""
        with self._reader.snapshot() as (store, _):
            return changes.cosines(store, vector, ids)

    def passages_over(self, span: Span, where: Filter = ANYTHING) -> list[int]:
        """Ids, ascending, of the passages that overlap a span and match a filter."""
        with self._reader.snapshot() as (store, rankings):
            ids = passages.passages_over(store, span)
            allowed = rankings.allowed(where) if where else None
            return [i for i in ids if allowed is None or i in allowed]

    def count(self, where: Filter) -> int:
        """Number of passages that match a filter."""
        with self._reader.snapshot() as (_, rankings):
            return rankings.allowed(where).count

    def frequency(self, token: str) -> int:
        """Document frequency: number of passages with a token of `tokens.document_tokens`."""
        with self._reader.current() as (_, rankings):
            return rankings.bm25().frequency(token)

    def size(self) -> int:
        """Number of passages."""
        with self._reader.current() as (_, rankings):
            return len(rankings.bm25())

    def keep_fresh(self) -> None:
        """Allow background rebuilds of the vector index. Call it once in long-lived processes."""
        self._reader.rankings.long_lived = True

    def wait(self) -> None:
        """Wait until a rebuild in the background ends."""
        self._reader.rankings.wait()

    def catch_up(self) -> None:
        """Bring the search indexes up to date now, so that the next search need not."""
        upkeep.catch_up(self._folder, self._ivf_config, self._wait_s)

    def verify(self) -> list[str]:
        """Check everything that is stored: one sentence for each problem, empty if none."""
        return upkeep.verify(self._folder, self._ivf_config, self._wait_s)

    @staticmethod
    def repair(folder: Path, *, wait_s: float = WAIT_S) -> Repair:
        """Repair a damaged index; see `upkeep.repair`."""
        return upkeep.repair(folder, IvfConfig(), wait_s)

    def compact(self) -> None:
        """Free the disk space of removed documents; searches go on meanwhile."""
        upkeep.compact(self._folder, self._ivf_config, self._wait_s)

    def backup(self, folder: Path) -> None:
        """Copy the index to a new folder, atomically; see `backup.back_up`."""
        back_up(self._folder, folder)
