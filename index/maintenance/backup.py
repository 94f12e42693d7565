"""Atomic backup of an index while it is in use."""

import shutil
from pathlib import Path

from dixit.index.errors import IndexStoreError
from dixit.index.storage.atomic import sync
from dixit.index.storage.paths import DATABASE, open_database


def back_up(index: Path, folder: Path) -> None:
    """Copy the newest state of an index to a new folder.

    The copy is written to a temporary folder and renamed, so that `folder` is never partial.

    Args:
        index: folder of the index.
        folder: folder of the copy; it must be missing or empty.

    Raises:
        IndexStoreError: the folder is not empty, or cannot be written.
    """
    folder = folder.expanduser().absolute()
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise IndexStoreError(
                f"{folder} is not empty: name a new folder, so that no other backup is lost."
            )
        temporary = folder.with_name(f".{folder.name}.aside")
        shutil.rmtree(temporary, ignore_errors=True)  # Left by an interrupted backup.
        temporary.mkdir(parents=True)
        try:
            database = open_database(index)
            try:
                database.copy_to(temporary / DATABASE)
            finally:
                database.close()
            sync(temporary / DATABASE)
            sync(temporary)
            temporary.replace(folder)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
        sync(folder.parent)
    except OSError as error:
        raise IndexStoreError(
            f"The backup cannot be written to {folder} ({error.strerror or error}): check its "
            "permissions and the space left on the disk."
        ) from error
