"""SQLite's errors in plain words: what, where, and what to do."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dixit.index.errors import (
    IndexBusy,
    IndexDamaged,
    IndexStoreError,
    IndexUnwritable,
    SchemaMismatch,
)

_LONGEST = 100
"""Characters of an error of SQLite's, which may quote what is stored."""
_LEAST_BYTES = 32_768
"""Of the file through which SQLite's processes share what they know of the log."""


def damage_error(path: Path, what: str) -> IndexDamaged:
    """The error for a store that cannot be trusted, with the way out."""
    return IndexDamaged(
        f"The index {path} is damaged ({what}): run `dixit repair`, which keeps what is whole, "
        "or open a backup with --index."
    )


def wrong_schema(path: Path, version: int, what: str) -> SchemaMismatch:
    """The error for tables that are not those of the version they say, with the way out."""
    return SchemaMismatch(
        f"The index {path} says that it has schema {version}, but {what}: open a backup "
        "with --index, or remove the folder and run `dixit index` again."
    )


def outdated_schema(path: Path) -> IndexUnwritable:
    """The error for older tables in a place that cannot be written to."""
    return IndexUnwritable(
        f"The index in {path.parent} was made by an older Dixit and is brought up to date before "
        "it is read, but nothing can be written there: check its permissions and the space left on "
        "the disk."
    )


NOT_WRITABLE = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM)
NO_ROOM = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)
"""A full disk; it is an input or output error where SQLite maps what it writes into memory."""


def primary_code(error: sqlite3.Error) -> int:
    """SQLite's primary result code, 0 where the error is Python's own."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


@contextmanager
def translated_errors(path: Path) -> Iterator[None]:
    """SQLite's errors as one sentence each."""
    try:
        yield
    except sqlite3.ProgrammingError as error:
        raise IndexStoreError(f"The index {path} is not open ({error}): open it again.") from error
    except sqlite3.Error as error:
        code = primary_code(error)
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise IndexBusy(
                f"Another process is writing to the index in {path.parent}: "
                "try again when it is done."
            ) from error
        if code == sqlite3.SQLITE_FULL or (code == sqlite3.SQLITE_IOERR and _is_full(path)):
            raise IndexStoreError(
                f"No space is left on the disk for the index {path}: make room, and run the "
                "command again; what was stored before is kept."
            ) from error
        if code in NOT_WRITABLE or code == sqlite3.SQLITE_IOERR:
            raise IndexStoreError(
                f"The index {path} cannot be read or written ({error}): check its permissions "
                "and the disk, or choose another folder with --index."
            ) from error
        raise damage_error(path, " ".join(str(error).split())[:_LONGEST]) from error


def _is_full(path: Path) -> bool:
    """Whether the disk has no room for the least that SQLite makes beside a database."""
    try:
        return shutil.disk_usage(path.parent).free < _LEAST_BYTES
    except OSError:
        return False
