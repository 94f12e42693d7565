"""File locks between processes, whose holder the error message names."""

import json
import os
import shlex
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from dixit.index.errors import IndexBusy, IndexUnwritable

_MAX_COMMAND_CHARS = 60
"""Longest command line that a lock shows."""


class Lock:
    """An exclusive lock on a file. The operating system frees it when its holder dies.

    The holder writes its process id, command and start time into the file, for the error message
    of `IndexBusy`.

    Args:
        path: the lock file; it is created if missing, and never removed.
        wait_s: seconds to wait for another holder.
    """

    def __init__(self, path: Path, wait_s: float) -> None:
        self._path = path
        self._lock = FileLock(path, timeout=wait_s)

    @contextmanager
    def hold(self, wait_s: float | None = None) -> Iterator[None]:
        """Hold the lock during the block.

        Args:
            wait_s: seconds to wait for another holder; None means the lock's own `wait_s`.

        Raises:
            IndexBusy: another process still holds it after the wait.
            IndexUnwritable: the lock file cannot be written.
        """
        try:
            held = self._lock.acquire(timeout=wait_s)
        except Timeout as error:
            raise IndexBusy(
                f"{self.holder()} is writing to the index in {self._path.parent}: "
                "try again when it is done."
            ) from error
        except OSError as error:
            raise unwritable_error(self._path.parent, error) from error
        with held:
            with suppress(OSError):  # Only the error message of others needs it.
                self._path.write_text(_signature(), "utf-8")
            yield

    def is_free(self) -> bool:
        """Whether nobody holds the lock at the moment."""
        try:
            with self._lock.acquire(timeout=0):
                return True
        except Timeout:
            return False
        except OSError as error:
            raise unwritable_error(self._path.parent, error) from error

    def holder(self) -> str:
        """Who holds the lock, or held it last."""
        try:
            signed = json.loads(self._path.read_text("utf-8"))
            return f"Process {signed['pid']} ({signed['command']}, since {signed['since']})"
        except (OSError, ValueError, KeyError, TypeError):
            return "Another process"


def unwritable_error(folder: Path, error: OSError) -> IndexUnwritable:
    """The error for an index folder that an operation failed to write to."""
    return IndexUnwritable(
        f"The index in {folder} cannot be written ({error.strerror or error}): check its "
        "permissions and the space left on the disk."
    )


def _signature() -> str:
    command = shlex.join([Path(sys.argv[0]).name, *sys.argv[1:]])
    if len(command) > _MAX_COMMAND_CHARS:
        command = command[: _MAX_COMMAND_CHARS - 1] + "…"
    since = time.strftime("%Y-%m-%d %H:%M:%S")
    return json.dumps({"pid": os.getpid(), "command": command, "since": since})
