"""Killed at any moment, the index keeps all that was committed and goes on where it stopped."""

import multiprocessing
import random
import time
from pathlib import Path

import pytest

from index.records import IndexedDocument
from index.search_index import SearchIndex
from tests.index.crash_worker import Step, after, plan, read, work, write
from tests.index.samples import BASE_AT_ONCE, IDENTITY, article, same, vector

pytestmark = [pytest.mark.crash, pytest.mark.timeout(600)]

KILLS = 200
READERS = 8
SECONDS = 60.0
PAUSES = {"put": 0.004, "remove": 0.004, "catch up": 0.05, "compact": 0.05, "back up": 0.01}
"""Seconds that a step may take at most before it is killed."""

processes = multiprocessing.get_context("forkserver")
processes.set_forkserver_preload(["tests.index.crash_worker"])


def stored(folder: Path) -> dict[str, IndexedDocument]:
    index = SearchIndex.open(folder, layout=BASE_AT_ONCE)
    assert index.verify() == []
    held = {d.source: index.entry(d.source) for d in index.documents()}
    index.close()
    return held


def equal(one: dict[str, IndexedDocument], other: dict[str, IndexedDocument]) -> bool:
    return one.keys() == other.keys() and all(same(one[name], other[name]) for name in one)


def lines(path: Path) -> int:
    return path.read_bytes().count(b"\n") if path.exists() else 0


def _killed_at(steps: list[Step], first: int, kills: int, drawn: random.Random) -> int:
    """A step soon after `first` to kill in; the long ones, which are few, more often."""
    ahead = (len(steps) - first) // (kills + 1)
    soon = range(first, min(first + 2 * ahead, len(steps)))
    long = [number for number in soon if steps[number].what in ("compact", "back up")]
    return drawn.choice(long) if long else first + drawn.randrange(ahead + 1)


def test_two_hundred_kills_lose_nothing_that_was_committed(tmp_path: Path) -> None:
    steps, journal = plan(), tmp_path / "journal"
    drawn = random.Random(2026)
    kills, first = 0, 0
    killed_in: set[str] = set()
    while kills < KILLS:
        process = processes.Process(target=work, args=(tmp_path, journal, first))
        process.start()
        wanted = _killed_at(steps, first, KILLS - kills, drawn)
        while lines(journal) < wanted and process.is_alive():
            time.sleep(0.0005)
        time.sleep(drawn.uniform(0, 0.05 if wanted == first else PAUSES[steps[wanted].what]))
        process.kill()
        process.join()
        if process.exitcode != -9:
            pytest.fail(f"the plan was done after {kills} kills: it is too short")
        kills += 1
        first = lines(journal)
        killed_in.add(steps[first].what)
        if (tmp_path / "index" / "dixit.sqlite").exists():
            held = stored(tmp_path / "index")
            assert equal(held, after(steps[:first])) or equal(held, after(steps[: first + 1]))
    work(tmp_path, journal, first)

    assert killed_in == {step.what for step in steps}
    assert equal(stored(tmp_path / "index"), after(steps))
    for number, step in enumerate(steps):
        if step.what == "back up":
            assert equal(stored(tmp_path / f"backup-{step.number}"), after(steps[:number]))
    index = SearchIndex.open(tmp_path / "index")
    passages = [p for document in after(steps).values() for p in document.passages]
    assert len(index.matching("accord", "fr", 10_000)) == len(passages)
    assert len(index.nearest(vector("accord"), 10_000)) == len(passages)
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
