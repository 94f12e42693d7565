"""Write access to an index: one writer at a time across threads and processes."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dixit.index.storage.lock import Lock
from dixit.index.storage.paths import WRITER_LOCK, open_database
from dixit.index.storage.store import Store


class Writer:
    """Opens the store for writing on first use. Thread-safe.

    Args:
        folder: the index folder.
        wait_s: seconds to wait for another process that writes.
    """

    def __init__(self, folder: Path, wait_s: float) -> None:
        self._folder = folder
        self._threads = threading.RLock()
        self._processes = Lock(folder / WRITER_LOCK, wait_s)
        self._store: Store | None = None

    @contextmanager
    def transaction(self) -> Iterator[tuple[Store, int]]:
        """Run the block in one transaction; yields the store and the new generation.

        Readers go on meanwhile and see the state before the transaction.

        Raises:
            IndexBusy: another process still writes after the wait.
            IndexStoreError: the store cannot be written.
        """
        with self._threads, self._processes.hold():
            store = self._current()
            with store.database.transaction() as generation:
                yield store, generation

    @contextmanager
    def closed(self) -> Iterator[None]:
        """Keep other threads from writing during the block, then close the store."""
        with self._threads:
            yield
            if self._store:
                self._store.database.close()

    def _current(self) -> Store:
        """The store to write to; reopened if a repair replaced the database."""
        if self._store is None or not self._store.database.is_current():
            if self._store is not None:
                self._store.database.close()
            self._store = Store(open_database(self._folder, to_write=True))
        return self._store
