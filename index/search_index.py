"""`SearchIndex`: the one door to the index room.

SQLite holds the truth; the rankings by meaning and by words follow it. Whoever searches first
brings its own up to date, so that a long-lived reader sees what another process has written.
"""

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from dixit.index.filters import ANYTHING, Filter
from dixit.index.maintenance import upkeep
from dixit.index.maintenance.backup import back_up
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
from dixit.index.search import changes
from dixit.index.search.bm25 import NOTHING, Translations
from dixit.index.search.bm25_queries import NamePattern
from dixit.index.search.dense_ivf import IvfConfig
from dixit.index.search.name_lookup import documents_with_name
from dixit.index.search.rankings import Rankings
from dixit.index.storage import passages as stored
from dixit.index.storage.database import Database
from dixit.index.storage.paths import WAIT_S, open_database
from dixit.index.storage.store import Store
from dixit.index.storage.validation import put_documents
from dixit.index.storage.writer import Writer
from dixit.index.text.tokens import query_tokens


class SearchIndex:
    """Documents to search by meaning and by words. Safe to share between threads."""

    def __init__(
        self, folder: Path, database: Database, ivf_config: IvfConfig, wait_s: float
    ) -> None:
        self._folder = folder
        self._ivf_config = ivf_config
        self._wait_s = wait_s
        self._reading = threading.RLock()
        self._writer = Writer(folder, wait_s)
        self._store = Store(database)
        self._rankings = Rankings(folder, self._store, ivf_config, wait_s)

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        create: bool = False,
        ivf_config: IvfConfig | None = None,
        wait_s: float = WAIT_S,
    ) -> "SearchIndex":
        """Open the index in `folder`.

        Args:
            folder: where it lies.
            create: make one where there is none.
            ivf_config: when and how vectors are laid out on disk; None is what was measured best.
            wait_s: seconds to wait for another process's lock.

        Raises:
            IndexMissing: there is none, and `create` is False.
            IndexStoreError: it cannot be read, written or understood.
        """
        database = open_database(folder, create=create, wait_s=wait_s)
        return cls(folder, database, ivf_config or IvfConfig(), wait_s)

    def keep_fresh(self) -> None:
        """Say that this process lives on, and may make anew in the background what outgrew."""
        self._rankings.long_lived = True

    def wait(self) -> None:
        """Wait for what is being made in the background."""
        self._rankings.wait()

    def close(self) -> None:
        """Let go of the files."""
        with self._writer.closed(), self._reading:
            self._rankings.release()
            self._store.database.close()

    def embedder(self) -> EmbedderIdentity | None:
        """What made the stored vectors, or None before the first document."""
        with self._current():
            return EmbedderIdentity.from_entries(self._store.manifest())

    def put(self, entry: IndexedDocument, embedder: EmbedderIdentity) -> None:
        """Add a document, or replace the one of the same name, in one transaction.

        Raises:
            EmbedderMismatch: the vectors are another embedder's than those stored.
            ValueError: the document cannot be stored whole, see `check_entry`.
        """
        self.put_all([entry], embedder)

    def put_all(
        self,
        entries: Iterable[IndexedDocument],
        embedder: EmbedderIdentity,
        *,
        rebuild: bool = False,
        instead_of: Sequence[str] = (),
    ) -> None:
        """Put several documents `instead_of` others, all in one transaction; see `put`.

        Those put `anew` may have another embedder, and must then be all that are stored, since
        the old vectors are of no more use.

        Raises:
            SourceUnknown: a document to be replaced is not there; nothing is changed.
        """
        with self._writer.transaction() as (store, generation):
            put_documents(
                store, generation, entries, embedder, rebuild=rebuild, instead_of=instead_of
            )

    def remove(self, *sources: str) -> None:
        """Drop documents with all that belongs to them, in one transaction.

        Raises:
            SourceUnknown: there is no document of one of the names; none is dropped.
        """
        with self._writer.transaction() as (store, generation):
            for source in sources:
                store.remove(source, generation)

    def document(self, source: str) -> Document:
        """The document of that name, whole.

        Raises:
            SourceUnknown: there is no document of that name.
        """
        with self._snapshot() as store:
            return store.document(source)

    def stored_document(self, source: str) -> IndexedDocument:
        """All that is stored of a document, as it was put.

        Raises:
            SourceUnknown: there is no document of that name.
        """
        with self._snapshot() as store:
            return store.stored_document(source)

    def check_sources(self, sources: Iterable[str]) -> None:
        """Refuse names that no document has.

        Raises:
            SourceUnknown: there is no document of one of the names; it tells the nearest ones.
        """
        with self._snapshot() as store:
            store.check_sources(sources)

    def documents(self) -> list[DocumentSummary]:
        """A listing of all documents, by name."""
        with self._snapshot() as store:
            return store.documents()

    def quotations(
        self, sources: Sequence[str] | None = None, speakers: Sequence[str] | None = None
    ) -> list[Quotation]:
        """Who said what, in order of document and place; None is everywhere and everybody."""
        with self._snapshot() as store:
            return store.quotations(sources, speakers)

    def speakers(self) -> dict[str, int]:
        """Everybody who is quoted and how often, by name."""
        with self._snapshot() as store:
            return store.speakers()

    def passages(self, ids: Iterable[int]) -> dict[int, Passage]:
        """Passages by number; one that was removed meanwhile is left out."""
        with self._snapshot() as store:
            return stored.passages(store, ids)

    def search_vector(self, vector: Vectors, k: int, where: Filter = ANYTHING) -> list[Match]:
        """The `k` passages of largest cosine with one unit vector of shape (dimension,).

        Only passages that `where` lets by are looked at, so that there are `k` if so many fit.
        """
        with self._snapshot():
            return self._rankings.search_vector(vector, k, where)

    def search_text(
        self,
        text: str,
        language: str,
        k: int,
        where: Filter = ANYTHING,
        expansions: Translations = NOTHING,
    ) -> list[Match]:
        """The `k` passages of largest BM25 score for the words of `text`, in `language`.

        `also` are further tokens to look for in passages of a language.
        """
        with self._current() as store:
            ranking = self._rankings.words()
            tokens = query_tokens(text, language, stored.languages(store))
            return ranking.search(tokens, k, where, expansions)

    def cosines(self, vector: Vectors, ids: Iterable[int]) -> dict[int, float]:
        """The cosines of passages with one unit vector, by number; of those that are there."""
        with self._snapshot() as store:
            return changes.cosines(store, vector, ids)

    def passages_over(self, span: Span, where: Filter = ANYTHING) -> list[int]:
        """Numbers of the passages that share characters with a span, among those let by."""
        with self._snapshot() as store:
            over = stored.passages_over(store, span)
            allowed = self._rankings.allowed(where) if where else None
            return [i for i in over if allowed is None or i in allowed]

    def search_name(
        self,
        patterns: Sequence[NamePattern],
        k: int,
        where: Filter = ANYTHING,
        *,
        fuzzy: bool = False,
    ) -> tuple[list[str], bool]:
        """At most `k` documents that may hold a name, and whether no other does.

        All that is stored is looked at, searched or not; see `naming.documents_with_name`.
        """
        with self._current() as store:
            return documents_with_name(store, self._rankings, patterns, k, where, fuzzy=fuzzy)

    def count(self, where: Filter) -> int:
        """How many passages a filter lets by."""
        with self._snapshot():
            return self._rankings.allowed(where).count

    def frequency(self, token: str) -> int:
        """How many passages hold a token, as `tokens.document_tokens` makes them."""
        with self._current():
            return self._rankings.words().frequency(token)

    def size(self) -> int:
        """How many passages there are."""
        with self._current():
            return len(self._rankings.words())

    def languages(self) -> list[str]:
        """The languages of the passages, in order of their codes."""
        with self._snapshot() as store:
            return sorted(stored.languages(store))

    def catch_up(self) -> None:
        """Bring what is derived up to date now, so that the next search need not."""
        upkeep.catch_up(self._folder, self._ivf_config, self._wait_s)

    def verify(self) -> list[str]:
        """What is wrong, one sentence each; an empty list where the index is whole."""
        return upkeep.verify(self._folder, self._ivf_config, self._wait_s)

    @staticmethod
    def repair(folder: Path, *, wait_s: float = WAIT_S) -> Repair:
        """Make a damaged index sound; see `upkeep.repair`."""
        return upkeep.repair(folder, IvfConfig(), wait_s)

    def compact(self) -> None:
        """Give the room of what was removed back to the disk; searches go on meanwhile."""
        upkeep.compact(self._folder, self._ivf_config, self._wait_s)

    def backup(self, folder: Path) -> None:
        """Write a whole copy of the index to a new folder; see `backup.back_up`."""
        back_up(self._folder, folder)

    @contextmanager
    def _current(self) -> Iterator[Store]:
        """The store to read, by one thread at a time; opened anew where a repair replaced it."""
        with self._reading:
            if not self._store.database.is_current():
                long_lived = self._rankings.long_lived
                self._store.database.close()
                self._store = Store(open_database(self._folder))
                self._rankings = Rankings(self._folder, self._store, self._ivf_config, self._wait_s)
                self._rankings.long_lived = long_lived
            yield self._store

    @contextmanager
    def _snapshot(self) -> Iterator[Store]:
        """One state of the store to read."""
        with self._current() as store, store.database.snapshot():
            yield store
