"""`dixit eval` as a child: its progress, its result, its one sentence, and its end."""

import asyncio
import json
from contextlib import aclosing
from dataclasses import replace
from pathlib import Path

import pytest

from dixit.api.evaluation_run import EvaluationError, Finished, Progress, evaluating
from dixit.eval.sets.questions import SHIPPED
from dixit.rag.settings import Settings


@pytest.fixture
def settings(seed_index: Path) -> Settings:
    return replace(Settings(), index=seed_index)


def running() -> set[str]:
    """Children of ours that run `dixit eval`."""
    files = Path("/proc/self/task").glob("*/children")
    children = {child for file in files for child in file.read_text().split()}
    return {child for child in children if b"dixit\0eval" in command_line(child)}


def command_line(process: str) -> bytes:
    """Of a process that may have ended since it was listed; empty then."""
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""


async def test_it_tells_how_far_it_is_and_gives_what_the_command_printed(
    settings: Settings, tmp_path: Path
) -> None:
    questions = tmp_path / "two.jsonl"
    questions.write_text("\n".join(SHIPPED[0].read_text("utf-8").splitlines()[:2]), "utf-8")
    arguments = [str(questions), "--out", str(tmp_path), "--no-tutorial", "--progress", "json"]
    *progress, last = [each async for each in evaluating(arguments, settings)]

    assert progress[0] == Progress()
    assert Progress(0, 2) in progress
    assert isinstance(last, Finished)
    assert last.printed["questions"] == 2
    assert not running()


async def test_why_it_cannot_is_the_commands_own_sentence(
    settings: Settings, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text(json.dumps({"id": "1"}), "utf-8")
    with pytest.raises(EvaluationError, match=r"bad\.jsonl, line 1: not a question: it lacks lang"):
        _ = [each async for each in evaluating([str(bad)], settings)]


async def test_it_is_killed_when_nobody_listens_any_more(settings: Settings) -> None:
    async with aclosing(evaluating([str(SHIPPED[0])], settings)) as told:
        await anext(told)
        assert running()

    assert not running()


async def test_it_is_killed_when_it_is_cancelled(settings: Settings) -> None:
    async def listen() -> None:
        async for _ in evaluating([str(SHIPPED[0])], settings):
            pass

    task = asyncio.create_task(listen())
    while not running():
        await asyncio.sleep(0.05)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert not running()
