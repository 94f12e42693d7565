"""What the processes of the crash and concurrency tests do; they are killed from outside."""

import random
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.queues import Queue
from pathlib import Path
from typing import NamedTuple

from dixit.index.records import IndexedDocument
from dixit.index.search_index import SearchIndex
from tests.index.samples import BASE_AT_ONCE, IDENTITY, article, same, vector

DOCUMENTS = 500
OPENING = "open"


class Step(NamedTuple):
    """One change, and what it is made to."""

    what: str
    number: int = 0
    version: int = 0


def plan() -> list[Step]:
    """500 documents put; many replaced, some removed; now and then compacted and backed up."""
    steps: list[Step] = []
    for number in range(DOCUMENTS):
        steps.append(Step("put", number))
        if number % 3 == 2:
            steps.append(Step("put", number - 1, version=1))
        if number % 5 == 4:
            steps.append(Step("remove", number - 2))
        if number % 8 == 7:
            steps.append(Step("catch up"))
        if number % 40 == 39:
            steps.append(Step("compact"))
        if number % 25 == 24:
            steps.append(Step("back up", number))
    return steps


def after(steps: list[Step]) -> dict[str, IndexedDocument]:
    """What is stored once some steps are done."""
    model: dict[str, IndexedDocument] = {}
    for step in steps:
        document = article(step.number, step.version)
        if step.what == "put":
            model[document.document.source] = document
        elif step.what == "remove":
            model.pop(document.document.source, None)
    return model


class Death(NamedTuple):
    """When a process is killed: so many seconds after it began to open the index, or a step."""

    step: int | None
    """Its number in the plan; None is the opening."""
    seconds: float


def work(folder: Path, journal: Path, first: int, death: Death | None = None) -> None:
    """Open the index, do the plan from a step on, and write down what is done with its seconds."""
    if death is not None:
        # The system ends the process at the alarm, as it does at `kill -9`: nothing of ours runs.
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
    with journal.open("a") as done:

        @contextmanager
        def written(what: str, number: int | None) -> Iterator[None]:
            begun = time.monotonic()
            if death is not None and death.step == number:
                signal.setitimer(signal.ITIMER_REAL, death.seconds)
            yield
            done.write(f"{what}\t{time.monotonic() - begun}\n")
            done.flush()

        with written(OPENING, None):
            index = SearchIndex.open(folder / "index", create=True, ivf_config=BASE_AT_ONCE)
        for number, step in enumerate(plan()[first:], start=first):
            with written(step.what, number):
                _do(index, step, folder)


def _do(index: SearchIndex, step: Step, folder: Path) -> None:
    document = article(step.number, step.version)
    match step.what:
        case "put":
            index.put(document, IDENTITY)
        case "remove":
            if any(d.source == document.document.source for d in index.documents()):
                index.remove(document.document.source)
        case "catch up":
            index.catch_up()
        case "compact":
            index.compact()
        case "back up":
            if not (folder / f"backup-{step.number}").exists():
                index.backup(folder / f"backup-{step.number}")


def read(folder: Path, seed: int, seconds: float, told: "Queue[tuple[int, str]]") -> None:
    """Read and search for a while; tell how often, and the first thing that was wrong."""
    drawn = random.Random(seed)
    index = SearchIndex.open(folder, ivf_config=BASE_AT_ONCE)
    rounds = 0
    until = time.monotonic() + seconds
    try:
        while time.monotonic() < until:
            _read_once(index, drawn)
            rounds += 1
    except Exception as error:
        told.put((rounds, f"{type(error).__name__}: {error}"))
    else:
        told.put((rounds, ""))
    finally:
        index.close()


def _read_once(index: SearchIndex, drawn: random.Random) -> None:
    number = drawn.randrange(40)
    for matches in (
        index.search_text(f"accord {number}", "fr", 10),
        index.search_vector(vector(f"Marie annonce l'accord {number}"), 10),
    ):
        for passage in index.passages(match.passage_id for match in matches).values():
            version = int(passage.text.split("version ")[1].split()[0])
            written = article(int(passage.span.source[1:4]), version)
            assert passage in written.passages, f"a torn passage: {passage}"
    listed = {document.source for document in index.documents()}
    assert all(f"d{kept:03}.txt" in listed for kept in range(40, 45)), "a document has gone"
    source = f"d{drawn.randrange(40, 45):03}.txt"
    entry = index.stored_document(source)
    version = int(entry.document.text.split("version ")[1].split()[0])
    assert same(entry, article(int(source[1:4]), version)), f"a torn document: {source}"


def write(folder: Path, seconds: float, told: "Queue[tuple[int, str]]") -> None:
    """Change documents for a while; tell how often, and the first thing that was wrong."""
    drawn = random.Random(0)
    index = SearchIndex.open(folder, ivf_config=BASE_AT_ONCE)
    changes = 0
    until = time.monotonic() + seconds
    try:
        while time.monotonic() < until:
            number = drawn.randrange(45)
            index.put(article(number, drawn.randrange(6)), IDENTITY)
            if number < 40 and drawn.random() < 0.3:
                index.remove(f"d{number:03}.txt")
            if drawn.random() < 0.01:
                index.compact()
            changes += 1
    except Exception as error:
        told.put((changes, f"{type(error).__name__}: {error}"))
    else:
        told.put((changes, ""))
    finally:
        index.close()
