"""The vector index on disk: a memory-mapped FAISS `IndexIVFScalarQuantizer` with 8-bit codes.

An inverted file (IVF) assigns each vector to the nearest of `nlist` k-means centroids and searches
only the lists of the nearest centroids: Jégou, Douze and Schmid, 2011, "Product Quantization for
Nearest Neighbor Search", section IV. Scalar quantisation loses less than product quantisation, and
scores are recomputed from the exact vectors anyway.

The file is a cache of the store: if it is missing, damaged or of another store, it is ignored and
built again.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import faiss
import numpy as np

from dixit.index.records import Vectors
from dixit.index.search import changes
from dixit.index.search.stamp import Stamp, changed_files, read_stamp, write_stamp
from dixit.index.storage.atomic import publish, sha256_of
from dixit.index.storage.database import State
from dixit.index.storage.store import Store

_STAMP = "vectors.json"
_SAMPLE_PER_LIST = 40
"""Training vectors for each centroid; k-means gains nothing from more (FAISS takes 39 to 256)."""
_MIN_LISTS_RATIO, _MAX_LISTS_RATIO = 2 / 3, 3 / 2
"""How far the number of lists may lie from `IvfConfig.lists` before the centroids are retrained."""
_LISTS_IN_PARALLEL = 1
"""FAISS `parallel_mode`: threads share the lists of one query, instead of a batch of queries."""


@dataclass(frozen=True, slots=True)
class IvfConfig:
    """When the IVF index is built and how it is searched.

    `docs/storage-format.md` has the measurements behind the defaults.
    """

    min_vectors: int = 50_000
    """Number of vectors from which an IVF index is built."""
    lists_per_sqrt: float = 4.0
    """`nlist` as a multiple of the square root of the number of vectors: 4,000 for a million."""
    probe_share: float = 0.2
    """Share of the lists that a search probes (`nprobe / nlist`)."""
    min_changes: int = 20_000
    """Fewest vectors added or removed that cause a rebuild."""
    change_share: float = 0.05
    """A rebuild is due after more changes than `min_changes` and than this share of the vectors."""

    def lists(self, count: int) -> int:
        """The number of lists (`nlist`) for `count` vectors."""
        return max(1, round(self.lists_per_sqrt * math.sqrt(count)))

    def should_rebuild(self, count: int, changed: int, has_ivf: bool) -> bool:
        """Whether to build or rebuild the index.

        Args:
            count: number of vectors.
            changed: vectors added or removed since the last build.
            has_ivf: whether there is an index to rebuild.
        """
        if not has_ivf:
            return count >= self.min_vectors
        return changed > max(self.min_changes, self.change_share * count)


def open_ivf(
    folder: Path, dimension: int, has_state: Callable[[State], bool]
) -> tuple[faiss.IndexIVF, State] | None:
    """Open the index on disk, mapped into memory.

    Args:
        folder: where it lies.
        dimension: length of a vector.
        has_state: whether the store has been in a state, see `Database.has_state`.

    Returns:
        The index and the state that it follows; None if there is no usable one.
    """
    stamp = _usable_stamp(folder, dimension, has_state)
    ivf = _read(folder, stamp, faiss.IO_FLAG_MMAP_IFC) if stamp else None
    return (ivf, stamp.state) if stamp and ivf is not None else None


def build_ivf(folder: Path, store: Store, dimension: int, ivf_config: IvfConfig) -> None:
    """Build or update the index on disk from all vectors of the store.

    The old index is updated if its number of lists still fits, and retrained if not. The stamp is
    written after the index, and the old file is deleted last. Below `IvfConfig.min_vectors` the
    index is only deleted.

    Args:
        folder: where it lies.
        store: the store, within a snapshot.
        dimension: length of a vector.
        ivf_config: the number of lists, and from when on an index is built.

    Raises:
        OSError: it cannot be written.
    """
    folder.mkdir(exist_ok=True)
    count = changes.count_since(store, 0)
    lists = ivf_config.lists(count)
    index, since = None, 0
    stamp = _usable_stamp(folder, dimension, store.database.has_state)
    if count < ivf_config.min_vectors:
        (folder / _STAMP).unlink(missing_ok=True)
        _remove_others(folder, "")
        return
    if stamp:
        index, since = _read(folder, stamp, 0), stamp.generation
        removed = changes.removed_since(store, since)
        if index is not None and _is_updatable(index, len(removed), lists):
            index.remove_ids(faiss.IDSelectorBatch(removed))
        else:
            index, since = None, 0
    if index is None:
        ids = changes.ids_since(store, 0)
        taken = np.linspace(0, len(ids) - 1, min(len(ids), lists * _SAMPLE_PER_LIST), dtype=int)
        index = _trained(changes.vectors_of(store, ids[taken]), lists)
    for ids, rows in changes.vectors_since(store, since):
        index.add_with_ids(rows, ids)
    state = store.database.state()
    name = f"vectors-{state.generation}-{state.token[:8]}.faiss"
    publish(folder / name, lambda temporary: _write(index, temporary))
    files = {name: sha256_of(folder / name) or ""}
    write_stamp(folder / _STAMP, Stamp(state.generation, state.token, _rules(dimension), files))
    _remove_others(folder, name)


def _remove_others(folder: Path, kept: str) -> None:
    for path in folder.glob("vectors-*.faiss"):
        if path.name != kept:
            path.unlink(missing_ok=True)


def should_rebuild(folder: Path, store: Store, dimension: int, ivf_config: IvfConfig) -> bool:
    """Whether the index on disk should be built, rebuilt or deleted.

    Args:
        folder: where it lies.
        store: the store that it follows.
        dimension: length of a vector.
        ivf_config: from when on an index is built, and after how many changes it is rebuilt.
    """
    if not (folder / _STAMP).exists():
        return ivf_config.should_rebuild(changes.count_since(store, 0), 0, has_ivf=False)
    stamp = _usable_stamp(folder, dimension, store.database.has_state)
    count = changes.count_since(store, 0)
    if stamp is None or count < ivf_config.min_vectors or changed_files(folder, stamp.files):
        return True
    since = stamp.generation
    changed = changes.count_since(store, since) + len(changes.removed_since(store, since))
    return ivf_config.should_rebuild(count, changed, has_ivf=True)


def saved_generation(folder: Path) -> int:
    """The generation that the index on disk is stamped with; 0 if there is none."""
    stamp = read_stamp(folder / _STAMP)
    return stamp.generation if stamp else 0


def problems(folder: Path, dimension: int, has_state: Callable[[State], bool]) -> list[str]:
    """One sentence for each missing or damaged file of the index; empty if there is none.

    The index of another store is no problem, since it is never used.
    """
    stamp = _usable_stamp(folder, dimension, has_state)
    return [
        f"{folder / name}: missing or damaged; it is rebuilt when it is needed"
        for name in (changed_files(folder, stamp.files) if stamp else ())
    ]


def _usable_stamp(folder: Path, dimension: int, has_state: Callable[[State], bool]) -> Stamp | None:
    stamp = read_stamp(folder / _STAMP)
    usable = stamp and stamp.rules == _rules(dimension) and has_state(stamp.state)
    return stamp if usable else None


def _rules(dimension: int) -> str:
    return f"ivf-sq8 of {dimension}"


def _read(folder: Path, stamp: Stamp, flags: int) -> faiss.IndexIVF | None:
    """The stamped index, or None if its file does not have the stamped checksum."""
    if len(stamp.files) != 1 or changed_files(folder, stamp.files):
        return None
    try:
        index = faiss.read_index(str(folder / next(iter(stamp.files))), flags)
    except RuntimeError:
        return None
    if not isinstance(index, faiss.IndexIVF):
        return None
    index.parallel_mode = _LISTS_IN_PARALLEL
    return index


def _write(index: faiss.IndexIVF, path: Path) -> None:
    try:
        faiss.write_index(index, str(path))
    except RuntimeError as error:  # FAISS reports a full disk so.
        raise OSError(f"writing {path.name} failed") from error


def _is_updatable(ivf: faiss.IndexIVF, removed: int, lists: int) -> bool:
    """Whether an index can be updated: its number of lists fits, and half of its vectors remain."""
    return bool(
        _MIN_LISTS_RATIO * lists <= ivf.nlist <= _MAX_LISTS_RATIO * lists
        and removed <= ivf.ntotal / 2
    )


def _trained(sample: Vectors, lists: int) -> faiss.IndexIVF:
    """An empty index whose centroids are the k-means of a sample of shape (n, dim)."""
    dimension = sample.shape[1]
    index = faiss.IndexIVFScalarQuantizer(
        faiss.IndexFlatIP(dimension),
        dimension,
        min(lists, len(sample)),
        faiss.ScalarQuantizer.QT_8bit,
        faiss.METRIC_INNER_PRODUCT,
    )
    index.cp.min_points_per_centroid = 1
    index.train(sample)
    return index
