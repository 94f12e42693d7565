"""Translation of SQLite errors into `IndexStoreError`: what failed, where, and what to do."""

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

_MAX_ERROR_CHARS = 100
"""Longest part of an SQLite message that is shown; it may quote stored data."""
_SHM_BYTES = 32_768
"""Smallest size of the `-shm` file, the shared index of the write-ahead log."""


def damage_error(path: Path, what: str) -> IndexDamaged:
    """The error for stored data that fails a check.

    Args:
        path: the database.
        what: what is wrong, as a clause: "the text of news.txt has changed".
    """
    return IndexDamaged(
        f"The index {path} is damaged ({what}): run `dixit repair`, which keeps what is whole, "
        "or open a backup with --index."
    )


def wrong_schema(path: Path, version: int, what: str) -> SchemaMismatch:
    """The error for tables that are not those of the stated schema version."""
    return SchemaMismatch(
        f"The index {path} says that it has schema {version}, but {what}: open a backup "
        "with --index, or remove the folder and run `dixit index` again."
    )


def outdated_schema(path: Path) -> IndexUnwritable:
    """The error for an older schema that cannot be migrated, since nothing can be written."""
    return IndexUnwritable(
        f"The index in {path.parent} was made by an older Dixit and is brought up to date before "
        "it is read, but nothing can be written there: check its permissions and the space left on "
        "the disk."
    )


NOT_WRITABLE = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM)
"""Result codes of a read-only file or folder."""
NO_ROOM = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)
"""Result codes of a full disk. Writing to the memory-mapped `-shm` file reports an I/O error."""


def primary_code(error: sqlite3.Error) -> int:
    """The primary result code of an SQLite error (https://sqlite.org/rescode.html).

    0 if Python's module raised the error itself.
    """
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


@contextmanager
def translated_errors(path: Path) -> Iterator[None]:
    """Turn the SQLite errors of the block into errors of the index.

    Args:
        path: the database, for the messages.

    Raises:
        IndexBusy: another connection holds the database.
        IndexDamaged: SQLite finds the file malformed.
        IndexStoreError: any other failure: a full disk, missing permissions, a closed connection.
    """
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
        raise damage_error(path, " ".join(str(error).split())[:_MAX_ERROR_CHARS]) from error


def _is_full(path: Path) -> bool:
    """Whether the disk has no space left for a `-shm` file."""
    try:
        return shutil.disk_usage(path.parent).free < _SHM_BYTES
    except OSError:
        return False
