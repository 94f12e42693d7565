"""The files of an index folder: names, creation, and checks before opening."""

from pathlib import Path

from dixit.index.errors import IndexDamaged, IndexMissing, IndexStoreError
from dixit.index.storage.atomic import sync
from dixit.index.storage.database import Database
from dixit.index.storage.lock import Lock

DATABASE = "dixit.sqlite"
WRITER_LOCK = "writer.lock"
RUN_LOCK = "indexing.lock"
_HEADER_BYTES = 100
"""Size of the header of an SQLite file; a shorter file holds no database."""
WAIT_S = 30.0
"""Seconds to wait for the lock of another process, by default."""


def open_database(
    folder: Path, *, create: bool = False, to_write: bool = False, wait_s: float = WAIT_S
) -> Database:
    """Open the database of an index folder.

    Args:
        folder: the index folder.
        create: create an empty database if there is none.
        to_write: fail if it cannot be written; without it, reading needs no space on the disk.
        wait_s: seconds to wait for another process that creates it.

    Raises:
        IndexMissing: there is no database, and `create` is False.
        IndexStoreError: it cannot be read or written, or has another schema.
    """
    path = folder / DATABASE
    if not create:
        check_there(folder)
    elif not path.exists():
        _create(folder, wait_s)
    check_not_empty(path)
    return Database.open(path, to_write=to_write)


def check_not_empty(path: Path) -> None:
    """Refuse a truncated file, which SQLite would take for a new, empty database.

    Raises:
        IndexDamaged: the file is shorter than the header of a database.
    """
    if path.is_file() and path.stat().st_size < _HEADER_BYTES:
        raise IndexDamaged(
            f"The index {path} is empty, so its articles are lost: open a backup with --index, or "
            "remove the folder and run `dixit index` again."
        )


def _create(folder: Path, wait_s: float) -> None:
    """Create an empty database atomically: under a temporary name, then renamed."""
    path = folder / DATABASE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with Lock(folder / WRITER_LOCK, wait_s).hold():
            if not path.exists():
                new = path.with_name(f"{DATABASE}.new")
                remove_database(new)
                Database.open(new, to_write=True).close()
                # Left by a removed database; SQLite would replay them.
                for ending in ("-wal", "-shm"):
                    path.with_name(path.name + ending).unlink(missing_ok=True)
                new.replace(path)
                sync(folder)
    except OSError as error:
        raise IndexStoreError(
            f"The index folder {folder} cannot be made ({error.strerror}): choose another with "
            "--index."
        ) from error


def remove_database(path: Path) -> None:
    """Remove a database with its `-wal` and `-shm` files, as far as they exist."""
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def check_there(folder: Path) -> None:
    """Refuse a folder without an index.

    Raises:
        IndexMissing: the folder holds no database.
        IndexStoreError: the folder cannot be read, or its path is invalid.
    """
    try:
        there = (folder / DATABASE).is_file()
    except OSError as error:
        raise IndexStoreError(
            f"The index folder {folder} cannot be read ({error.strerror}): check the path and its "
            "permissions, or choose another with --index."
        ) from error
    if not there:
        raise IndexMissing(
            f"There is no index in {folder} yet: run `dixit index FOLDER` on your articles."
        )
