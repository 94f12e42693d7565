"""Reads files in parallel: one limited process for each core, each driven by a thread.

A file that holds several articles is read item by item, and each item has the whole time limit. If
one item stops the process, the others are still read.
"""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass
from queue import SimpleQueue
from types import TracebackType
from typing import TypeVar

from dixit.rag.ingestion.analysis import Analysis
from dixit.rag.ingestion.readers.extracts import WHOLE, Place, Unread, Unreadable
from dixit.rag.ingestion.readers.formats import format_of
from dixit.rag.ingestion.readers.worker import Limits, Stopped, Worker

_PROCESS = "dixit.rag.ingestion.analysis_process"
_MOST = 8
"""Processes; each takes about 150 MB, and the embedder needs cores too."""
_WORTH = 8
"""Files for which a further process is worth its start."""
_STOPS = 3
"""A file that has stopped the process so often is read no further."""
_AHEAD = 4
"""Files that are read ahead of the one whose turn it is, for each process."""

Task = TypeVar("Task")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Request:
    """The bytes of a file, or of a segment of a large one, and how its articles are named."""

    name: str
    """The name by which the file is cited; its ending decides the format."""
    data: bytes
    digest: str
    """SHA-256 of the bytes, in hexadecimal."""
    place: Place = WHOLE
    """Where the records stand in the file."""


class Readers:
    """A pool of processes that read and analyse files. They end with the context."""

    def __init__(self, limits: Limits, files: int) -> None:
        """Have as many processes as `files` can use; each starts with the first file it gets."""
        self._count = max(1, min(files // _WORTH, _MOST, _cores()))
        self._workers = [Worker(limits, _PROCESS) for _ in range(self._count)]
        self._idle: SimpleQueue[Worker] = SimpleQueue()
        self._threads = ThreadPoolExecutor(self._count, "dixit-read")
        self._closing = False
        for worker in self._workers:
            self._idle.put(worker)

    def __enter__(self) -> "Readers":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._closing = True
        self._threads.shutdown(wait=False, cancel_futures=True)
        for worker in self._workers:
            worker.end()
        self._threads.shutdown()

    @property
    def ahead(self) -> int:
        """How many files to give to the pool before the first result is waited for."""
        return self._count * _AHEAD

    def read(self, request: Request) -> "Future[list[Analysis | Unread]]":
        """Read a file.

        Returns:
            A future of the articles in it, and of the parts that cannot be read. Its result raises
            `Unreadable` if nothing can be read.
        """
        return self._threads.submit(self._read, request)

    def _read(self, request: Request) -> list[Analysis | Unread]:
        worker = self._idle.get()
        try:
            return self._with(worker, request)
        finally:
            self._idle.put(worker)

    def _with(self, worker: Worker, request: Request) -> list[Analysis | Unread]:
        holds_several = format_of(request.name).holds != "one"
        parts: list[Analysis | Unread] = []
        read, stops, resumed_at = 0, 0, -1
        while True:
            asked = {
                "name": request.name,
                "digest": request.digest,
                "place": asdict(request.place),
                "skip": read,
            }
            try:
                for answer in worker.ask(asked, request.data):
                    read += 1
                    if failed := answer.get("failed"):
                        parts.append(Unread(str(request.place.first + read - 1), failed))
                    parts.extend(map(_part, answer.get("parts", ())))
                if not holds_several and isinstance(parts[-1], Unread):
                    raise Unreadable(parts[-1].reason)
                return parts
            except Stopped as error:
                stops += 1
                is_stuck = read == resumed_at
                if self._closing or not holds_several or (is_stuck and stops > len(parts)):
                    raise
                if is_stuck or stops == _STOPS:
                    return [*parts, _last(request.place.first + read, error)]
                parts.append(Unread(str(request.place.first + read), str(error)))
                read += 1
                resumed_at = read
            except Unreadable as error:
                if not (holds_several and parts):
                    raise
                return [*parts, _last(request.place.first + read, error)]


def _last(number: int, error: Unreadable) -> Unread:
    """The item with which the reading of a file ended."""
    return Unread(str(number), f"{error}; what follows it in the file was not read")


def _part(fields: dict[str, object]) -> Analysis | Unread:
    if "reason" in fields:
        return Unread(str(fields["name"]), str(fields["reason"]))
    return Analysis.from_fields(fields)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def in_order(
    tasks: Iterable[Task], begin: Callable[[Task], "Future[Result]"], ahead: int
) -> Iterator[tuple[Task, "Future[Result]"]]:
    """Begin some tasks, and yield each with its future, in order; `ahead` are begun before that."""
    begun: deque[tuple[Task, Future[Result]]] = deque()
    for task in tasks:
        begun.append((task, begin(task)))
        if len(begun) > ahead:
            yield begun.popleft()
    yield from begun
