"""Execution of a run: ask every question and write the responses to a run file."""

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
"""The number of passages requested and stored for each question."""

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
    """The system under test: a `Dixit`, or an object with the same methods."""

    def ask(self, question: str, /) -> Answer:
        """Answer a question."""
        ...

    def search(self, query: str, /, k: int) -> list[Hit]:
        """The `k` best passages, best first."""
        ...

    def document(self, source: str, /) -> Document:
        """The stored document of a source."""
        ...


class Reference(Protocol):
    """A baseline of retrieval."""

    def search(self, query: str, /) -> list[Span]:
        """The passages found, best first."""
        ...


def versions() -> dict[str, str | None]:
    """The versions of Python and of the packages that affect results; None if not installed."""
    installed: dict[str, str | None] = {"python": platform.python_version()}
    for name in _PACKAGES:
        try:
            installed[name] = version(name)
        except PackageNotFoundError:
            installed[name] = None
    return installed


def header_of(
    sets: Mapping[str, Sequence[Question]], about: Mapping[str, object]
) -> dict[str, object]:
    """The header of a run file. Runs with the same header give the same answers.

    Args:
        sets: the questions by name of set.
        about: further fields, such as the settings and a fingerprint of the index.
    """
    questions_as_dicts = [
        question.as_dict() for questions in sets.values() for question in questions
    ]
    encoded = json.dumps(questions_as_dicts, ensure_ascii=False).encode()
    return {
        "format": FORMAT,
        "versions": versions(),
        "machine": f"{platform.system()} {platform.machine()}",
        **about,
        "sets": {name: len(questions) for name, questions in sets.items()},
        "questions": hashlib.sha256(encoded).hexdigest()[:16],
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
    """Ask every question in order and write the run file.

    The file gets its final name when it is complete. An interrupted run at the same path is
    resumed after its last complete line. One search at the start loads the models; its time is
    stored apart, in the header. An exception is stored as the reason why its question has no
    answer.

    Args:
        path: the run file.
        sets: the questions by name of set.
        asker: the system under test.
        about: fields for the header.
        reference: a baseline of retrieval to run on the same questions.
        tell: receives (questions asked, questions in total) instead of the bar on stderr.

    Raises:
        DixitError: the first search fails, or another process writes this run.
        OSError: the file cannot be written.
    """
    start = time.perf_counter()
    _, failure = _attempt(lambda: asker.search("bonjour", k=1))
    if isinstance(failure, DixitError):
        raise failure
    header = {**header_of(sets, about), "first_search_ms": _elapsed(start)}

    @cache
    def text_of(source: str) -> str | None:
        try:
            return asker.document(source).text
        except DixitError:
            return None

    path.parent.mkdir(parents=True, exist_ok=True)
    part = part_of(path)
    all_questions = [(name, question) for name, questions in sets.items() for question in questions]
    with _alone(path):
        lines = whole_lines(part) or [json.dumps(header, ensure_ascii=False)]
        count = len(lines) - 1
        with part.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{line}\n" for line in lines)
            if tell:
                tell(count, len(all_questions))
            bar = tqdm(
                total=len(all_questions),
                initial=count,
                desc="Asking",
                unit="question",
                disable=tell is not None,
            )
            for done, (name, question) in enumerate(all_questions[count:], start=count + 1):
                file.write(_line(_asked(name, question, asker, reference, text_of).as_dict()))
                file.flush()
                bar.update()
                if tell:
                    tell(done, len(all_questions))
            bar.close()
        part.replace(path)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold a lock on a run, so that no other process resumes it at the same time."""
    file = path.with_name(f".{path.name}.lock")
    lock = FileLock(file)
    try:
        acquired = lock.acquire(timeout=0)
    except Timeout as error:
        raise RunFileError(f"Another process is writing the run {path}.") from error
    with acquired:
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
        start = time.perf_counter()
        result, failure = _attempt(call)
        milliseconds[name] = _elapsed(start)
        if failure is not None:
            errors[name] = f"{type(failure).__name__}: {failure}"
        return result

    words = question.question
    hits = stage("search", lambda: asker.search(words, k=HITS)) or []
    answer = stage("ask", lambda: asker.ask(words).as_dict())
    spans = stage("reference", lambda: reference.search(words)) if reference else None
    return Asked(
        set_name=set_name,
        question=question,
        gold=tuple(_located(text, question.sources, text_of) for text in question.spans),
        hits=tuple(hit.as_dict(rank) for rank, hit in enumerate(hits, start=1)),
        answer=answer,
        stored=tuple(_stored(answer, text_of)),
        reference=tuple(spans or ()),
        milliseconds=milliseconds,
        errors=errors,
    )


def _attempt(call: Callable[[], _T]) -> tuple[_T | None, Exception | None]:
    # Any exception is a finding about the product, so it is recorded.
    try:
        return call(), None
    except Exception as error:
        return None, error


def _located(text: str, sources: Iterable[str], text_of: Callable[[str], str | None]) -> Gold:
    places = []
    for source in sources:
        document_text = text_of(source) or ""
        start = document_text.find(text)
        while start >= 0:
            places.append(Span(source, start, start + len(text)))
            start = document_text.find(text, start + 1)
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


def _elapsed(start: float) -> float:
    return round((time.perf_counter() - start) * 1000, 3)


def _line(record: Mapping[str, object]) -> str:
    return json.dumps(record, ensure_ascii=False) + "\n"
