"""Maintenance of an index: catch-up, verification, compaction, repair.

Each operation opens a connection of its own, so that searches of the same process go on meanwhile.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from dixit.index.errors import IndexBusy
from dixit.index.maintenance.repair import Repair, repair_database
from dixit.index.search.dense_ivf import IvfConfig
from dixit.index.search.rankings import Rankings
from dixit.index.storage import integrity
from dixit.index.storage.lock import Lock
from dixit.index.storage.paths import WRITER_LOCK, open_database
from dixit.index.storage.store import Store


def catch_up(folder: Path, ivf_config: IvfConfig, wait_s: float) -> None:
    """Bring the search indexes on disk up to date with the store.

    Args:
        folder: the index folder.
        ivf_config: when and how the vectors are written to disk.
        wait_s: seconds to wait for another process.

    Raises:
        IndexBusy: another process still updates the BM25 index after the wait.
        IndexUnwritable: the folder cannot be written.
    """
    with _rankings(folder, ivf_config, wait_s) as rankings:
        rankings.bm25(saved=True)
        if rankings.should_rebuild():
            with suppress(IndexBusy):  # Another process is building it.
                rankings.build_ivf()


def verify(folder: Path, ivf_config: IvfConfig, wait_s: float) -> list[str]:
    """Check the store and the files of the search indexes.

    Returns:
        One sentence for each problem; empty if there is none.
    """
    with (
        _rankings(folder, ivf_config, wait_s) as rankings,
        rankings.store.database.snapshot(),
    ):
        return integrity.problems(rankings.store) or rankings.problems()


def compact(folder: Path, ivf_config: IvfConfig, wait_s: float) -> None:
    """Free the disk space of removed documents.

    The search indexes are brought up to date first, since the list of removed passages is deleted.

    Raises:
        IndexBusy: another process still writes after the wait.
    """
    with (
        Lock(folder / WRITER_LOCK, wait_s).hold(),
        _rankings(folder, ivf_config, wait_s, to_write=True) as rankings,
    ):
        rankings.bm25(saved=True)
        if rankings.should_rebuild() or rankings.has_ivf():
            rankings.build_ivf()
        database = rankings.store.database
        generation = database.state().generation
        with database.transaction():
            # A search index that follows an older state must be rebuilt from now on.
            rankings.store.prune_history(generation)
        database.shrink()


def repair(folder: Path, ivf_config: IvfConfig, wait_s: float) -> Repair:
    """Repair a damaged index: keep the intact documents, and rebuild damaged search indexes.

    Raises:
        IndexMissing: the folder holds no index.
        IndexStoreError: the folder cannot be read or written.
    """
    done = repair_database(folder, wait_s)
    with _rankings(folder, ivf_config, wait_s) as rankings:
        problems = rankings.problems()
        if problems:
            rankings.discard()
    catch_up(folder, ivf_config, wait_s)
    return replace(done, problems=(*done.problems, *problems))


@contextmanager
def _rankings(
    folder: Path, ivf_config: IvfConfig, wait_s: float, *, to_write: bool = False
) -> Iterator[Rankings]:
    database = open_database(folder, to_write=to_write)
    try:
        yield Rankings(folder, Store(database), ivf_config, wait_s)
    finally:
        database.close()
