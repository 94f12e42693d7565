"""`dixit eval` in a process of its own: what it tells while it runs, what it gives, its end."""

import asyncio
import json
import logging
import os
import signal
import sys
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from dixit.index.errors import DixitError
from dixit.rag.settings import Settings

log = logging.getLogger(__name__)

TICK_S = 0.3
"""Seconds after which something is told in any case, so that a visitor who has left is noticed."""
LINE = 1 << 20
"""Bytes that a line on stderr may have."""


class EvaluationError(DixitError):
    """The command could not do it; the message is the sentence in which it says why."""


@dataclass(frozen=True, slots=True)
class Finished:
    """The JSON that the command printed."""

    printed: Any


@dataclass(frozen=True, slots=True)
class Progress:
    """How many questions were asked, and of how many; `of` is 0 while the index is opened."""

    done: int = 0
    of: int = 0


async def evaluating(
    arguments: Sequence[str], settings: Settings
) -> AsyncGenerator[Progress | Finished]:
    """Run `dixit eval` with `--json`: its progress every now and then, and what it printed.

    The process and all that it started are killed when the iterator is closed or cancelled. Where
    this program is killed itself, the command ends at its next line of progress, read by nobody.

    Raises:
        EvaluationError: the command could not do it; empty where not even it could say why.
    """
    process = await asyncio.create_subprocess_exec(
        # -P: what lies in the working folder is never imported.
        *[sys.executable, "-P", "-m", "dixit", "eval", *arguments, "--json"],
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        limit=LINE,
        env=os.environ | _environment(settings),
        start_new_session=True,  # A group of its own, to be killed as a whole.
    )
    assert process.stdout is not None and process.stderr is not None
    printing = asyncio.create_task(process.stdout.read())
    said: list[str] = []
    try:
        progress = Progress()
        yield progress
        async for line in _ticking(process.stderr):
            before, told = progress, _told(line)
            progress = told or progress
            if told is None and line.strip():
                said.append(line.rstrip())
            if not line or progress.of != before.of:
                yield progress
        printed = await printing
        if await process.wait() != 0:
            raise EvaluationError(_sentence(said))
        yield Finished(json.loads(printed))
    finally:
        printing.cancel()
        await _end(process)


async def _ticking(pipe: asyncio.StreamReader) -> AsyncIterator[str]:
    """The lines, and an empty text each time that a tick has passed."""
    loop = asyncio.get_running_loop()
    due = loop.time() + TICK_S
    while True:
        try:
            line = await asyncio.wait_for(pipe.readline(), max(0.0, due - loop.time()))
            if not line:
                return
            yield line.decode("utf-8", "replace")
        except TimeoutError:
            yield ""
            due = loop.time() + TICK_S


def _told(line: str) -> Progress | None:
    """The progress that a line tells, if it is such a line."""
    try:
        told = json.loads(line)
        return Progress(int(told["done"]), int(told["of"]))
    except (ValueError, TypeError, KeyError):
        return None


def _sentence(said: Sequence[str]) -> str:
    """What the command says of why it failed; a traceback is for the terminal only."""
    for line in reversed(said):
        if line.startswith("dixit: "):
            return line.removeprefix("dixit: ")
    log.error("dixit eval failed:\n%s", "\n".join(said))
    return ""


def _environment(settings: Settings) -> dict[str, str]:
    """The page's own settings for the command, wherever they were set, and its own modules."""
    given = {name: value for name, value in settings.as_dict().items() if value is not None}
    return {f"DIXIT_{name.upper()}": str(value) for name, value in given.items()}


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    await process.wait()
