"""What keeps an index well: over connections of their own, so that searches go on meanwhile."""

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
    """Bring what is derived up to date."""
    with _derived(folder, ivf_config, wait_s) as derived:
        derived.words(saved=True)
        if derived.should_rebuild():
            with suppress(IndexBusy):  # Then another process is making it.
                derived.build_ivf()


def verify(folder: Path, ivf_config: IvfConfig, wait_s: float) -> list[str]:
    """What is wrong, one sentence each."""
    with _derived(folder, ivf_config, wait_s) as derived, derived.store.database.snapshot():
        return integrity.problems(derived.store) or derived.problems()


def compact(folder: Path, ivf_config: IvfConfig, wait_s: float) -> None:
    """Give the room of what was removed back to the disk.

    Raises:
        IndexBusy: another process is writing.
    """
    with (
        Lock(folder / WRITER_LOCK, wait_s).hold(),
        _derived(folder, ivf_config, wait_s, to_write=True) as derived,
    ):
        derived.words(saved=True)
        if derived.should_rebuild() or derived.has_ivf():
            derived.build_ivf()
        database = derived.store.database
        followed = database.state().generation
        with database.transaction():
            # Whoever is behind this state has to read everything anew.
            derived.store.prune_history(followed)
        database.shrink()


def repair(folder: Path, ivf_config: IvfConfig, wait_s: float) -> Repair:
    """Make a damaged index sound: what is derived is made anew, what is stored and whole kept.

    Raises:
        IndexMissing: there is none.
        IndexStoreError: it cannot be read or written, and not for damage.
    """
    done = repair_database(folder, wait_s)
    with _derived(folder, ivf_config, wait_s) as derived:
        problems = derived.problems()
        if problems:
            derived.discard()
    catch_up(folder, ivf_config, wait_s)
    return replace(done, problems=(*done.problems, *problems))


@contextmanager
def _derived(
    folder: Path, ivf_config: IvfConfig, wait_s: float, *, to_write: bool = False
) -> Iterator[Rankings]:
    database = open_database(folder, to_write=to_write)
    try:
        yield Rankings(folder, Store(database), ivf_config, wait_s)
    finally:
        database.close()
