"""The lock of an index run, held from its first look at the files to its last change.

Single changes need only the writer lock, so an article can be removed during a run.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from dixit.index.storage.lock import Lock
from dixit.index.storage.paths import RUN_LOCK


@contextmanager
def only_run(folder: Path, wait_s: float, waiting: Callable[[str], None]) -> Iterator[None]:
    """Hold the lock of an index folder during the block.

    Args:
        folder: the index folder; it must exist.
        wait_s: seconds to wait for another run.
        waiting: called with the name of the other process before the wait.

    Raises:
        IndexBusy: the other run has not ended after the wait.
        IndexUnwritable: the lock file cannot be written.
    """
    lock = Lock(folder / RUN_LOCK, wait_s)
    if not lock.is_free():
        waiting(lock.holder())
    with lock.hold():
        yield
