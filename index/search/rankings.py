"""The two search indexes of a process, kept up to date with the store: BM25 and vectors.

The first search after a change replays it: the index drops the passages removed since, and adds
those added since. The vector index on disk (IVF) is rebuilt when enough has changed, by the holder
of its lock, while every process goes on searching.
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
from dixit.index.search import bm25_files, changes, dense_ivf, filter_sql
from dixit.index.search.bm25 import Bm25Index
from dixit.index.search.dense import AllowedIds, VectorIndex
from dixit.index.search.dense_ivf import IvfConfig
from dixit.index.storage.database import Database, State
from dixit.index.storage.lock import Lock, unwritable_error
from dixit.index.storage.store import Store

_CACHED_FILTERS = 16
"""Filters whose matching passages are kept."""
_MAX_WAIT_S = 2.0
"""Seconds to wait while another process updates the BM25 index, if an older state is open here."""
_MAX_STALE_SHARE = 0.2
"""Share of removed passages above which BM25 is rebuilt: they still count in its scores."""


class Rankings:
    """The BM25 index and the vector index of one process. Not thread-safe.

    Args:
        folder: the index folder.
        store: the store that the search indexes follow.
        ivf_config: when and how the vectors are written to disk.
        wait_s: seconds to wait for another process that updates the same files.
    """

    def __init__(self, folder: Path, store: Store, ivf_config: IvfConfig, wait_s: float) -> None:
        self._folder = folder / "derived"
        self._bm25_folder = self._folder / "words"
        self.store = store
        self._ivf_config = ivf_config
        self._bm25_lock = Lock(folder / "words.lock", wait_s)
        self._vectors_lock = Lock(folder / "vectors.lock", wait_s)
        self._vectors: VectorIndex | None = None
        self._bm25: Bm25Index | None = None
        self._last_build_state: State | None = None
        self._timed_out_state: State | None = None
        self._build_thread: threading.Thread | None = None
        self._allowed: OrderedDict[tuple[State, Filter], AllowedIds] = OrderedDict()
        self.long_lived = False
        """Whether the vector index on disk may be rebuilt by a background thread."""

    def search_vector(self, vector: Vectors, k: int, where: Filter) -> list[Match]:
        """The `k` passages with the largest cosine, among those that match a filter.

        Args:
            vector: a float32 unit vector of shape (dim,).
            k: most passages to return.
            where: the filter.

        Returns:
            Matches by descending cosine; empty before the first document.

        Raises:
            ValueError: the vector has another shape, or holds values that are not finite.
        """
        ranking = self._current_vectors()
        if ranking is None:
            return []
        if vector.shape != (ranking.dimension,) or not np.isfinite(vector).all():
            raise ValueError(
                f"the vector to be near to has shape {vector.shape}; it takes "
                f"{ranking.dimension} finite numbers"
            )
        allowed = self.allowed(where) if where else None
        return ranking.search(vector, k, partial(changes.vectors_of, self.store), allowed)

    def allowed(self, where: Filter) -> AllowedIds:
        """Ids of the passages that match a filter; cached, as the query may outlast a search."""
        key = (self.store.database.state(), where)
        if key not in self._allowed:
            self._allowed[key] = AllowedIds(filter_sql.matching_ids(self.store, where))
            if len(self._allowed) > _CACHED_FILTERS:
                self._allowed.popitem(last=False)
        return self._allowed[key]

    def bm25(self, *, saved: bool = False) -> Bm25Index:
        """The BM25 index, brought up to date; call this outside a snapshot.

        While another process updates it for longer than 2 seconds, an older state is returned, if
        one is open. If it cannot be written, it is built in memory.

        Args:
            saved: raise instead of building in memory.

        Raises:
            IndexBusy: another process still updates it after the wait, and no state is open here.
            IndexUnwritable: it cannot be written, and `saved` is True.
        """
        database = self.store.database
        state = database.state()
        if self._bm25 is None:
            self._bm25 = Bm25Index.open(self._bm25_folder, database.has_state)
        if self._bm25 is None or self._bm25.state != state:
            waited = 0.0 if self._timed_out_state == state else _MAX_WAIT_S
            try:
                with (
                    self._bm25_lock.hold(wait_s=None if self._bm25 is None else waited),
                    # Begun after the lock: the snapshot then includes every stamped state.
                    database.snapshot(),
                ):
                    self._bm25 = self._current_bm25()
            except IndexBusy:
                if self._bm25 is None:
                    raise
                self._timed_out_state = state  # Only the first search waits for a state.
            except (OSError, IndexUnwritable) as error:
                if saved:
                    if isinstance(error, IndexUnwritable):
                        raise
                    raise unwritable_error(self._folder.parent, error) from error
                with database.snapshot():
                    self._bm25 = self._bm25_in_memory()
        return self._bm25

    def should_rebuild(self) -> bool:
        """Whether the vector index on disk is missing, outdated or damaged, see `dense_ivf`."""
        dimension = self._dimension(self.store)
        return dimension is not None and dense_ivf.should_rebuild(
            self._folder, self.store, dimension, self._ivf_config
        )

    def wait(self) -> None:
        """Wait until a rebuild in the background ends."""
        if self._build_thread is not None:
            self._build_thread.join()

    def build_ivf(self, wait_s: float | None = None) -> None:
        """Build or update the vector index on disk, over a connection of its own.

        Args:
            wait_s: seconds to wait for another process that builds it; None means the default.

        Raises:
            IndexBusy: another process still builds it after the wait.
            IndexUnwritable: it cannot be written.
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
        """Close the files of both indexes; the next search opens them again."""
        self._bm25 = self._vectors = None

    def has_ivf(self) -> bool:
        """Whether there is a vector index on disk."""
        return dense_ivf.saved_generation(self._folder) > 0

    def problems(self) -> list[str]:
        """One sentence for each damaged file; empty if there is none."""
        has_state = self.store.database.has_state
        dimension = self._dimension(self.store) or 0
        faults = dense_ivf.problems(self._folder, dimension, has_state)
        return faults + bm25_files.problems(self._bm25_folder, has_state)

    def discard(self) -> None:
        """Delete the files of both indexes; the next search rebuilds them."""
        with self._bm25_lock.hold(), self._vectors_lock.hold():
            shutil.rmtree(self._folder, ignore_errors=True)
        self._bm25 = self._vectors = None

    def _current_vectors(self) -> VectorIndex | None:
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
        idle = self._build_thread is None or not self._build_thread.is_alive()
        if self.long_lived and idle and ranking.needs_rebuild and self._last_build_state != state:
            self._last_build_state = state
            self._build_thread = threading.Thread(target=self._build_ivf_in_background, daemon=True)
            self._build_thread.start()
        return ranking

    def _may_follow(self, ranking: VectorIndex, dimension: int, state: State) -> bool:
        """Whether an index in memory can follow the store from its state.

        Not if the store does not know that state, or if a newer index on disk saves the work.
        """
        return (
            ranking.dimension == dimension
            and (ranking.state == state or self.store.database.has_state(ranking.state))
            and not (
                ranking.needs_rebuild
                and dense_ivf.saved_generation(self._folder) > ranking.ivf_generation
            )
        )

    def _current_bm25(self) -> Bm25Index:
        """The BM25 index on disk, updated to the state of the store; call this under its lock."""
        store, state = self.store, self.store.database.state()
        # Opened again: another process may have changed or damaged the files.
        ranking = Bm25Index.open(self._bm25_folder, store.database.has_state, self._bm25)
        if ranking is None:
            for path in (self._folder, self._bm25_folder):
                if path.is_file():  # A file in the place of a folder.
                    path.unlink()
            ranking = Bm25Index.create(self._bm25_folder)
        since = ranking.state.generation
        try:
            if ranking.state != state:
                removed = changes.removed_since(store, since).tolist()
                ranking.apply(removed, changes.texts_since(store, since), state)
            if ranking.stale_share > _MAX_STALE_SHARE:
                ranking = Bm25Index.create(self._bm25_folder)
                ranking.apply([], changes.texts_since(store, 0), state)
        except OSError:  # Partial files are useless, and the disk may be full.
            shutil.rmtree(self._bm25_folder, ignore_errors=True)
            raise
        return ranking

    def _bm25_in_memory(self) -> Bm25Index:
        """The BM25 index in memory, updated to the state of the store; writes nothing."""
        store, ranking = self.store, self._bm25
        since = ranking.state.generation if ranking is not None else 0
        if ranking is None or ranking.is_saved or len(changes.removed_since(store, since)):
            ranking, since = Bm25Index.in_memory(), 0
        ranking.apply([], changes.texts_since(store, since), store.database.state())
        return ranking

    def _build_ivf_in_background(self) -> None:
        # A failure is no error: the next change starts another attempt.
        with suppress(DixitError):
            self.build_ivf(wait_s=0)

    def _dimension(self, store: Store) -> int | None:
        identity = EmbedderIdentity.from_entries(store.manifest())
        return identity.dimension if identity else None
