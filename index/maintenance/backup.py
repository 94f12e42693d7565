"""A copy of the index, whole or not at all, made while it is in use."""

import shutil
from pathlib import Path

from dixit.index.errors import IndexStoreError
from dixit.index.storage.atomic import sync
from dixit.index.storage.paths import DATABASE, open_database


def back_up(index: Path, folder: Path) -> None:
    """Write one state of the index in a folder to another one, which is new or empty.

    The copy is written beside the folder and renamed, so that a folder of that name is whole.

    Raises:
        IndexStoreError: something is in the folder, or it cannot be written.
    """
    folder = folder.expanduser().absolute()
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise IndexStoreError(
                f"{folder} is not empty: name a new folder, so that no other backup is lost."
            )
        aside = folder.with_name(f".{folder.name}.aside")
        shutil.rmtree(aside, ignore_errors=True)  # What a backup that died has left.
        aside.mkdir(parents=True)
        try:
            database = open_database(index)
            try:
                database.copy_to(aside / DATABASE)
            finally:
                database.close()
            sync(aside / DATABASE)
            sync(aside)
            aside.replace(folder)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
        sync(folder.parent)
    except OSError as error:
        raise IndexStoreError(
            f"The backup cannot be written to {folder} ({error.strerror or error}): check its "
            "permissions and the space left on the disk."
        ) from error
