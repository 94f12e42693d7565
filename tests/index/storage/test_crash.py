"""Killed at any moment, the index keeps all that was committed and goes on where it stopped."""

import multiprocessing
import random
import signal
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import pytest

from dixit.index.records import IndexedDocument
from dixit.index.search_index import SearchIndex
from tests.index.crash_worker import OPENING, Death, Step, after, plan, read, work, write
from tests.index.samples import BASE_AT_ONCE, IDENTITY, article, same, vector

pytestmark = [pytest.mark.crash, pytest.mark.timeout(600)]

KILLS = 200
SPARED = 10
"""Kills that there would be room for after the last, so that none comes when all is done."""
READERS = 8
SECONDS = 60.0
FIRST_GUESS = 0.05
"""Seconds that a step is thought to take while none of its kind was done."""

processes = multiprocessing.get_context("forkserver")
processes.set_forkserver_preload(["tests.index.crash_worker"])


def stored(folder: Path) -> dict[str, IndexedDocument]:
    index = SearchIndex.open(folder, ivf_config=BASE_AT_ONCE)
    assert index.verify() == []
    held = {d.source: index.stored_document(d.source) for d in index.documents()}
    index.close()
    return held


def equal(one: dict[str, IndexedDocument], other: dict[str, IndexedDocument]) -> bool:
    return one.keys() == other.keys() and all(same(one[name], other[name]) for name in one)


def done(journal: Path) -> list[tuple[str, float]]:
    """What was done, openings too, and the seconds that each took."""
    lines = journal.read_text().splitlines() if journal.exists() else []
    return [(what, float(seconds)) for what, seconds in (line.split("\t") for line in lines)]


@dataclass(slots=True)
class History:
    """What was done so far, with the seconds it took, and in which kinds of step was killed."""

    done: list[tuple[str, float]] = field(default_factory=list)
    killed_in: set[str] = field(default_factory=set)


def _death(
    steps: list[Step], first: int, kills: int, drawn: random.Random, history: History
) -> Death:
    """A moment soon after step `first`: within the opening, or within a step of the plan.

    Kinds in which nothing was killed yet come first. How long a kind takes is known from what was
    done, whatever the machine.
    """
    ahead = (len(steps) - first) // (kills + 1)
    soon: dict[str, list[int | None]] = {OPENING: [None]}
    for number in range(first, min(first + 2 * ahead + 1, len(steps))):
        soon.setdefault(steps[number].what, []).append(number)
    what = drawn.choice([kind for kind in soon if kind not in history.killed_in] or list(soon))
    seconds = [taken for kind, taken in history.done if kind == what] or [FIRST_GUESS]
    return Death(drawn.choice(soon[what]), max(drawn.uniform(0, median(seconds)), 1e-6))


def test_two_hundred_kills_lose_nothing_that_was_committed(tmp_path: Path) -> None:
    steps, journal = plan(), tmp_path / "journal"
    drawn = random.Random(2026)
    history = History()
    first = 0
    for kills in range(KILLS):
        death = _death(steps, first, KILLS + SPARED - kills, drawn, history)
        process = processes.Process(target=work, args=(tmp_path, journal, first, death))
        process.start()
        process.join()
        assert process.exitcode == -signal.SIGALRM, f"after {kills} kills: {process.exitcode}"
        before, history.done = len(history.done), done(journal)
        opened = len(history.done) > before
        first = sum(what != OPENING for what, _ in history.done)
        history.killed_in.add(steps[first].what if opened else OPENING)
        if (tmp_path / "index" / "dixit.sqlite").exists():
            held = stored(tmp_path / "index")
            assert equal(held, after(steps[:first])) or equal(held, after(steps[: first + 1]))
    work(tmp_path, journal, first)

    assert history.killed_in == {OPENING, *(step.what for step in steps)}
    assert equal(stored(tmp_path / "index"), after(steps))
    for number, step in enumerate(steps):
        if step.what == "back up":
            assert equal(stored(tmp_path / f"backup-{step.number}"), after(steps[:number]))
    index = SearchIndex.open(tmp_path / "index")
    passages = [p for document in after(steps).values() for p in document.passages]
    assert len(index.search_text("accord", "fr", 10_000)) == len(passages)
    assert len(index.search_vector(vector("accord"), 10_000)) == len(passages)
    index.close()


def test_eight_readers_and_a_writer_see_whole_states_for_a_minute(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    index = SearchIndex.open(folder, create=True)
    index.put_all([article(number) for number in range(45)], IDENTITY)
    index.close()
    told = processes.Queue()
    workers = [
        processes.Process(target=read, args=(folder, seed, SECONDS, told))
        for seed in range(READERS)
    ]
    workers.append(processes.Process(target=write, args=(folder, SECONDS, told)))
    for worker in workers:
        worker.start()
    reports = [told.get(timeout=SECONDS + 120) for _ in workers]
    for worker in workers:
        worker.join()

    assert [wrong for _, wrong in reports if wrong] == []
    assert all(rounds > 0 for rounds, _ in reports)
    stored(folder)
