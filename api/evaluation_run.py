"""Runs `dixit eval` in a separate process, and reports its progress and its result."""

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
"""Seconds between two reports at most, so that a visitor who has left is noticed."""
LINE = 1 << 20
"""The most bytes in a line on stderr."""


class EvaluationError(DixitError):
    """The command failed; the message is the command's own sentence."""


@dataclass(frozen=True, slots=True)
class Finished:
    """The JSON that the command printed."""

    printed: Any


@dataclass(frozen=True, slots=True)
class Progress:
    """Questions asked, and questions in total; `of` is 0 while the index is being opened."""

    done: int = 0
    of: int = 0


async def evaluating(
    arguments: Sequence[str], settings: Settings
) -> AsyncGenerator[Progress | Finished]:
    """Run `dixit eval` with `--json`.

    The process and its children are killed when the iterator is closed or cancelled. If this
    program itself is killed, the command ends when it writes its next line of progress.

    Yields:
        The progress from time to time, and at the end what the command printed.

    Raises:
        EvaluationError: the command failed; the message is empty if it gave no reason.
    """
    process = await asyncio.create_subprocess_exec(
        # -P: never import modules from the working folder.
        *[sys.executable, "-P", "-m", "dixit", "eval", *arguments, "--json"],
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        limit=LINE,
        env=os.environ | _environment(settings),
        start_new_session=True,  # A process group, so that it can be killed as a whole.
    )
    assert process.stdout is not None and process.stderr is not None
    printing = asyncio.create_task(process.stdout.read())
    messages: list[str] = []
    try:
        progress = Progress()
        yield progress
        async for line in _ticking(process.stderr):
            before, update = progress, _told(line)
            progress = update or progress
            if update is None and line.strip():
                messages.append(line.rstrip())
            if not line or progress.of != before.of:
                yield progress
        printed = await printing
        if await process.wait() != 0:
            raise EvaluationError(_sentence(messages))
        yield Finished(json.loads(printed))
    finally:
        printing.cancel()
        await _end(process)


async def _ticking(pipe: asyncio.StreamReader) -> AsyncIterator[str]:
    """The lines, and an empty text after each tick."""
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
    """The progress in a line; None if it has none."""
    try:
        fields = json.loads(line)
        return Progress(int(fields["done"]), int(fields["of"]))
    except (ValueError, TypeError, KeyError):
        return None


def _sentence(messages: Sequence[str]) -> str:
    """The command's own sentence on why it failed; tracebacks only go to the log."""
    for line in reversed(messages):
        if line.startswith("dixit: "):
            return line.removeprefix("dixit: ")
    log.error("dixit eval failed:\n%s", "\n".join(messages))
    return ""


def _environment(settings: Settings) -> dict[str, str]:
    """The page's settings as environment variables for the command."""
    values = {name: value for name, value in settings.as_dict().items() if value is not None}
    return {f"DIXIT_{name.upper()}": str(value) for name, value in values.items()}


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    await process.wait()
