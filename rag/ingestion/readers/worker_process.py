"""The worker process of `worker.py`: reads one file after the other until its input ends."""

import json
import os
import sys
import threading
import time
from contextlib import suppress
from dataclasses import asdict

from dixit.rag.ingestion.readers.extracts import Unreadable
from dixit.rag.ingestion.readers.formats import extracts, stumbled
from dixit.rag.ingestion.readers.worker import receive, send


def main() -> None:
    """Read files from standard input, and write the answers to standard output.

    The first command line argument is the memory limit in megabytes.
    """
    megabytes = int(sys.argv[1])
    _limit_memory(megabytes)
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # Output of libraries must not get between the answers.
    while (name := receive(sys.stdin.buffer)) is not None:
        data = receive(sys.stdin.buffer)
        if data is None:
            return
        answer = _answer(name.decode("utf-8", "surrogateescape"), data, megabytes)
        send(answers, json.dumps(answer).encode())


def _answer(name: str, data: bytes, megabytes: int) -> dict[str, object]:
    try:
        return {"parts": [asdict(part) for part in extracts(name, data)]}
    except Unreadable as error:
        return {"reason": str(error)}
    except MemoryError:
        return {"reason": f"takes more than {megabytes:,} MB of memory to read"}
    except Exception as error:  # Any error of a parsing library, on an untrusted file.
        return {"reason": stumbled(error)}


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
    main()
