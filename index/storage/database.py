"""One SQLite connection: opening, schema migration, transactions and snapshots.

The database is in write-ahead-log mode (https://sqlite.org/wal.html): readers see one consistent
state and go on while another process writes.
"""

import sqlite3
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from dixit.index.errors import IndexStoreError, SchemaMismatch
from dixit.index.storage.connection import connect, register_functions, wal_bytes
from dixit.index.storage.schema import MIGRATIONS
from dixit.index.storage.sqlite_errors import (
    NO_ROOM,
    NOT_WRITABLE,
    damage_error,
    outdated_schema,
    primary_code,
    translated_errors,
    wrong_schema,
)

_WAL_BYTES = 64_000_000
"""Size to which the log file is truncated after a checkpoint (`journal_size_limit`)."""
_PAGE_BYTES = 8192
"""Five float32 vectors of 384 dimensions fit a page; the default of 4096 bytes holds two and wastes
a third."""

Parameters = Sequence[object] | Mapping[str, object]
"""Values of the `?` of a statement, or of its `:names`."""


@dataclass(frozen=True, slots=True)
class State:
    """One committed state of the store.

    `generation` counts the transactions. `token` is random, so that two copies of a database that
    change separately never share a state.
    """

    generation: int
    token: str


class Database:
    """One SQLite connection. Not thread-safe: the caller lets one thread at a time use it.

    Every method raises a subclass of `IndexStoreError` where SQLite fails, see `sqlite_errors`.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path, *, immutable: bool) -> None:
        self._connection = connection
        self.path = path
        self._immutable = immutable
        self._file = self._identity()

    @classmethod
    def open(cls, path: Path, *, to_write: bool = False) -> "Database":
        """Open or create the database, and migrate it to the current schema.

        If nothing can be written next to the file (read-only folder, full disk), it is opened as
        immutable, which needs no `-wal` and `-shm` files.

        Args:
            path: the database file.
            to_write: raise instead of opening as immutable.

        Raises:
            SchemaMismatch: a newer version made it, or its tables are not those of its version.
            IndexDamaged: the file is not a readable database.
            IndexBusy: another connection holds it for longer than 30 seconds.
            IndexUnwritable: it has an older schema, and cannot be migrated.
            IndexStoreError: it cannot be opened or written.
        """
        with translated_errors(path):
            database = cls(connect(path), path, immutable=False)
            try:
                database._prepare()
            except sqlite3.OperationalError as error:
                readable = primary_code(error) in (*NOT_WRITABLE, *NO_ROOM) and path.is_file()
                if to_write or not readable or wal_bytes(path):
                    raise
                # The log is empty, so nobody is writing: SQLite needs no files beside it.
                database = cls(connect(path, "?mode=ro&immutable=1"), path, immutable=True)
                database._prepare()
            database._file = database._identity()
            return database

    def is_current(self) -> bool:
        """Whether the open file is still the one at `path`; a repair replaces it.

        An immutable file also stops being current when it changes.
        """
        return self._file == self._identity()

    def _identity(self) -> tuple[int, ...]:
        try:
            status = self.path.stat()
        except OSError:
            return ()
        if not self._immutable:
            return (status.st_dev, status.st_ino)
        # An immutable connection ignores the log, so a new log also makes it outdated.
        return (
            status.st_dev,
            status.st_ino,
            status.st_mtime_ns,
            status.st_size,
            wal_bytes(self.path),
        )

    def close(self) -> None:
        """Close the connection."""
        with translated_errors(self.path):
            self._connection.close()

    def fetch_all(self, statement: str, parameters: Parameters = ()) -> list[tuple[Any, ...]]:
        """Run a statement and return all its rows."""
        with translated_errors(self.path):
            return self._connection.execute(statement, parameters).fetchall()

    def iterate(self, statement: str, parameters: Parameters = ()) -> Iterator[tuple[Any, ...]]:
        """Run a statement and yield its rows one at a time."""
        with translated_errors(self.path):
            yield from self._connection.execute(statement, parameters)

    def execute(self, statement: str, parameters: Parameters = ()) -> sqlite3.Cursor:
        """Run a statement that changes something; returns its cursor."""
        with translated_errors(self.path):
            return self._connection.execute(statement, parameters)

    def execute_many(self, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
        """Run a statement once for each row of parameters."""
        with translated_errors(self.path):
            self._connection.executemany(statement, rows)

    @contextmanager
    def transaction(self) -> Iterator[int]:
        """Commit all changes of the block, or none; yields the generation that they will make."""
        self.execute("BEGIN IMMEDIATE")
        try:
            generation = self.state().generation + 1
            yield generation
            self.execute("INSERT INTO states VALUES (?, ?)", (generation, uuid.uuid4().hex))
            self.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self.execute("ROLLBACK")
            raise

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Read one state throughout the block; a nested snapshot reads the outer state."""
        with translated_errors(self.path):
            nested = self._connection.in_transaction
        if nested:
            yield
            return
        self.execute("BEGIN")
        try:
            yield
        finally:
            with suppress(IndexStoreError):
                self.execute("COMMIT")

    def state(self) -> State:
        """The newest state.

        Raises:
            IndexDamaged: the table of states is empty.
        """
        rows = self.fetch_all(
            "SELECT generation, token FROM states ORDER BY generation DESC LIMIT 1"
        )
        if not rows:
            raise damage_error(self.path, "its states are missing")
        return State(*rows[0])

    def has_state(self, state: State) -> bool:
        """Whether the store has been in a state since the last compaction, see `prune_history`."""
        statement = "SELECT 1 FROM states WHERE generation = ? AND token = ?"
        return bool(self.fetch_all(statement, (state.generation, state.token)))

    def copy_to(self, path: Path) -> None:
        """Copy the newest state to a new file with SQLite's online backup; others go on writing.

        The state of the copy gets a token of its own, since the two may now change separately.

        Args:
            path: the new file.
        """
        with translated_errors(path):
            copy = sqlite3.connect(path, isolation_level=None)
            try:
                self._connection.backup(copy)
                copy.execute(
                    "DELETE FROM states WHERE generation < (SELECT max(generation) FROM states)"
                )
                copy.execute("UPDATE states SET token = ?", (uuid.uuid4().hex,))
                copy.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                copy.close()

    def shrink(self) -> None:
        """Free the disk space of deleted rows with SQLite's VACUUM, which is atomic."""
        self.execute(
            "PRAGMA temp_store = FILE"
        )  # VACUUM writes a temporary copy of the whole database.
        self.execute("VACUUM")
        self.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _prepare(self) -> None:
        """Migrate and check the tables; close the connection if they are not of this version."""
        try:
            if self._immutable and self._check_version() < len(MIGRATIONS):
                raise outdated_schema(self.path)
            if not self._immutable:
                self._bring_up_to_date()
            self._check_tables()
        except BaseException:
            self._connection.close()
            raise

    def _bring_up_to_date(self) -> None:
        self._connection.execute(f"PRAGMA page_size = {_PAGE_BYTES}")
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA foreign_keys = ON")
        self._connection.execute(f"PRAGMA journal_size_limit = {_WAL_BYTES}")
        self._migrate()

    def _check_version(self) -> int:
        version = int(self._connection.execute("PRAGMA user_version").fetchone()[0])
        if not 0 <= version <= len(MIGRATIONS):
            raise SchemaMismatch(
                f"The index in {self.path.parent} has schema {version} and this Dixit knows "
                f"{len(MIGRATIONS)}: upgrade Dixit, or use another --index."
            )
        return version

    def _migrate(self) -> None:
        while (version := self._check_version()) < len(MIGRATIONS):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                if self._check_version() == version:
                    for statement in MIGRATIONS[version]:
                        self._connection.execute(statement)
                    self._connection.execute(f"PRAGMA user_version = {version + 1}")
                self._connection.execute("COMMIT")
            except sqlite3.Error as error:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                if primary_code(error) != sqlite3.SQLITE_ERROR:
                    raise
                raise wrong_schema(self.path, version, str(error)) from error

    def _check_tables(self) -> None:
        if _columns(self._connection) != _expected_columns():
            raise wrong_schema(self.path, len(MIGRATIONS), "its tables are not that schema's")


def _columns(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """(table, column) for every column of every table, sorted."""
    return connection.execute(
        "SELECT tables.name, columns.name FROM sqlite_schema AS tables, "
        "pragma_table_info(tables.name) AS columns WHERE tables.type = 'table' "
        "AND tables.name NOT LIKE 'sqlite%' ORDER BY 1, 2"
    ).fetchall()


@cache
def _expected_columns() -> list[tuple[str, str]]:
    with sqlite3.connect(":memory:") as connection:
        register_functions(connection)
        for statement in (statement for step in MIGRATIONS for statement in step):
            connection.execute(statement)
        return _columns(connection)
