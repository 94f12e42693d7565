"""Reads files in a separate process, with limits on time and memory.

Files from the web may be made to crash a reader. Whatever happens in the worker, the caller gets
either the text or a reason. A worker that hangs or crashes is killed, and the next file gets a new
one. `worker_process.py` is the other side.

Each message on a pipe is its length in bytes (8 bytes, big endian), then the bytes.
"""

import json
import os
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import IO, Any

from dixit.rag.ingestion.readers.extracts import Extract, Unread, Unreadable

_PROCESS = "dixit.rag.ingestion.readers.worker_process"
_KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TEMP", "TMP", "SYSTEMROOT")
"""The environment variables that the worker gets. API keys are not among them."""
_LENGTH_BYTES = 8
_ENDS_S = 5.0
"""Seconds to wait for a killed worker to end."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits for reading one file: seconds, and megabytes of memory."""

    seconds: float = 60.0
    megabytes: int = 2_000


DEFAULT_LIMITS = Limits()


class Worker:
    """A process that reads files. It starts with the first file and ends with the context."""

    def __init__(self, limits: Limits) -> None:
        """Store the limits; nothing is started yet."""
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._scratch: TemporaryDirectory[str] | None = None
        """The worker's temporary files, removed even if it was killed."""

    def __enter__(self) -> "Worker":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._end()

    def read(self, name: str, data: bytes) -> list[Extract | Unread]:
        """Read a file in the worker process.

        Args:
            name: the file's name; its ending decides the format.
            data: the file's bytes.

        Returns:
            The articles in the file, and the parts that could not be read.

        Raises:
            Unreadable: nothing can be read, or not within the limits.
        """
        process, late = self._started(), threading.Event()

        def stop() -> None:
            late.set()
            process.kill()

        clock = threading.Timer(self._limits.seconds, stop)
        clock.start()
        try:
            answer = _asked(process, name, data)
        except BaseException:
            self._end()
            raise
        finally:
            clock.cancel()
        if late.is_set():  # Even if the answer came at the last moment: the process is killed.
            self._end()
        if answer is None:
            self._end()
            raise Unreadable(
                f"takes longer than {self._limits.seconds:g} s to read"
                if late.is_set()
                else "its reader broke off: the file is damaged, or made to break readers"
            )
        if reason := answer.get("reason"):
            raise Unreadable(str(reason))
        return [_part(fields) for fields in answer["parts"]]

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
            self._scratch = TemporaryDirectory(prefix="dixit-read-")
            environment["TMPDIR"] = self._scratch.name
            self._process = subprocess.Popen(
                # -P: never import modules from the working folder.
                [sys.executable, "-P", "-m", _PROCESS, str(self._limits.megabytes)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment,
                start_new_session=True,  # Ctrl-C goes to this process only.
            )
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait(_ENDS_S)
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):  # Data that was still to be written.
                    pipe.close()
        if self._scratch is not None:
            self._scratch.cleanup()


def _asked(process: subprocess.Popen[bytes], name: str, data: bytes) -> dict[str, Any] | None:
    """The worker's answer; None if the worker ended before it."""
    assert process.stdin is not None and process.stdout is not None
    try:
        send(process.stdin, name.encode("utf-8", "surrogateescape"))
        send(process.stdin, data)
    except BrokenPipeError:
        return None
    answer = receive(process.stdout)
    return None if answer is None else json.loads(answer)


def _part(fields: dict[str, Any]) -> Extract | Unread:
    if "reason" in fields:
        return Unread(**fields)
    tuples = {name: tuple(value) for name, value in fields.items() if isinstance(value, list)}
    return Extract(**{**fields, **tuples})  # JSON has no tuples.


def send(pipe: IO[bytes], message: bytes) -> None:
    """Write one message to a pipe."""
    pipe.write(len(message).to_bytes(_LENGTH_BYTES, "big"))
    pipe.write(message)
    pipe.flush()


def receive(pipe: IO[bytes]) -> bytes | None:
    """Read one message from a pipe; None if the other side has closed it."""
    head = pipe.read(_LENGTH_BYTES)
    if len(head) < _LENGTH_BYTES:
        return None
    length = int.from_bytes(head, "big")
    message = pipe.read(length)
    return message if len(message) == length else None
