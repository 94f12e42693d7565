"""The vectors' base on disk: an inverted file of 8-bit scalars, mapped into memory.

Jégou, Douze and Schmid, 2011, "Product Quantization for Nearest Neighbor Search", has the
inverted file; the scalars lose less than product quantisation, and scores are made exact anyway.
The file is only a quicker way back to what the store holds: one that is missing, damaged or of
another store is passed over and made again.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import faiss
import numpy as np

from dixit.index.records import Vectors
from dixit.index.search import changes
from dixit.index.storage.atomic import (
    Stamp,
    changed_files,
    publish,
    read_stamp,
    sha256_of,
    write_stamp,
)
from dixit.index.storage.database import State
from dixit.index.storage.store import Store

_STAMP = "vectors.json"
_SAMPLE_PER_LIST = 40
"""Vectors to train on; k-means gains nothing from more (Faiss takes 39 to 256)."""
_FEW_LISTS, _MANY_LISTS = 2 / 3, 3 / 2
"""How far the number of lists may lie from the best one before they are trained anew."""
_LISTS_IN_PARALLEL = 1
"""Faiss shares out the lists of one question among threads, instead of many questions."""


@dataclass(frozen=True, slots=True)
class IvfConfig:
    """When a base is made and how it is laid out, by measurement: `docs/storage-format.md`."""

    min_vectors: int = 50_000
    """Vectors from which a base pays."""
    lists_per_sqrt: float = 4.0
    """Lists for each square root of the number of vectors: 4,000 for a million."""
    probe_share: float = 0.2
    """Of the lists, how many a search looks through."""
    min_changes: int = 20_000
    change_share: float = 0.05
    """Vectors that may have come or gone since, at least and in proportion to the base."""

    def lists(self, count: int) -> int:
        """The number of lists for so many vectors."""
        return max(1, round(self.lists_per_sqrt * math.sqrt(count)))

    def outgrown(self, count: int, changed: int, has_ivf: bool) -> bool:
        """Whether a base pays for so many vectors, of which some came or went since the last."""
        if not has_ivf:
            return count >= self.min_vectors
        return changed > max(self.min_changes, self.change_share * count)


def open_ivf(
    folder: Path, dimension: int, has_state: Callable[[State], bool]
) -> tuple[faiss.IndexIVF, State] | None:
    """The base and the state that it follows, or None where there is none that can be used.

    `known` tells whether the store was ever in a state.
    """
    stamp = _usable_stamp(folder, dimension, has_state)
    base = _read(folder, stamp, faiss.IO_FLAG_MMAP_IFC) if stamp else None
    return (base, stamp.state) if stamp and base is not None else None


def build_ivf(folder: Path, store: Store, dimension: int, ivf_config: IvfConfig) -> None:
    """Publish a base of all that the store holds; inside a snapshot of it.

    The old base is brought up to date where its lists still suit, and else trained anew. The
    stamp comes last, and only then the older file goes. Where none is wanted, it only goes.

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
        _remove_but(folder, "")
        return
    if stamp:
        index, since = _read(folder, stamp, 0), stamp.generation
        gone = changes.removed_since(store, since)
        if index is not None and _suits(index, len(gone), lists):
            index.remove_ids(faiss.IDSelectorBatch(gone))
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
    publish(folder / name, lambda aside: _write(index, aside))
    files = {name: sha256_of(folder / name) or ""}
    write_stamp(folder / _STAMP, Stamp(state.generation, state.token, _rules(dimension), files))
    _remove_but(folder, name)


def _remove_but(folder: Path, kept: str) -> None:
    for path in folder.glob("vectors-*.faiss"):
        if path.name != kept:
            path.unlink(missing_ok=True)


def should_rebuild(folder: Path, store: Store, dimension: int, ivf_config: IvfConfig) -> bool:
    """Whether a base on disk is wanted and lacking, no longer fits, or is of no use."""
    if not (folder / _STAMP).exists():
        return ivf_config.outgrown(changes.count_since(store, 0), 0, has_ivf=False)
    stamp = _usable_stamp(folder, dimension, store.database.has_state)
    count = changes.count_since(store, 0)
    if stamp is None or count < ivf_config.min_vectors or changed_files(folder, stamp.files):
        return True
    since = stamp.generation
    changed = changes.count_since(store, since) + len(changes.removed_since(store, since))
    return ivf_config.outgrown(count, changed, has_ivf=True)


def saved_generation(folder: Path) -> int:
    """The generation that the base on disk says it follows; 0 where there is none."""
    stamp = read_stamp(folder / _STAMP)
    return stamp.generation if stamp else 0


def problems(folder: Path, dimension: int, has_state: Callable[[State], bool]) -> list[str]:
    """What is wrong with the saved base, one sentence each; none where it is whole or absent.

    A base of another store is nothing wrong: nobody uses it.
    """
    stamp = _usable_stamp(folder, dimension, has_state)
    return [
        f"{folder / name}: missing or damaged; it is made anew when it is needed"
        for name in (changed_files(folder, stamp.files) if stamp else ())
    ]


def _usable_stamp(folder: Path, dimension: int, has_state: Callable[[State], bool]) -> Stamp | None:
    stamp = read_stamp(folder / _STAMP)
    usable = stamp and stamp.rules == _rules(dimension) and has_state(stamp.state)
    return stamp if usable else None


def _rules(dimension: int) -> str:
    return f"ivf-sq8 of {dimension}"


def _read(folder: Path, stamp: Stamp, flags: int) -> faiss.IndexIVF | None:
    """The stamped base, or None where its file is not what was stamped."""
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
    except RuntimeError as error:  # As Faiss tells of a full disk.
        raise OSError(f"writing {path.name} failed") from error


def _suits(base: faiss.IndexIVF, gone: int, lists: int) -> bool:
    """Whether a base may be brought up to date: its lists still fit, and most of it is there."""
    return bool(_FEW_LISTS * lists <= base.nlist <= _MANY_LISTS * lists and gone <= base.ntotal / 2)


def _trained(sample: Vectors, lists: int) -> faiss.IndexIVF:
    """An empty base whose lists are the k-means clusters of a sample."""
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
