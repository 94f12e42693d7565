"""Reads files in a separate process, with limits on time and memory.

Files from the web may be made to crash a reader. Whatever happens in the worker, the caller gets
either the text or a reason. A worker that hangs or crashes is killed, and the next file gets a new
one. `worker_process.py` is the other side.

Each message on a pipe is its length in bytes (8 bytes, big endian), then the bytes. A request is
two messages, JSON and the file's bytes. The answers are JSON objects; the last one is `DONE`.
"""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import IO, Any

from dixit.rag.ingestion.readers.extracts import Extract, Unread, Unreadable

_PROCESS = "dixit.rag.ingestion.readers.worker_process"
_KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TEMP", "TMP", "SYSTEMROOT")
"""The environment variables that the worker gets. API keys are not among them."""
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
"""There is a worker for each core, and each thread of a library takes from the memory limit."""
_LENGTH_BYTES = 8
_ENDS_S = 5.0
"""Seconds to wait for a killed worker to end."""
DONE: Mapping[str, Any] = {"done": True}
"""The answer after the last one to a request."""


class Stopped(Unreadable):
    """The reason why a worker was stopped, or stopped by itself, before it had an answer."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits for reading one file: seconds, and megabytes of memory."""

    seconds: float = 60.0
    megabytes: int = 2_000


DEFAULT_LIMITS = Limits()


class Worker:
    """A process that reads files. It starts with the first file and ends with the context."""

    def __init__(self, limits: Limits, process: str = _PROCESS) -> None:
        """Store the limits and the name of the module to run; nothing is started yet."""
        self._limits = limits
        self._module = process
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
        self.end()

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
        (answer,) = self.ask({"name": name}, data)
        return [_part(fields) for fields in answer["parts"]]

    def ask(self, request: Mapping[str, object], data: bytes) -> Iterator[Mapping[str, Any]]:
        """Send a request to the process, and yield its answers. Each has the whole time limit.

        Args:
            request: what the process expects, as JSON values.
            data: the file's bytes.

        Raises:
            Stopped: there is no answer within the limits.
            Unreadable: the process gives a reason why it cannot go on.
        """
        process = self._started()

        def first() -> Mapping[str, Any] | None:
            return _asked(process, request, data)

        def following() -> Mapping[str, Any] | None:
            return _answer(process)

        step = first
        try:
            while (answer := self._timed(process, step)) != DONE:
                yield answer
                step = following
        except Unreadable:  # The process has ended, or is ready for the next request.
            raise
        except BaseException:  # Answers that nobody waits for are still to come.
            self.end()
            raise

    def _timed(
        self,
        process: subprocess.Popen[bytes],
        step: Callable[[], Mapping[str, Any] | None],
    ) -> Mapping[str, Any]:
        """One answer, if it comes within the time limit; otherwise the process is ended."""
        late = threading.Event()

        def stop() -> None:
            late.set()
            process.kill()

        clock = threading.Timer(self._limits.seconds, stop)
        clock.start()
        try:
            answer = step()
        finally:
            clock.cancel()
        if late.is_set():  # Even if the answer came at the last moment: the process is killed.
            self.end()
        if answer is None:
            self.end()
            raise Stopped(
                f"takes longer than {self._limits.seconds:g} s to read"
                if late.is_set()
                else "its reader broke off: the file is damaged, or made to break readers"
            )
        if reason := answer.get("reason"):
            raise (Stopped if answer.get("stopped") else Unreadable)(str(reason))
        return answer

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.end()
            environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
            self._scratch = TemporaryDirectory(prefix="dixit-read-")
            environment["TMPDIR"] = self._scratch.name
            self._process = subprocess.Popen(
                # -P: never import modules from the working folder.
                [sys.executable, "-P", "-m", self._module, str(self._limits.megabytes)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**environment, **_ONE_THREAD},
                start_new_session=True,  # Ctrl-C goes to this process only.
            )
        return self._process

    def end(self) -> None:
        """Kill the process and remove its temporary files; the next file gets a new one."""
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


def _asked(
    process: subprocess.Popen[bytes], request: Mapping[str, object], data: bytes
) -> Mapping[str, Any] | None:
    """The first answer to a request; None if the worker ended before it."""
    assert process.stdin is not None
    try:
        send(process.stdin, json.dumps(request).encode())
        send(process.stdin, data)
    except (BrokenPipeError, ValueError):  # The process ended, or its pipes were closed.
        return None
    return _answer(process)


def _answer(process: subprocess.Popen[bytes]) -> Mapping[str, Any] | None:
    """The next answer; None if the worker ended before it."""
    assert process.stdout is not None
    try:
        answer = receive(process.stdout)
    except ValueError:  # Its pipes were closed by another thread.
        return None
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
