"""Vectors ranked by cosine, with FAISS: derived from the store, kept in a checksummed file.

The file is only a quicker way back to what SQLite holds: one that is missing, damaged or of
another store is ignored, and the vectors are added again.
"""

from collections.abc import Iterable
from pathlib import Path

import faiss
import numpy as np
import numpy.typing as npt

from index.aside import Stamp, publish, read_stamp, sha256_of, write_stamp
from index.records import Match, Vectors

_STAMP = "vectors.json"


class VectorIndex:
    """An exact inner-product index over unit vectors; ids are the store's passage numbers."""

    def __init__(self, index: faiss.Index, generation: int) -> None:
        self._index = index
        self.generation = generation

    @classmethod
    def empty(cls, dimension: int) -> "VectorIndex":
        """An index that follows nothing yet."""
        return cls(faiss.IndexIDMap2(faiss.IndexFlatIP(dimension)), generation=0)

    @classmethod
    def open(cls, folder: Path, index_id: str, dimension: int) -> "VectorIndex":
        """The saved index, or an empty one where it is missing, damaged or another store's."""
        stamp = read_stamp(folder / _STAMP)
        if stamp is None or stamp.index_id != index_id:
            return cls.empty(dimension)
        path = folder / stamp.file
        try:
            if sha256_of(path) != stamp.sha256:
                return cls.empty(dimension)
            index = faiss.read_index(str(path))
        except (OSError, RuntimeError):
            return cls.empty(dimension)
        return cls(index, stamp.generation) if index.d == dimension else cls.empty(dimension)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        """Length of each vector."""
        return int(self._index.d)

    def apply(
        self,
        removed: npt.NDArray[np.int64],
        added: Iterable[tuple[npt.NDArray[np.int64], Vectors]],
        generation: int,
    ) -> None:
        """Follow the store to `generation`: drop the removed ids, then add id-and-row batches.

        Replaying what was applied before changes nothing.
        """
        if len(removed):
            self._index.remove_ids(faiss.IDSelectorBatch(removed))
        for ids, rows in added:
            self._index.remove_ids(faiss.IDSelectorBatch(ids))
            self._index.add_with_ids(rows, ids)
        self.generation = generation

    def nearest(self, vector: Vectors, k: int) -> list[Match]:
        """The `k` passages of largest cosine with one unit vector of shape (dimension,)."""
        k = min(k, len(self))
        if k < 1:
            return []
        scores, ids = self._index.search(vector.reshape(1, -1), k)
        found = [
            Match(int(i), float(score))
            for i, score in zip(ids[0], scores[0], strict=True)
            if i >= 0
        ]
        return sorted(found, key=lambda match: (-match.score, match.passage_id))

    def save(self, folder: Path, index_id: str) -> None:
        """Publish the index; the stamp comes last, and only then the older file goes."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"vectors-{self.generation}.faiss"
        publish(path, faiss.serialize_index(self._index).tobytes())
        write_stamp(
            folder / _STAMP,
            Stamp(index_id, self.generation, file=path.name, sha256=sha256_of(path)),
        )
        for old in folder.glob("vectors-*.faiss"):
            if old != path:
                old.unlink(missing_ok=True)


def problems(folder: Path, index_id: str) -> list[str]:
    """What is wrong with the saved file, one sentence each; none where it is whole or absent."""
    path = folder / _STAMP
    stamp = read_stamp(path)
    if stamp is None:
        return (
            [f"{path}: not readable; it is built anew at the next search"] if path.exists() else []
        )
    if stamp.index_id != index_id:
        return [f"{path}: belongs to another index; it is built anew at the next search"]
    vectors = folder / stamp.file
    if not vectors.is_file() or sha256_of(vectors) != stamp.sha256:
        return [f"{vectors}: missing or damaged; it is built anew at the next search"]
    return []
