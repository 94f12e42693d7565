"""The writing side of an index: one writer at a time, one transaction a change."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dixit.index.storage.lock import Lock
from dixit.index.storage.paths import WRITER_LOCK, open_database
from dixit.index.storage.store import Store


class Writer:
    """Opens the store for writing when it is first needed. Safe to share between threads."""

    def __init__(self, folder: Path, wait_s: float) -> None:
        self._folder = folder
        self._threads = threading.RLock()
        self._processes = Lock(folder / WRITER_LOCK, wait_s)
        self._store: Store | None = None

    @contextmanager
    def transaction(self) -> Iterator[tuple[Store, int]]:
        """The store to write, and the generation that is being written; readers go on reading."""
        with self._threads, self._processes.hold():
            store = self._current()
            with store.database.transaction() as generation:
                yield store, generation

    @contextmanager
    def closed(self) -> Iterator[None]:
        """Let no thread write meanwhile, and close the store at the end."""
        with self._threads:
            yield
            if self._store:
                self._store.database.close()

    def _current(self) -> Store:
        """The store to write, opened anew where a repair replaced the database."""
        if self._store is None or not self._store.database.is_current():
            if self._store is not None:
                self._store.database.close()
            self._store = Store(open_database(self._folder, to_write=True))
        return self._store
