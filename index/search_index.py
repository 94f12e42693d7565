"""`SearchIndex`: the one door to the index room.

SQLite holds the truth; the vector and word indexes follow it. Whoever searches first brings
them up to date, so that a long-lived reader sees what another process has written since.
"""

import math
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout

from index import vectors, words
from index.errors import IndexBusy, IndexDamaged, IndexMissing, IndexStoreError, SourceUnknown
from index.manifest import EmbedderIdentity, check_embedder
from index.records import (
    Document,
    IndexedDocument,
    Match,
    Passage,
    Quotation,
    Span,
    StoredDocument,
    Vectors,
)
from index.store import Store
from index.tokens import document_tokens, query_tokens
from index.vectors import VectorIndex
from index.words import WordIndex

_DATABASE = "dixit.sqlite"
_DERIVED = "derived"
_LOCK_WAIT_S = 60.0


class SearchIndex:
    """Documents to search by meaning and by words. Safe to share between threads."""

    def __init__(self, folder: Path, store: Store) -> None:
        self._folder = folder
        self._store = store
        self._guard = threading.RLock()
        self._derived_lock = FileLock(folder / "derived.lock", timeout=_LOCK_WAIT_S)
        self._index_id = store.manifest()["index_id"]
        self._vectors: VectorIndex | None = None
        self._words: WordIndex | None = None

    @classmethod
    def open(cls, folder: Path, *, create: bool = False) -> "SearchIndex":
        """Open the index in `folder`.

        Raises:
            IndexMissing: there is none, and `create` is False.
            IndexStoreError: it cannot be read, written or understood.
        """
        database = folder / _DATABASE
        if database.is_file() and database.stat().st_size == 0:
            raise IndexDamaged(
                f"The index {database} is empty, so its articles are lost: restore it from a copy, "
                "or remove the folder and run `dixit index` again."
            )
        if not create and not database.is_file():
            raise IndexMissing(
                f"There is no index in {folder} yet: run `dixit index FOLDER` on your articles."
            )
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise IndexStoreError(
                f"The index folder {folder} cannot be made ({error.strerror}): choose another "
                "with --index."
            ) from error
        return cls(folder, Store.open(database))

    def close(self) -> None:
        """Let go of the files."""
        with self._guard:
            self._store.close()

    def embedder(self) -> EmbedderIdentity | None:
        """What made the stored vectors, or None before the first document."""
        with self._guard:
            return EmbedderIdentity.from_entries(self._store.manifest())

    def put(self, entry: IndexedDocument, embedder: EmbedderIdentity) -> None:
        """Add a document, or replace the one of the same name, in one transaction.

        Raises:
            EmbedderMismatch: the vectors are another embedder's than those stored.
        """
        _check_vectors(entry, embedder)
        with self._guard, self._store.transaction():
            stored = EmbedderIdentity.from_entries(self._store.manifest())
            check_embedder(stored, embedder)
            if stored is None:
                self._store.set_manifest(embedder.as_entries())
            self._store.put(entry)

    def put_all(self, entries: Iterable[IndexedDocument], embedder: EmbedderIdentity) -> None:
        """Put every entry and take on another embedder, all in one transaction.

        Each stored document must be among the entries, since the old vectors are of no more use.
        """
        with self._guard, self._store.transaction():
            before = self._store.generation()
            self._store.set_manifest(embedder.as_entries())
            for entry in entries:
                self._store.put(entry)
            if left := self._store.untouched_since(before):
                raise IndexStoreError(f"Not embedded anew, so nothing was: {', '.join(left)}.")

    def remove(self, source: str) -> None:
        """Drop a document with all that belongs to it.

        Raises:
            SourceUnknown: there is no document of that name.
        """
        with self._guard, self._store.transaction():
            if not self._store.remove(source):
                raise _unknown(source)

    def document(self, source: str) -> Document:
        """The document of that name, whole.

        Raises:
            SourceUnknown: there is no document of that name.
        """
        with self._guard:
            document = self._store.document(source)
        if document is None:
            raise _unknown(source)
        return document

    def documents(self) -> list[StoredDocument]:
        """A listing of all documents, by name."""
        with self._guard:
            return self._store.documents()

    def quotations(self, source: str | None = None) -> list[Quotation]:
        """Who said what, in order of document and place."""
        with self._guard:
            return self._store.quotations(source)

    def passages(self, ids: Iterable[int]) -> dict[int, Passage]:
        """Passages by number; one that was removed meanwhile is left out."""
        with self._guard:
            return self._store.passages(list(ids))

    def nearest(self, vector: Vectors, k: int) -> list[Match]:
        """The `k` passages of largest cosine with one unit vector of shape (dimension,)."""
        with self._guard:
            derived = self._caught_up_vectors()
            return derived.nearest(vector, k) if derived else []

    def matching(self, text: str, language: str, k: int) -> list[Match]:
        """The `k` passages of largest BM25 score for the words of `text`."""
        with self._guard:
            tokens = query_tokens(text, language, self._store.languages())
            return self._caught_up_words().matching(tokens, k)

    def languages_of(self, ids: Iterable[int]) -> dict[int, str]:
        """The languages of passages, by number."""
        with self._guard:
            return self._store.languages_of(list(ids))

    def passages_over(self, span: Span) -> list[int]:
        """Numbers of the passages that share characters with a span."""
        with self._guard:
            return self._store.passages_over(span)

    def languages(self) -> list[str]:
        """The languages of the stored passages."""
        with self._guard:
            return self._store.languages()

    def rarity(self, word: str) -> float:
        """How telling a word is: its inverse document frequency as BM25 has it, 0 at least.

        A word of the question is looked for under the stem of each language; the commonest of
        these counts. A word that stands nowhere has the largest rarity.
        """
        with self._guard:
            indexed = self._caught_up_words()
            tokens = query_tokens(word, "", self._store.languages())
            frequency = max((indexed.frequency(token) for token in tokens), default=0)
            return math.log(1 + (len(indexed) - frequency + 0.5) / (frequency + 0.5))

    def knows(self, word: str) -> bool:
        """Whether any passage holds the word, by the stem of any language."""
        with self._guard:
            indexed = self._caught_up_words()
            tokens = query_tokens(word, "", self._store.languages())
            return any(indexed.frequency(token) for token in tokens)

    def catch_up(self) -> None:
        """Bring what is derived up to date now, so that the next search need not."""
        with self._guard:
            self._caught_up_vectors()
            self._caught_up_words()

    def verify(self) -> list[str]:
        """What is wrong, one sentence each; an empty list where the index is whole."""
        with self._guard:
            return [
                *self._store.problems(),
                *vectors.problems(self._folder / _DERIVED, self._index_id),
                *self._words_problems(),
            ]

    def _words_problems(self) -> list[str]:
        folder = self._folder / _DERIVED / "words"
        return words.problems(folder, self._index_id) if folder.exists() else []

    def _caught_up_vectors(self) -> VectorIndex | None:
        identity = EmbedderIdentity.from_entries(self._store.manifest())
        if identity is None:
            return None
        folder = self._folder / _DERIVED
        if self._vectors is None or self._vectors.dimension != identity.dimension:
            self._vectors = VectorIndex.open(folder, self._index_id, identity.dimension)
        generation = self._store.generation()
        if self._vectors.generation != generation:
            since = self._vectors.generation
            self._vectors.apply(
                self._store.removed_since(since), self._store.vectors_since(since), generation
            )
            with self._derived():
                self._vectors.save(folder, self._index_id)
        return self._vectors

    def _caught_up_words(self) -> WordIndex:
        generation = self._store.generation()
        if self._words is None or self._words.generation != generation:
            with self._derived():
                if self._words is None or not (self._folder / _DERIVED / "words").is_dir():
                    self._words = WordIndex.open(self._folder / _DERIVED / "words", self._index_id)
                else:
                    self._words.reload()
                since = self._words.generation
                if since != generation:
                    self._words.apply(
                        (int(i) for i in self._store.removed_since(since)),
                        (
                            (passage_id, document_tokens(text, language))
                            for passage_id, text, language in self._store.texts_since(since)
                        ),
                        generation,
                    )
        return self._words

    @contextmanager
    def _derived(self) -> Iterator[None]:
        """The right to write what is derived; one process at a time."""
        try:
            with self._derived_lock:
                if (self._folder / _DERIVED).is_file():  # In the way, and of no use to anybody.
                    (self._folder / _DERIVED).unlink()
                yield
        except Timeout as error:
            raise IndexBusy(
                f"Another process is updating the index in {self._folder}: "
                "try again when it is done."
            ) from error
        except OSError as error:
            raise IndexStoreError(
                f"The index in {self._folder} cannot be brought up to date ({error.strerror}): "
                "check its permissions and the space left on the disk."
            ) from error


def _check_vectors(entry: IndexedDocument, embedder: EmbedderIdentity) -> None:
    expected = (len(entry.passages), embedder.dimension)
    if entry.vectors.shape != expected or entry.vectors.dtype != np.float32:
        raise ValueError(
            f"{entry.document.source}: the vectors are {entry.vectors.dtype} of shape "
            f"{entry.vectors.shape}, not float32 of shape {expected}"
        )


def _unknown(source: str) -> SourceUnknown:
    return SourceUnknown(f"No article is called {source!r}: `dixit sources` lists their names.")
