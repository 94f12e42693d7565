"""The connection to SQLite: opening, migrating, transactions, and its errors in plain words."""

import sqlite3
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from dixit.index.errors import IndexStoreError, SchemaMismatch
from dixit.index.filters import first_day, last_day
from dixit.index.storage.checksum import checksum
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

_WAIT_S = 30.0
_WAL_BYTES = 64_000_000
"""What the log beside the database may keep of the disk once it is empty."""
_PAGE_BYTES = 8192
"""Five vectors of 384 dimensions a page; SQLite's usual 4096 would hold two and waste a third."""

Parameters = Sequence[object] | Mapping[str, object]
"""Values for a statement's `?`, or for its `:names`."""


@dataclass(frozen=True, slots=True)
class State:
    """One state of the store. Its token is random, so that no copy or rival ever repeats it."""

    generation: int
    token: str


class Database:
    """One SQLite connection; the caller sees to it that one thread at a time uses it."""

    def __init__(self, connection: sqlite3.Connection, path: Path, *, immutable: bool) -> None:
        self._connection = connection
        self.path = path
        self._immutable = immutable
        self._file = self._identity()

    @classmethod
    def open(cls, path: Path, *, to_write: bool = False) -> "Database":
        """Open or create the database, and bring its schema up to date.

        Where nothing can be written beside it, as the folder is read-only or the disk is full,
        what lies there is opened for reading alone, unless it is opened `to_write`.

        Raises:
            SchemaMismatch: a newer version made it, or its tables are not those of its version.
            IndexDamaged: the file is not a readable database.
            IndexBusy: another process holds it for longer than we wait.
            IndexUnwritable: it cannot be read without writing first.
            IndexStoreError: it cannot be opened or written.
        """
        with translated_errors(path):
            database = cls(_connect(path), path, immutable=False)
            try:
                database._prepare()
            except sqlite3.OperationalError as error:
                readable = primary_code(error) in (*NOT_WRITABLE, *NO_ROOM) and path.is_file()
                if to_write or not readable or _wal_bytes(path):
                    raise
                # Nobody is writing: SQLite may do without the files it would make beside it.
                database = cls(_connect(path, "?mode=ro&immutable=1"), path, immutable=True)
                database._prepare()
            database._file = database._identity()
            return database

    def is_current(self) -> bool:
        """Whether the file that is open is still the one at its path, with what it held."""
        return self._file == self._identity()

    def _identity(self) -> tuple[int, ...]:
        try:
            found = self.path.stat()
        except OSError:
            return ()
        if not self._immutable:
            return (found.st_dev, found.st_ino)
        # Others may write again: first to the log, which is not looked at here.
        return (found.st_dev, found.st_ino, found.st_mtime_ns, found.st_size, _wal_bytes(self.path))

    def close(self) -> None:
        """Let go of the file."""
        with translated_errors(self.path):
            self._connection.close()

    def fetch_all(self, statement: str, parameters: Parameters = ()) -> list[tuple[Any, ...]]:
        """Every row that a statement gives."""
        with translated_errors(self.path):
            return self._connection.execute(statement, parameters).fetchall()

    def iterate(self, statement: str, parameters: Parameters = ()) -> Iterator[tuple[Any, ...]]:
        """The rows that a statement gives, one at a time."""
        with translated_errors(self.path):
            yield from self._connection.execute(statement, parameters)

    def execute(self, statement: str, parameters: Parameters = ()) -> sqlite3.Cursor:
        """Run one statement for what it does."""
        with translated_errors(self.path):
            return self._connection.execute(statement, parameters)

    def execute_many(self, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
        """Run one statement for each row."""
        with translated_errors(self.path):
            self._connection.executemany(statement, rows)

    @contextmanager
    def transaction(self) -> Iterator[int]:
        """All of the changes inside, or none; gives the generation that they make."""
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
        """Everything read inside is of one state; a snapshot in a snapshot is the same one."""
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
        """The present state.

        Raises:
            IndexDamaged: there is none.
        """
        rows = self.fetch_all(
            "SELECT generation, token FROM states ORDER BY generation DESC LIMIT 1"
        )
        if not rows:
            raise damage_error(self.path, "its states are missing")
        return State(*rows[0])

    def has_state(self, state: State) -> bool:
        """Whether the store was ever in a state that it still remembers."""
        known = "SELECT 1 FROM states WHERE generation = ? AND token = ?"
        return bool(self.fetch_all(known, (state.generation, state.token)))

    def copy_to(self, path: Path) -> None:
        """Write a copy of one state to a new file, by SQLite's own backup; others go on writing.

        The copy's state has a name of its own: from here on the two may differ.
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
        """Give the room of deleted rows back to the disk. SQLite's VACUUM: all of it or nothing."""
        self.execute("PRAGMA temp_store = FILE")  # It holds the whole database anew.
        self.execute("VACUUM")
        self.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _prepare(self) -> None:
        """See that the tables are this version's; the connection is closed where they are not."""
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


def _connect(path: Path, options: str = "") -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}{options}",
        timeout=_WAIT_S,
        isolation_level=None,
        check_same_thread=False,
        uri=True,
    )
    _register_functions(connection)
    # What a statement sorts may not need a disk, which may be full.
    connection.execute("PRAGMA temp_store = MEMORY")
    return connection


def _wal_bytes(path: Path) -> int:
    """Bytes in the log beside a database; 0 where there is none."""
    try:
        return path.with_name(f"{path.name}-wal").stat().st_size
    except OSError:
        return 0


def _register_functions(connection: sqlite3.Connection) -> None:
    """Functions of ours that statements may call."""
    connection.create_function("checksum", -1, checksum, deterministic=True)
    connection.create_function("code_points", 1, len, deterministic=True)
    connection.create_function("first_day", 1, first_day, deterministic=True)
    connection.create_function("last_day", 1, last_day, deterministic=True)


def _columns(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Every table with each of its columns."""
    return connection.execute(
        "SELECT tables.name, columns.name FROM sqlite_schema AS tables, "
        "pragma_table_info(tables.name) AS columns WHERE tables.type = 'table' "
        "AND tables.name NOT LIKE 'sqlite%' ORDER BY 1, 2"
    ).fetchall()


@cache
def _expected_columns() -> list[tuple[str, str]]:
    with sqlite3.connect(":memory:") as connection:
        _register_functions(connection)
        for statement in (statement for step in MIGRATIONS for statement in step):
            connection.execute(statement)
        return _columns(connection)
