"""Vectors ranked by cosine, with FAISS: derived from the store.

Up to some tens of thousands, all vectors lie in memory, in an exact inner-product index. Beyond,
most lie in a base on disk. What has come since lies beside it in memory, what has gone is passed
over, and the candidates of the base are scored again from the stored vectors, so that every score
is exact.
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

_AGAIN = 4
"""Candidates scored again for each passage wanted."""
_LEAST_AGAIN = 64

NOTHING = State(0, "")
"""Before the first change."""


class Allowed:
    """A set of passage numbers that a search may find, as a bit for each."""

    def __init__(self, ids: Ids) -> None:
        self.count = len(ids)
        mask = np.zeros(int(ids.max(initial=0)) + 1, dtype=bool)
        mask[ids] = True
        self._bits = np.packbits(mask, bitorder="little")
        # The selector only points at the bits, and so is made of them as Faiss's Python does it.
        self.selector = faiss.IDSelectorBitmap(self._bits)  # type: ignore[call-arg, arg-type]
        """The set as Faiss asks for it."""

    def __contains__(self, passage_id: int) -> bool:
        byte, bit = divmod(passage_id, 8)
        return byte < len(self._bits) and bool(self._bits[byte] >> bit & 1)


class VectorIndex:
    """The ranking by meaning of one process; ids are the store's passage numbers."""

    def __init__(self, dimension: int, ivf_config: IvfConfig) -> None:
        self.dimension = dimension
        self.state = NOTHING
        self.base_generation = 0
        """Of the base on disk that was last looked at."""
        self._ivf_config = ivf_config
        self._base: faiss.IndexIVF | None = None
        self._since_base = faiss.IndexIDMap(faiss.IndexFlatIP(dimension))
        self._dropped: Ids = np.array([], dtype=np.int64)

    @classmethod
    def open(
        cls, folder: Path, dimension: int, ivf_config: IvfConfig, has_state: Callable[[State], bool]
    ) -> "VectorIndex":
        """The base in `folder` and nothing else, or nothing where it cannot be used.

        `known` tells whether the store was ever in a state.
        """
        index = cls(dimension, ivf_config)
        index.base_generation = saved_generation(folder)
        if opened := open_ivf(folder, dimension, has_state):
            index._base, index.state = opened
        return index

    @property
    def outgrown(self) -> bool:
        """Whether it pays to make the base anew."""
        changed = int(self._since_base.ntotal) + len(self._dropped)
        return self._ivf_config.outgrown(self._held, changed, self._base is not None)

    @property
    def _held(self) -> int:
        """Vectors that are held, those that are passed over included."""
        return int(self._since_base.ntotal + (self._base.ntotal if self._base is not None else 0))

    def follow(self, removed: Ids, added: Iterable[tuple[Ids, Vectors]], state: State) -> None:
        """Follow the store to `state`: drop ids, then add batches of ids and rows.

        Following the same step twice changes nothing.
        """
        if len(removed):
            self._since_base.remove_ids(faiss.IDSelectorBatch(removed))
            if self._base is not None:
                self._dropped = np.union1d(self._dropped, removed)
        for ids, rows in added:
            self._since_base.remove_ids(faiss.IDSelectorBatch(ids))
            self._since_base.add_with_ids(rows, ids)
        self.state = state

    def search(
        self,
        vector: Vectors,
        k: int,
        stored: Callable[[Ids], Vectors],
        allowed: Allowed | None = None,
    ) -> list[Match]:
        """The `k` passages of largest cosine with one unit vector of shape (dimension,).

        Args:
            vector: what to be near to.
            k: how many to find.
            stored: gives the stored vectors of passages.
            allowed: the passages that may be found; None lets all by.
        """
        if k < 1 or not self._held or (allowed is not None and not allowed.count):
            return []
        query = vector.reshape(1, -1)
        k = min(k, self._held)
        options = faiss.SearchParameters()
        options.sel = allowed.selector if allowed else None
        scores, ids = self._since_base.search(query, k, params=options)
        if self._base is not None:
            candidates = self._candidates(self._base, query, k, allowed)
            if len(candidates):
                scores = np.append(scores, stored(candidates) @ vector)
                ids = np.append(ids, candidates)
        found = [
            Match(i, score)
            for i, score in zip(ids.ravel().tolist(), scores.ravel().tolist(), strict=True)
            if i >= 0
        ]
        return sorted(found, key=lambda match: (-match.score, match.passage_id))[:k]

    def _candidates(
        self, base: faiss.IndexIVF, query: Vectors, k: int, allowed: Allowed | None
    ) -> Ids:
        """Passages of the base that may be among the nearest."""
        selector: faiss.IDSelector | None = None
        probes = self._ivf_config.probe_share * base.nlist
        if allowed is not None:
            # The fewer are let by, the further the nearest of them may lie.
            selector = allowed.selector
            probes *= base.ntotal / allowed.count
        elif len(self._dropped):
            selector = faiss.IDSelectorNot(faiss.IDSelectorBatch(self._dropped))
        wanted = max(_AGAIN * k, _LEAST_AGAIN)
        for looked_at in (min(math.ceil(probes), base.nlist), base.nlist):
            options = faiss.SearchParametersIVF()
            options.sel, options.nprobe = selector, looked_at
            ids: Ids = base.search(query, wanted, params=options)[1][0]
            ids = ids[ids >= 0]
            if len(ids) >= k:
                break
        return ids
