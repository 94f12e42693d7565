"""Read access to an index: one connection, shared by the threads of a process."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dixit.index.search.dense_ivf import IvfConfig
from dixit.index.search.rankings import Rankings
from dixit.index.storage.database import Database
from dixit.index.storage.paths import open_database
from dixit.index.storage.store import Store


class Reader:
    """The store and its search indexes, for one thread at a time. Thread-safe.

    Args:
        folder: the index folder.
        database: its open database.
        ivf_config: when and how the vectors are written to disk.
        wait_s: seconds to wait for another process.
    """

    def __init__(
        self, folder: Path, database: Database, ivf_config: IvfConfig, wait_s: float
    ) -> None:
        self._folder = folder
        self._ivf_config = ivf_config
        self._wait_s = wait_s
        self._lock = threading.RLock()
        self._store = Store(database)
        self.rankings = Rankings(folder, self._store, ivf_config, wait_s)

    @contextmanager
    def current(self) -> Iterator[tuple[Store, Rankings]]:
        """Read the store and its search indexes; reopens them if a repair replaced the database."""
        with self._lock:
            if not self._store.database.is_current():
                long_lived = self.rankings.long_lived
                self._store.database.close()
                self._store = Store(open_database(self._folder))
                self.rankings = Rankings(self._folder, self._store, self._ivf_config, self._wait_s)
                self.rankings.long_lived = long_lived
            yield self._store, self.rankings

    @contextmanager
    def snapshot(self) -> Iterator[tuple[Store, Rankings]]:
        """Read one state of the store throughout the block."""
        with self.current() as (store, rankings), store.database.snapshot():
            yield store, rankings

    def close(self) -> None:
        """Close the database and the files of the search indexes."""
        with self._lock:
            self.rankings.release()
            self._store.database.close()
