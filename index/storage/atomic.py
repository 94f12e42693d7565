"""Atomic file writes: write to a temporary sibling, fsync, rename.

On POSIX a rename within a file system is atomic (`rename(2)`), so a reader sees the old bytes or
the new ones, never a mixture. Syncing the folder makes the rename itself survive a power cut.
"""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path


def publish(path: Path, write: Callable[[Path], object]) -> None:
    """Write a file atomically.

    A process that dies during the write leaves a temporary file `*.aside`, which the next call
    in the same folder removes.

    Args:
        path: the file to create or replace.
        write: writes the content to the path that it is given.

    Raises:
        OSError: the file cannot be written; the old one is kept.
    """
    for leftover in path.parent.glob("*.aside"):
        leftover.unlink(missing_ok=True)
    temporary = path.with_name(f"{path.name}.aside")
    try:
        write(temporary)
        sync(temporary)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    temporary.replace(path)
    sync(path.parent)


def sha256_of(path: Path) -> str | None:
    """SHA-256 of a file's bytes, in hexadecimal; None if the file cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def sync(path: Path) -> None:
    """Flush a file, or the entries of a folder, to the disk (`fsync`)."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:  # Windows does not open folders.
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
