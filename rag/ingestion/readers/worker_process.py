"""The worker process of `worker.py`: reads one file after the other until its input ends."""

import json
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict
from typing import Any

from dixit.rag.ingestion.readers.extracts import Unreadable
from dixit.rag.ingestion.readers.formats import extracts, stumbled
from dixit.rag.ingestion.readers.worker import DONE, receive, send

Respond = Callable[[Mapping[str, Any], bytes], Iterator[Mapping[str, object]]]
"""Answers a request about a file's bytes."""


def serve(respond: Respond) -> None:
    """Read requests from standard input, and write the answers to standard output.

    The first command line argument is the memory limit in megabytes.

    Args:
        respond: gives the answers; what it raises becomes an answer with the reason.
    """
    megabytes = int(sys.argv[1])
    _limit_memory(megabytes)
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # Output of libraries must not get between the answers.
    while (request := receive(sys.stdin.buffer)) is not None:
        data = receive(sys.stdin.buffer)
        if data is None:
            return
        for answer in _answers(respond, json.loads(request), data, megabytes):
            send(answers, json.dumps(answer).encode())


def _answers(
    respond: Respond, request: Mapping[str, Any], data: bytes, megabytes: int
) -> Iterator[Mapping[str, object]]:
    try:
        yield from respond(request, data)
    except Unreadable as error:
        yield {"reason": str(error)}
    except MemoryError:
        yield {"reason": f"takes more than {megabytes:,} MB of memory to read", "stopped": True}
    except Exception as error:  # Any error of a parsing library, on an untrusted file.
        yield {"reason": stumbled(error)}
    else:
        yield DONE


def _whole(request: Mapping[str, Any], data: bytes) -> Iterator[Mapping[str, object]]:
    """All that a file holds, in one answer."""
    yield {"parts": [asdict(part) for part in extracts(request["name"], data)]}


def _end_with(parent: int) -> None:
    """End this process once its parent has ended, even in the middle of a file."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _limit_memory(megabytes: int) -> None:
    with suppress(ImportError, ValueError, OSError):  # Not every system supports limits.
        import resource  # noqa: PLC0415  # Unix only.

        resource.setrlimit(resource.RLIMIT_AS, (megabytes * 1_000_000, megabytes * 1_000_000))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    serve(_whole)
