"""What is derived from the store, kept level with it: the rankings by meaning and by words.

Whoever searches first after a change brings its own rankings up to date. The vectors' base on
disk is made anew when that pays, by whoever holds its lock, while everybody goes on searching.
"""

import shutil
import threading
from collections import OrderedDict
from contextlib import suppress
from functools import partial
from pathlib import Path

import numpy as np

from dixit.index.errors import DixitError, IndexBusy, IndexUnwritable
from dixit.index.filters import Filter
from dixit.index.manifest import EmbedderIdentity
from dixit.index.records import Match, Vectors
from dixit.index.search import bm25, changes, dense_ivf
from dixit.index.search.bm25 import Bm25Index
from dixit.index.search.dense import Allowed, VectorIndex
from dixit.index.search.dense_ivf import IvfConfig
from dixit.index.storage.database import Database, State
from dixit.index.storage.lock import Lock, unwritable_error
from dixit.index.storage.store import Store

_FILTERS_KEPT = 16
_PATIENCE_S = 2.0
"""How long to wait for another process's words, where an older state of them is at hand."""
_STALE = 0.2
"""The share of removed passages from which the words are made anew, for the sake of the scores."""


class Rankings:
    """The two rankings of one process; one thread at a time uses them."""

    def __init__(self, folder: Path, store: Store, ivf_config: IvfConfig, wait_s: float) -> None:
        self._folder = folder / "derived"
        self._words_folder = self._folder / "words"
        self.store = store
        self._ivf_config = ivf_config
        self._words_lock = Lock(folder / "words.lock", wait_s)
        self._vectors_lock = Lock(folder / "vectors.lock", wait_s)
        self._vectors: VectorIndex | None = None
        self._words: Bm25Index | None = None
        self._tried: State | None = None
        self._impatient: State | None = None
        self._making: threading.Thread | None = None
        self._allowed: OrderedDict[tuple[State, Filter], Allowed] = OrderedDict()
        self.long_lived = False
        """Whether the process lives on, and may make the base anew in the background."""

    def search_vector(self, vector: Vectors, k: int, where: Filter) -> list[Match]:
        """The `k` passages of largest cosine with a vector, among those that a filter lets by.

        Raises:
            ValueError: the vector is not one of the index's dimension, or holds what is no number.
        """
        ranking = self._caught_up_vectors()
        if ranking is None:
            return []
        if vector.shape != (ranking.dimension,) or not np.isfinite(vector).all():
            raise ValueError(
                f"the vector to be near to has shape {vector.shape}; it takes "
                f"{ranking.dimension} finite numbers"
            )
        allowed = self.allowed(where) if where else None
        return ranking.search(vector, k, partial(changes.vectors_of, self.store), allowed)

    def allowed(self, where: Filter) -> Allowed:
        """The passages that a filter lets by; kept, as finding them may outlast the search."""
        key = (self.store.database.state(), where)
        if key not in self._allowed:
            self._allowed[key] = Allowed(changes.allowed(self.store, where))
            if len(self._allowed) > _FILTERS_KEPT:
                self._allowed.popitem(last=False)
        return self._allowed[key]

    def words(self, *, saved: bool = False) -> Bm25Index:
        """The ranking by words, up to date; to be asked for outside a snapshot.

        Where another process is long at it, an older state is given, if one is at hand. Where it
        cannot be written, it is made in memory, unless it must be `saved`.

        Raises:
            IndexBusy: another process is long at it, and nothing is at hand.
            IndexUnwritable: it cannot be written, and must be.
        """
        database = self.store.database
        state = database.state()
        if self._words is None:
            self._words = Bm25Index.open(self._words_folder, database.has_state)
        if self._words is None or self._words.state != state:
            waited = 0.0 if self._impatient == state else _PATIENCE_S
            try:
                with (
                    self._words_lock.hold(wait_s=None if self._words is None else waited),
                    # Taken after the lock: it knows every state that words were stamped with.
                    database.snapshot(),
                ):
                    self._words = self._caught_up_words()
            except IndexBusy:
                if self._words is None:
                    raise
                self._impatient = state  # One question waits for a state, and no other.
            except (OSError, IndexUnwritable) as error:
                if saved:
                    if isinstance(error, IndexUnwritable):
                        raise
                    raise unwritable_error(self._folder.parent, error) from error
                with database.snapshot():
                    self._words = self._words_in_memory()
        return self._words

    def should_rebuild(self) -> bool:
        """Whether the vectors' base on disk should be made anew."""
        dimension = self._dimension(self.store)
        return dimension is not None and dense_ivf.should_rebuild(
            self._folder, self.store, dimension, self._ivf_config
        )

    def wait(self) -> None:
        """Wait for what is being made in the background."""
        if self._making is not None:
            self._making.join()

    def build_ivf(self, wait_s: float | None = None) -> None:
        """Make the vectors' base on disk anew, over a connection of its own.

        Raises:
            IndexBusy: another process is at it, longer than we wait.
        """
        database = Database.open(self.store.database.path)
        try:
            store = Store(database)
            with self._vectors_lock.hold(wait_s), database.snapshot():
                dimension = self._dimension(store)
                if dimension is not None:
                    dense_ivf.build_ivf(self._folder, store, dimension, self._ivf_config)
        except OSError as error:
            raise unwritable_error(self._folder.parent, error) from error
        finally:
            database.close()

    def release(self) -> None:
        """Let go of the files that are mapped into memory."""
        self._words = self._vectors = None

    def has_ivf(self) -> bool:
        """Whether there is a base on disk."""
        return dense_ivf.saved_generation(self._folder) > 0

    def problems(self) -> list[str]:
        """What is wrong with the files, one sentence each."""
        has_state = self.store.database.has_state
        dimension = self._dimension(self.store) or 0
        found = dense_ivf.problems(self._folder, dimension, has_state)
        return found + bm25.problems(self._words_folder, has_state)

    def discard(self) -> None:
        """Throw the files away; they are made anew when they are needed."""
        with self._words_lock.hold(), self._vectors_lock.hold():
            shutil.rmtree(self._folder, ignore_errors=True)
        self._words = self._vectors = None

    def _caught_up_vectors(self) -> VectorIndex | None:
        dimension = self._dimension(self.store)
        if dimension is None:
            return None
        state, has_state = self.store.database.state(), self.store.database.has_state
        ranking = self._vectors
        if ranking is None or not self._may_follow(ranking, dimension, state):
            ranking = VectorIndex.open(self._folder, dimension, self._ivf_config, has_state)
        if ranking.state != state:
            since = ranking.state.generation
            ranking.follow(
                changes.removed_since(self.store, since),
                changes.vectors_since(self.store, since),
                state,
            )
        self._vectors = ranking
        idle = self._making is None or not self._making.is_alive()
        if self.long_lived and idle and ranking.outgrown and self._tried != state:
            self._tried = state
            self._making = threading.Thread(target=self._build_ivf_in_background, daemon=True)
            self._making.start()
        return ranking

    def _may_follow(self, ranking: VectorIndex, dimension: int, state: State) -> bool:
        """Whether a ranking in memory is of this store, and no better base lies on disk."""
        return (
            ranking.dimension == dimension
            and (ranking.state == state or self.store.database.has_state(ranking.state))
            and not (
                ranking.outgrown
                and dense_ivf.saved_generation(self._folder) > ranking.base_generation
            )
        )

    def _caught_up_words(self) -> Bm25Index:
        """The words at the store's state, while their lock is held."""
        store, state = self.store, self.store.database.state()
        # Another process may have written since; and what is there may be damaged by now.
        ranking = Bm25Index.open(self._words_folder, store.database.has_state, self._words)
        if ranking is None:
            for path in (self._folder, self._words_folder):
                if path.is_file():  # In the way, and of no use to anybody.
                    path.unlink()
            ranking = Bm25Index.create(self._words_folder)
        since = ranking.state.generation
        try:
            if ranking.state != state:
                removed = changes.removed_since(store, since).tolist()
                ranking.apply(removed, changes.texts_since(store, since), state)
            if ranking.stale_share > _STALE:
                ranking = Bm25Index.create(self._words_folder)
                ranking.apply([], changes.texts_since(store, 0), state)
        except OSError:  # What is half written is of no use, and its room may be wanted.
            shutil.rmtree(self._words_folder, ignore_errors=True)
            raise
        return ranking

    def _words_in_memory(self) -> Bm25Index:
        """The words at the store's state, of which nothing is written."""
        store, ranking = self.store, self._words
        since = ranking.state.generation if ranking is not None else 0
        if ranking is None or ranking.is_saved or len(changes.removed_since(store, since)):
            ranking, since = Bm25Index.in_memory(), 0
        ranking.apply([], changes.texts_since(store, since), store.database.state())
        return ranking

    def _build_ivf_in_background(self) -> None:
        # Where it cannot be made now, the next change is another occasion.
        with suppress(DixitError):
            self.build_ivf(wait_s=0)

    def _dimension(self, store: Store) -> int | None:
        identity = EmbedderIdentity.from_entries(store.manifest())
        return identity.dimension if identity else None
