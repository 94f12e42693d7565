"""The index at growing sizes: latency beside bare FAISS and tantivy, recall, memory and disk.

The passages are synthetic; vectors of real texts can replace theirs. Each size is opened and
searched in its own process, with two threads.
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
"""Runs query number N with a bare library."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The figures of one size. Latencies are in milliseconds; names in `_s` are seconds."""

    passages: int
    store_s: float
    derive_s: float
    derive_memory_mb: float
    """Peak resident memory of the process that built the FAISS and tantivy indexes."""
    reopen_s: float
    """Opening the index in a new process, with the first search of each kind."""
    nearest_p50: float
    nearest_p95: float
    nearest_ratio: float
    """Median over that of bare FAISS with the same type of index."""
    matching_p50: float
    matching_p95: float
    matching_ratio: float
    """Median over that of bare tantivy with the same terms."""
    both_p50: float
    both_p95: float
    recall: float
    """recall@10 of the dense search against an exact search."""
    visible_s: float
    """From adding one article until both searches return it."""
    memory_mb: float
    """Peak resident memory of the process that searched."""
    disk_ratio: float
    """Bytes on disk over the bytes of texts and vectors."""


def measure(passages: int, real: Vectors | None = None) -> Scale:
    """Build and search an index of one size.

    Args:
        passages: the number of passages, a multiple of `synthetic_corpus.PASSAGES_EACH`.
        real: unit vectors of real texts, shape (n, dimension) with n >= passages + `QUERIES`;
            synthetic ones where None.
    """
    count = passages + QUERIES
    rows = synthetic_corpus.clustered(count) if real is None else real[:count]
    vectors, queries = rows[:passages], rows[passages:]
    with TemporaryDirectory() as scratch:
        folder = Path(scratch, "index")
        start = time.perf_counter()
        texts = _fill(folder, vectors)
        store_seconds = time.perf_counter() - start
        build = _in_new_process(partial(_derive, folder))
        disk = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        search = _in_new_process(partial(_ask, folder, queries))
        exact = _exact(vectors, queries)
        hits = [len(set(ids) & set(best)) for ids, best in zip(search.ids, exact, strict=True)]
        return Scale(
            passages=passages,
            store_s=store_seconds,
            derive_s=build.seconds,
            derive_memory_mb=build.memory_mb,
            recall=sum(hits) / (K * len(hits)),
            disk_ratio=disk / (texts + vectors.nbytes),
            **search.figures,
        )


def _fill(folder: Path, rows: Vectors) -> int:
    """Store documents for all rows of vectors; returns the bytes of their texts."""
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
class _SearchFigures:
    figures: dict[str, float]
    ids: list[list[int]]
    """Rows of the nearest vectors, for each query."""


@dataclass(frozen=True, slots=True)
class _BuildFigures:
    seconds: float
    memory_mb: float


def _in_new_process(work: Callable[[], _Result]) -> _Result:
    os.environ["OMP_NUM_THREADS"] = str(THREADS)
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(work)


def _derive(folder: Path) -> _BuildFigures:
    start = time.perf_counter()
    index = SearchIndex.open(folder)
    index.catch_up()
    index.close()
    return _BuildFigures(time.perf_counter() - start, _largest_memory())


