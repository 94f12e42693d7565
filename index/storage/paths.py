"""What lies in an index folder by what name, and whether there is an index at all."""

from pathlib import Path

from dixit.index.errors import IndexDamaged, IndexMissing, IndexStoreError
from dixit.index.storage.atomic import sync
from dixit.index.storage.database import Database
from dixit.index.storage.lock import Lock

DATABASE = "dixit.sqlite"
WRITER_LOCK = "writer.lock"
_HEADER_BYTES = 100
WAIT_S = 30.0
"""How long to wait for another process's lock."""


def open_database(
    folder: Path, *, create: bool = False, to_write: bool = False, wait_s: float = WAIT_S
) -> Database:
    """The database in `folder`; where there is none, one is made if `create` says so.

    One that is not opened `to_write` needs no room on the disk.

    Raises:
        IndexMissing: there is none, and `create` is False.
        IndexStoreError: it cannot be read, written or understood.
    """
    path = folder / DATABASE
    if not create:
        check_there(folder)
    elif not path.exists():
        _create(folder, wait_s)
    check_not_empty(path)
    return Database.open(path, to_write=to_write)


def check_not_empty(path: Path) -> None:
    """Refuse a file that SQLite would take for a new database.

    Raises:
        IndexDamaged: it is all but empty.
    """
    if path.is_file() and path.stat().st_size < _HEADER_BYTES:
        raise IndexDamaged(
            f"The index {path} is empty, so its articles are lost: open a backup with --index, or "
            "remove the folder and run `dixit index` again."
        )


def _create(folder: Path, wait_s: float) -> None:
    """An empty database, made aside and renamed: one that is there was once whole."""
    path = folder / DATABASE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with Lock(folder / WRITER_LOCK, wait_s).hold():
            if not path.exists():
                new = path.with_name(f"{DATABASE}.new")
                remove_database(new)
                Database.open(new, to_write=True).close()
                for ending in ("-wal", "-shm"):  # Of one that was here; they would be replayed.
                    path.with_name(path.name + ending).unlink(missing_ok=True)
                new.replace(path)
                sync(folder)
    except OSError as error:
        raise IndexStoreError(
            f"The index folder {folder} cannot be made ({error.strerror}): choose another with "
            "--index."
        ) from error


def remove_database(path: Path) -> None:
    """Remove a database with the files that SQLite keeps beside it."""
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def check_there(folder: Path) -> None:
    """Refuse a folder without an index.

    Raises:
        IndexMissing: there is none.
        IndexStoreError: nobody may look, or there can be no such folder.
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
