"""Asking every question and writing down what comes back, before anything is scored."""

import hashlib
import json
import platform
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Protocol, TypeVar

from filelock import FileLock, Timeout
from tqdm import tqdm

from dixit.eval.runs.resume import part_of, whole_lines
from dixit.eval.runs.run_file import FORMAT, Asked, Gold, RunFileError, Stage
from dixit.eval.sets.questions import Question
from dixit.index.errors import DixitError
from dixit.index.records import Document, Hit, Span
from dixit.rag.records import Answer

HITS = 10
"""How many passages are asked for and kept for each question."""

_PACKAGES = (
    "dixit-rag",
    "faiss-cpu",
    "langchain-core",
    "langchain-text-splitters",
    "onnxruntime",
    "sentence-transformers",
    "tantivy",
    "torch",
)
_T = TypeVar("_T")


class Asker(Protocol):
    """What is put to the test: a `dixit.rag.Dixit`, or something that looks like one."""

    def ask(self, question: str, /) -> Answer:
        """An answer to the question."""
        ...

    def search(self, query: str, /, k: int) -> list[Hit]:
        """The `k` best passages."""
        ...

    def document(self, source: str, /) -> Document:
        """A stored document."""
        ...


class Reference(Protocol):
    """Another way of finding passages, to compare with."""

    def search(self, query: str, /) -> list[Span]:
        """The passages found, best first."""
        ...


def versions() -> dict[str, str | None]:
    """The versions of Python and of the packages that decide the result; None where missing."""
    found: dict[str, str | None] = {"python": platform.python_version()}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = None
    return found


def header_of(
    sets: Mapping[str, Sequence[Question]], about: Mapping[str, object]
) -> dict[str, object]:
    """What a run tells of itself: two runs with the same header would come out the same."""
    asked = [question.as_dict() for questions in sets.values() for question in questions]
    told = json.dumps(asked, ensure_ascii=False).encode()
    return {
        "format": FORMAT,
        "versions": versions(),
        "machine": f"{platform.system()} {platform.machine()}",
        **about,
        "sets": {name: len(questions) for name, questions in sets.items()},
        "questions": hashlib.sha256(told).hexdigest()[:16],
    }


def write_run(
    path: Path,
    sets: Mapping[str, Sequence[Question]],
    asker: Asker,
    *,
    about: Mapping[str, object],
    reference: Reference | None = None,
    tell: Callable[[int, int], object] | None = None,
) -> None:
    """Ask every question, in order, and write the run file; it has its name only when whole.

    Where this very run was cut off, it goes on behind the last whole line. Progress is shown on
    stderr, unless `tell` takes it: how many were asked, and of how many. Loading is done by one
    search beforehand, whose time is kept apart. A crash is written down as the reason why that
    question has no answer.

    Raises:
        DixitError: not even the first search can be made, or another process writes this run.
        OSError: the file cannot be written.
    """
    started = time.perf_counter()
    _, failure = _attempt(lambda: asker.search("bonjour", k=1))
    if isinstance(failure, DixitError):
        raise failure
    header = {**header_of(sets, about), "first_search_ms": _elapsed(started)}

    @cache
    def text_of(source: str) -> str | None:
        try:
            return asker.document(source).text
        except DixitError:
            return None

    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = part_of(path)
    everything = [(name, question) for name, questions in sets.items() for question in questions]
    with _alone(path):
        there = whole_lines(unfinished) or [json.dumps(header, ensure_ascii=False)]
        asked = len(there) - 1
        with unfinished.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{line}\n" for line in there)
            if tell:
                tell(asked, len(everything))
            bar = tqdm(
                total=len(everything),
                initial=asked,
                desc="Asking",
                unit="question",
                disable=tell is not None,
            )
            for done, (name, question) in enumerate(everything[asked:], start=asked + 1):
                file.write(_line(_asked(name, question, asker, reference, text_of).as_dict()))
                file.flush()
                bar.update()
                if tell:
                    tell(done, len(everything))
            bar.close()
        unfinished.replace(path)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """While one process writes a run, no other goes on with it."""
    file = path.with_name(f".{path.name}.lock")
    lock = FileLock(file)
    try:
        held = lock.acquire(timeout=0)
    except Timeout as error:
        raise RunFileError(f"Another process is writing the run {path}.") from error
    with held:
        yield
        file.unlink(missing_ok=True)


def _asked(
    set_name: str,
    question: Question,
    asker: Asker,
    reference: Reference | None,
    text_of: Callable[[str], str | None],
) -> Asked:
    milliseconds: dict[Stage, float] = {}
    errors: dict[Stage, str] = {}

    def stage(name: Stage, call: Callable[[], _T]) -> _T | None:
        started = time.perf_counter()
        result, failure = _attempt(call)
        milliseconds[name] = _elapsed(started)
        if failure is not None:
            errors[name] = f"{type(failure).__name__}: {failure}"
        return result

    words = question.question
    hits = stage("search", lambda: asker.search(words, k=HITS)) or []
    answer = stage("ask", lambda: asker.ask(words).as_dict())
    compared = stage("reference", lambda: reference.search(words)) if reference else None
    return Asked(
        set_name=set_name,
        question=question,
        gold=tuple(_located(text, question.sources, text_of) for text in question.spans),
        hits=tuple(hit.as_dict(rank) for rank, hit in enumerate(hits, start=1)),
        answer=answer,
        stored=tuple(_stored(answer, text_of)),
        reference=tuple(compared or ()),
        milliseconds=milliseconds,
        errors=errors,
    )


def _attempt(call: Callable[[], _T]) -> tuple[_T | None, Exception | None]:
    # Whatever breaks is a finding about the product, to be written down and never to be lost.
    try:
        return call(), None
    except Exception as error:
        return None, error


def _located(text: str, sources: Iterable[str], text_of: Callable[[str], str | None]) -> Gold:
    places = []
    for source in sources:
        whole = text_of(source) or ""
        start = whole.find(text)
        while start >= 0:
            places.append(Span(source, start, start + len(text)))
            start = whole.find(text, start + 1)
    return Gold(text, tuple(places))


def _stored(
    answer: Mapping[str, object] | None, text_of: Callable[[str], str | None]
) -> list[str | None]:
    citations = answer["citations"] if answer else []
    assert isinstance(citations, list)
    texts = [(text_of(c["source"]), c["start"], c["end"]) for c in citations]
    return [
        text[start:end] if text is not None and 0 <= start < end <= len(text) else None
        for text, start, end in texts
    ]


def _elapsed(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 3)


def _line(record: Mapping[str, object]) -> str:
    return json.dumps(record, ensure_ascii=False) + "\n"