def _ask(folder: Path, queries: Vectors) -> _SearchFigures:
    questions = synthetic_corpus.questions(len(queries))
    start = time.perf_counter()
    index = SearchIndex.open(folder)
    index.search_vector(queries[0], K)
    index.search_text(questions[0], "fr", K)
    reopen_seconds = time.perf_counter() - start
    for row, question in zip(queries, questions, strict=True):  # A first pass warms the caches.
        index.search_vector(row, K)
        index.search_text(question, "fr", K)
    ids = [[match.passage_id - 1 for match in index.search_vector(row, K)] for row in queries]

    def nearest(number: int) -> object:
        return index.search_vector(queries[number], K)

    def matching(number: int) -> object:
        return index.search_text(questions[number], "fr", K)

    def both(number: int) -> object:
        return nearest(number), matching(number)

    dense_times, lexical_times, both_times = _timed(nearest), _timed(matching), _timed(both)
    memory = _largest_memory()
    bare_dense_times = _timed(_bare_faiss(index, folder, queries))
    bare_lexical_times = _timed(_bare_tantivy(folder, questions))
    entry = next(synthetic_corpus.documents(queries[:1], 999_999))
    start = time.perf_counter()
    index.put(entry, EmbedderIdentity("clustered", "", queries.shape[1]))
    while not (
        _holds(
            index, entry.document.source, [m.passage_id for m in index.search_vector(queries[0], 1)]
        )
        and _holds(
            index,
            entry.document.source,
            [m.passage_id for m in index.search_text(entry.document.text, "fr", K)],
        )
    ):
        pass
    visible_seconds = time.perf_counter() - start
    index.close()
    figures = {
        "reopen_s": reopen_seconds,
        "nearest_p50": _at(dense_times, 50),
        "nearest_p95": _at(dense_times, 95),
        "nearest_ratio": _at(dense_times, 50) / _at(bare_dense_times, 50),
        "matching_p50": _at(lexical_times, 50),
        "matching_p95": _at(lexical_times, 95),
        "matching_ratio": _at(lexical_times, 50) / _at(bare_lexical_times, 50),
        "both_p50": _at(both_times, 50),
        "both_p95": _at(both_times, 95),
        "visible_s": visible_seconds,
        "memory_mb": memory,
    }
    return _SearchFigures(figures, ids)


def _largest_memory() -> float:
    """Peak resident memory of this process, in MB."""
    status = Path("/proc/self/status")
    if status.exists():  # On Linux, getrusage includes the parent process.
        fields = dict(line.split(":", 1) for line in status.read_text().splitlines())
        return int(fields["VmHWM"].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2


def _holds(index: SearchIndex, source: str, ids: list[int]) -> bool:
    return any(passage.span.source == source for passage in index.passages(ids).values())


def _bare_faiss(index: SearchIndex, folder: Path, queries: Vectors) -> Bare:
    """Search by the same type of FAISS index, without the product around it."""
    files = list((folder / "derived").glob("vectors-*.faiss"))
    if files:
        base = faiss.read_index(str(files[0]), faiss.IO_FLAG_MMAP_IFC)
        assert isinstance(base, faiss.IndexIVF)
        base.parallel_mode = 1
        base.nprobe = round(IvfConfig().probe_share * base.nlist)
        return lambda number: base.search(queries[number : number + 1], K)
    flat = faiss.IndexFlatIP(queries.shape[1])
    for document in index.documents():
        flat.add(index.stored_document(document.source).vectors)
    return lambda number: flat.search(queries[number : number + 1], K)


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
    """The latency of each query, in milliseconds."""
    times = []
    for number in range(QUERIES):
        start = time.perf_counter()
        search(number)
        times.append((time.perf_counter() - start) * 1000)
    return times


def _at(times: Sequence[float], percentile: int) -> float:
    return float(np.percentile(times, percentile))


def _exact(vectors: Vectors, queries: Vectors) -> list[list[int]]:
    """The `K` rows with the largest inner product, for each query, by exhaustive search."""
    flat = faiss.IndexFlatIP(vectors.shape[1])
    flat.add(vectors)
    return [[int(i) for i in ids] for ids in flat.search(queries, K)[1]]


def as_text(scales: Sequence[Scale]) -> Iterator[str]:
    """The figures as a table: one line for each figure, one column for each size."""
    for name in asdict(scales[0]):
        cells = (asdict(scale)[name] for scale in scales)
        yield f"{name:<16}" + "".join(
            f"{cell:>14,}" if isinstance(cell, int) else f"{cell:>14,.3f}" for cell in cells
        )
