"""The index at growing sizes: speed beside bare Faiss and tantivy, recall, memory, disk.

Passages are made up; vectors of real texts can be given in place of theirs. Each size is opened
and asked in a process of its own, with two threads.
"""

import multiprocessing
import os
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import faiss
import numpy as np
import tantivy

from dixit.eval.experiments import synthetic_corpus
from dixit.index.manifest import EmbedderIdentity
from dixit.index.records import Vectors
from dixit.index.search.dense_ivf import IvfConfig
from dixit.index.search_index import SearchIndex
from dixit.index.text.tokens import query_tokens

THREADS = 2
QUERIES = 200
K = 10
_DOCUMENTS_AT_ONCE = 250
_Result = TypeVar("_Result")
Bare = Callable[[int], object]
"""Does query number N with a bare library."""


@dataclass(frozen=True, slots=True)
class Scale:
    """What one size takes. Times are in milliseconds unless their names say seconds."""

    passages: int
    store_s: float
    derive_s: float
    derive_memory_mb: float
    """The largest resident memory of the process that made the rankings."""
    reopen_s: float
    """Opening in a new process, and the first search of each kind."""
    nearest_p50: float
    nearest_p95: float
    nearest_ratio: float
    """Median beside a bare Faiss search of the same kind of index."""
    matching_p50: float
    matching_p95: float
    matching_ratio: float
    """Median beside a bare tantivy search for the same terms."""
    both_p50: float
    both_p95: float
    recall: float
    """Of the 10 nearest by an exact search, the share that is found."""
    visible_s: float
    """Adding one article, until both searches find it."""
    memory_mb: float
    """The largest resident memory of the process that searched."""
    disk_ratio: float
    """Bytes on disk beside the bytes of texts and vectors."""


def measure(passages: int, real: Vectors | None = None) -> Scale:
    """One size, from an empty folder on.

    Args:
        passages: how many; a multiple of `made_up.PASSAGES_EACH`.
        real: vectors to use, shape (count, dimension), at least `passages + QUERIES`.
    """
    count = passages + QUERIES
    rows = synthetic_corpus.clustered(count) if real is None else real[:count]
    stored, asked = rows[:passages], rows[passages:]
    with TemporaryDirectory() as scratch:
        folder = Path(scratch, "index")
        began = time.perf_counter()
        texts = _fill(folder, stored)
        filled = time.perf_counter() - began
        derived = _in_new_process(partial(_derive, folder))
        disk = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        found = _in_new_process(partial(_ask, folder, asked))
        exact = _exact(stored, asked)
        hits = [len(set(ids) & set(best)) for ids, best in zip(found.ids, exact, strict=True)]
        return Scale(
            passages=passages,
            store_s=filled,
            derive_s=derived.seconds,
            derive_memory_mb=derived.memory_mb,
            recall=sum(hits) / (K * len(hits)),
            disk_ratio=disk / (texts + stored.nbytes),
            **found.figures,
        )


def _fill(folder: Path, rows: Vectors) -> int:
    """Put documents for all rows; gives the bytes of their texts."""
    embedder = EmbedderIdentity("clustered", "", rows.shape[1])
    index = SearchIndex.open(folder, create=True)
    starts = range(0, len(rows), _DOCUMENTS_AT_ONCE * synthetic_corpus.PASSAGES_EACH)
    size = 0
    for start in starts:
        batch = list(
            synthetic_corpus.documents(
                rows[start : start + starts.step], start // synthetic_corpus.PASSAGES_EACH
            )
        )
        size += sum(len(entry.document.text.encode()) for entry in batch)
        index.put_all(batch, embedder)
    index.close()
    return size


@dataclass(frozen=True, slots=True)
class _Found:
    figures: dict[str, float]
    ids: list[list[int]]
    """Rows that were found nearest, for each query."""


@dataclass(frozen=True, slots=True)
class _Derived:
    seconds: float
    memory_mb: float


def _in_new_process(work: Callable[[], _Result]) -> _Result:
    os.environ["OMP_NUM_THREADS"] = str(THREADS)
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(work)


def _derive(folder: Path) -> _Derived:
    began = time.perf_counter()
    index = SearchIndex.open(folder)
    index.catch_up()
    index.close()
    return _Derived(time.perf_counter() - began, _largest_memory())


