"""Dense retrieval: passages ranked by cosine, with FAISS (https://faiss.ai).

Small indexes are exact: all vectors lie in memory in an `IndexFlatIP`, since the inner product of
unit vectors is their cosine. From 50,000 vectors on (`IvfConfig.min_vectors`), an IVF index on disk
(`dense_ivf`) holds most of them. Vectors added since lie in memory next to it, and removed ones are
skipped. Candidates of the IVF index are rescored from the stored float32 vectors, so that every
returned score is exact.
"""

import math
from collections.abc import Callable, Iterable
from pathlib import Path

import faiss
import numpy as np

from dixit.index.records import Match, Vectors
from dixit.index.search.changes import Ids
from dixit.index.search.dense_ivf import IvfConfig, open_ivf, saved_generation
from dixit.index.storage.database import State

_CANDIDATES_PER_HIT = 4
"""Candidates of the IVF index that are rescored for each passage wanted."""
_MIN_CANDIDATES = 64
"""Fewest candidates that are rescored."""

EMPTY_STATE = State(0, "")
"""The state of an index that follows no store yet."""


class AllowedIds:
    """The passage ids that a filtered search may return, as a bitmap.

    Args:
        ids: passage ids, int64 of shape (n,), in any order.
    """

    def __init__(self, ids: Ids) -> None:
        self.count = len(ids)
        mask = np.zeros(int(ids.max(initial=0)) + 1, dtype=bool)
        mask[ids] = True
        self._bits = np.packbits(mask, bitorder="little")
        # The selector points at the bits without copying them: `_bits` must stay alive.
        self.selector = faiss.IDSelectorBitmap(self._bits)  # type: ignore[call-arg, arg-type]
        """The same set in the form that FAISS takes."""

    def __contains__(self, passage_id: int) -> bool:
        byte, bit = divmod(passage_id, 8)
        return byte < len(self._bits) and bool(self._bits[byte] >> bit & 1)


class VectorIndex:
    """The vector index of one process; its ids are passage ids.

    Args:
        dimension: length of a vector.
        ivf_config: when and how the vectors are written to disk.
    """

    def __init__(self, dimension: int, ivf_config: IvfConfig) -> None:
        self.dimension = dimension
        self.state = EMPTY_STATE
        self.ivf_generation = 0
        """Generation of the on-disk index at the last check."""
        self._ivf_config = ivf_config
        self._ivf: faiss.IndexIVF | None = None
        self._recent = faiss.IndexIDMap(faiss.IndexFlatIP(dimension))
        self._removed: Ids = np.array([], dtype=np.int64)

    @classmethod
    def open(
        cls, folder: Path, dimension: int, ivf_config: IvfConfig, has_state: Callable[[State], bool]
    ) -> "VectorIndex":
        """Open the IVF index on disk; an empty index if there is none or it cannot be used.

        Args:
            folder: where it lies.
            dimension: length of a vector.
            ivf_config: when and how the vectors are written to disk.
            has_state: whether the store has been in a state, see `Database.has_state`.
        """
        index = cls(dimension, ivf_config)
        index.ivf_generation = saved_generation(folder)
        if opened := open_ivf(folder, dimension, has_state):
            index._ivf, index.state = opened
        return index

    @property
    def needs_rebuild(self) -> bool:
        """Whether enough has changed to rebuild the IVF index on disk."""
        changed = int(self._recent.ntotal) + len(self._removed)
        return self._ivf_config.should_rebuild(self._total, changed, self._ivf is not None)

    @property
    def _total(self) -> int:
        """Number of vectors, including removed ones that are skipped."""
        return int(self._recent.ntotal + (self._ivf.ntotal if self._ivf is not None else 0))

    def follow(self, removed: Ids, added: Iterable[tuple[Ids, Vectors]], state: State) -> None:
        """Apply the changes of the store up to a state. Applying them twice has no further effect.

        Args:
            removed: ids to remove, shape (n,).
            added: batches of ids, shape (n,), and vectors, shape (n, dim).
            state: the state of the store after the changes.
        """
        if len(removed):
            self._recent.remove_ids(faiss.IDSelectorBatch(removed))
            if self._ivf is not None:
                self._removed = np.union1d(self._removed, removed)
        for ids, rows in added:
            self._recent.remove_ids(faiss.IDSelectorBatch(ids))
            self._recent.add_with_ids(rows, ids)
        self.state = state

    def search(
        self,
        vector: Vectors,
        k: int,
        stored: Callable[[Ids], Vectors],
        allowed: AllowedIds | None = None,
    ) -> list[Match]:
        """The `k` passages with the largest cosine.

        Args:
            vector: a float32 unit vector of shape (dim,).
            k: most passages to return.
            stored: returns the stored vectors, shape (n, dim), of ids of shape (n,).
            allowed: the passages that may be returned; None means all.

        Returns:
            Matches by descending cosine, then ascending id.
        """
        if k < 1 or not self._total or (allowed is not None and not allowed.count):
            return []
        query = vector.reshape(1, -1)
        k = min(k, self._total)
        options = faiss.SearchParameters()
        options.sel = allowed.selector if allowed else None
        scores, ids = self._recent.search(query, k, params=options)
        if self._ivf is not None:
            candidates = self._candidates(self._ivf, query, k, allowed)
            if len(candidates):
                scores = np.append(scores, stored(candidates) @ vector)
                ids = np.append(ids, candidates)
        matches = [
            Match(i, score)
            for i, score in zip(ids.ravel().tolist(), scores.ravel().tolist(), strict=True)
            if i >= 0
        ]
        return sorted(matches, key=lambda match: (-match.score, match.passage_id))[:k]

    def _candidates(
        self, ivf: faiss.IndexIVF, query: Vectors, k: int, allowed: AllowedIds | None
    ) -> Ids:
        """Ids, shape (n,), of passages in the IVF index that may be among the `k` nearest."""
        selector: faiss.IDSelector | None = None
        probes = self._ivf_config.probe_share * ivf.nlist
        if allowed is not None:
            # The rarer the allowed passages, the more lists must be probed to meet `k` of them.
            selector = allowed.selector
            probes *= ivf.ntotal / allowed.count
        elif len(self._removed):
            selector = faiss.IDSelectorNot(faiss.IDSelectorBatch(self._removed))
        wanted = max(_CANDIDATES_PER_HIT * k, _MIN_CANDIDATES)
        for nprobe in (min(math.ceil(probes), ivf.nlist), ivf.nlist):
            options = faiss.SearchParametersIVF()
            options.sel, options.nprobe = selector, nprobe
            ids: Ids = ivf.search(query, wanted, params=options)[1][0]
            ids = ids[ids >= 0]
            if len(ids) >= k:
                break
        return ids
