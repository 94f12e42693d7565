"""One writer at a time, across processes; a second one waits, then learns who holds the lock."""

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

_LONGEST = 60


class Lock:
    """A lock on a file that its holder signs; the system frees it when the holder dies."""

    def __init__(self, path: Path, wait_s: float) -> None:
        self._path = path
        self._lock = FileLock(path, timeout=wait_s)

    @contextmanager
    def hold(self, wait_s: float | None = None) -> Iterator[None]:
        """Hold the lock, waiting for it so long; None is as long as was said at the start.

        Raises:
            IndexBusy: another holds it, and still did at the end of the wait.
            IndexUnwritable: the lock file cannot be made.
        """
        try:
            held = self._lock.acquire(timeout=wait_s)
        except Timeout as error:
            raise IndexBusy(
                f"{self._holder()} is writing to the index in {self._path.parent}: "
                "try again when it is done."
            ) from error
        except OSError as error:
            raise unwritable_error(self._path.parent, error) from error
        with held:
            with suppress(OSError):  # The signature is a courtesy.
                self._path.write_text(_signature(), "utf-8")
            yield

    def _holder(self) -> str:
        try:
            signed = json.loads(self._path.read_text("utf-8"))
            return f"Process {signed['pid']} ({signed['command']}, since {signed['since']})"
        except (OSError, ValueError, KeyError, TypeError):
            return "Another process"


def unwritable_error(folder: Path, error: OSError) -> IndexUnwritable:
    """The error for a folder that does not take what is to be written there."""
    return IndexUnwritable(
        f"The index in {folder} cannot be written ({error.strerror or error}): check its "
        "permissions and the space left on the disk."
    )


def _signature() -> str:
    command = shlex.join([Path(sys.argv[0]).name, *sys.argv[1:]])
    shown = command if len(command) <= _LONGEST else command[: _LONGEST - 1] + "…"
    since = time.strftime("%Y-%m-%d %H:%M:%S")
    return json.dumps({"pid": os.getpid(), "command": shown, "since": since})