def _ask(folder: Path, asked: Vectors) -> _Found:
    questions = synthetic_corpus.questions(len(asked))
    began = time.perf_counter()
    index = SearchIndex.open(folder)
    index.search_vector(asked[0], K)
    index.search_text(questions[0], "fr", K)
    reopened = time.perf_counter() - began
    for row, question in zip(asked, questions, strict=True):  # Once, so that all is warm.
        index.search_vector(row, K)
        index.search_text(question, "fr", K)
    ids = [[match.passage_id - 1 for match in index.search_vector(row, K)] for row in asked]

    def nearest(number: int) -> object:
        return index.search_vector(asked[number], K)

    def matching(number: int) -> object:
        return index.search_text(questions[number], "fr", K)

    def both(number: int) -> object:
        return nearest(number), matching(number)

    near, match, all_of_it = _timed(nearest), _timed(matching), _timed(both)
    memory = _largest_memory()
    near_bare = _timed(_bare_faiss(index, folder, asked))
    match_bare = _timed(_bare_tantivy(folder, questions))
    new = next(synthetic_corpus.documents(asked[:1], 999_999))
    began = time.perf_counter()
    index.put(new, EmbedderIdentity("clustered", "", asked.shape[1]))
    while not (
        _holds(index, new.document.source, [m.passage_id for m in index.search_vector(asked[0], 1)])
        and _holds(
            index,
            new.document.source,
            [m.passage_id for m in index.search_text(new.document.text, "fr", K)],
        )
    ):
        pass
    visible = time.perf_counter() - began
    index.close()
    figures = {
        "reopen_s": reopened,
        "nearest_p50": _at(near, 50),
        "nearest_p95": _at(near, 95),
        "nearest_ratio": _at(near, 50) / _at(near_bare, 50),
        "matching_p50": _at(match, 50),
        "matching_p95": _at(match, 95),
        "matching_ratio": _at(match, 50) / _at(match_bare, 50),
        "both_p50": _at(all_of_it, 50),
        "both_p95": _at(all_of_it, 95),
        "visible_s": visible,
        "memory_mb": memory,
    }
    return _Found(figures, ids)


def _largest_memory() -> float:
    """The largest resident memory of this process so far, in MB."""
    status = Path("/proc/self/status")
    if status.exists():  # What getrusage tells there includes the process that started this one.
        told = dict(line.split(":", 1) for line in status.read_text().splitlines())
        return int(told["VmHWM"].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2


def _holds(index: SearchIndex, source: str, ids: list[int]) -> bool:
    return any(passage.span.source == source for passage in index.passages(ids).values())


def _bare_faiss(index: SearchIndex, folder: Path, asked: Vectors) -> Bare:
    """The same kind of index, opened and searched without anything around it."""
    saved = list((folder / "derived").glob("vectors-*.faiss"))
    if saved:
        base = faiss.read_index(str(saved[0]), faiss.IO_FLAG_MMAP_IFC)
        assert isinstance(base, faiss.IndexIVF)
        base.parallel_mode = 1
        base.nprobe = round(IvfConfig().probe_share * base.nlist)
        return lambda number: base.search(asked[number : number + 1], K)
    flat = faiss.IndexFlatIP(asked.shape[1])
    for document in index.documents():
        flat.add(index.stored_document(document.source).vectors)
    return lambda number: flat.search(asked[number : number + 1], K)


def _bare_tantivy(folder: Path, questions: Sequence[str]) -> Bare:
    words = tantivy.Index.open(str(folder / "derived" / "words"))
    terms = [query_tokens(question, "fr", ["fr"]) for question in questions]

    def search(number: int) -> object:
        clauses = [
            (tantivy.Occur.Should, tantivy.Query.term_query(words.schema, "words", term, "freq"))
            for term in terms[number]
        ]
        return words.searcher().search(tantivy.Query.boolean_query(clauses), K, count=False)

    return search


def _timed(search: Bare) -> list[float]:
    """Milliseconds of each query."""
    times = []
    for number in range(QUERIES):
        began = time.perf_counter()
        search(number)
        times.append((time.perf_counter() - began) * 1000)
    return times


def _at(times: Sequence[float], percentile: int) -> float:
    return float(np.percentile(times, percentile))


def _exact(stored: Vectors, asked: Vectors) -> list[list[int]]:
    """Rows of largest inner product with each query, by an exact search."""
    flat = faiss.IndexFlatIP(stored.shape[1])
    flat.add(stored)
    return [[int(i) for i in ids] for ids in flat.search(asked, K)[1]]


def as_text(scales: Sequence[Scale]) -> Iterator[str]:
    """One line a figure, one column a size."""
    for name in asdict(scales[0]):
        cells = (asdict(scale)[name] for scale in scales)
        yield f"{name:<16}" + "".join(
            f"{cell:>14,}" if isinstance(cell, int) else f"{cell:>14,.3f}" for cell in cells
        )
