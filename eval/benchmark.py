"""Retrieval measured on a public set, in one run: words alone, vectors alone, and both.

Each text is split as any article is, and ranks where its best passage does (Dai and Callan, 2019,
"Deeper Text Understanding for IR with Contextual Neural Language Modeling").
"""

import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from tqdm import tqdm

from eval.beir import RetrievalSet, read_set
from eval.metrics.ranking import ndcg_at_k, recall_at_k
from eval.reference import ReferenceWords, is_at_hand
from eval.summary import Figure
from index.records import Document, IndexedDocument, Match
from index.search_index import SearchIndex
from rag.embed import Embedder, open_embedder
from rag.files import content_hash
from rag.language import question_language
from rag.read import document_of
from rag.readers.records import Extract
from rag.retrieve import by_meaning, by_words, fused
from rag.settings import Settings
from rag.split import RULES_VERSION, split

CUT = 10
"""The ranks that nDCG and recall look at."""
_BATCH = 256
"""Documents embedded at a time."""


def build_index(index: SearchIndex, corpus: Mapping[str, str], embedder: Embedder) -> None:
    """Put every text that is not there yet into the index; progress is shown on stderr.

    A text that cannot be read as an article is named there too; it will count as not found.
    """
    there = {stored.source for stored in index.documents()}
    todo = [id_ for id_ in sorted(corpus) if id_ not in there]
    with tqdm(total=len(todo), desc="Indexing", unit="text") as progress:
        for first in range(0, len(todo), _BATCH):
            ids = todo[first : first + _BATCH]
            batch = [d for i in ids if (d := _document(i, corpus[i])) is not None]
            passages = [split(d, embedder.count_tokens, embedder.window) for d in batch]
            rows = embedder.embed_passages([p.text for some in passages for p in some])
            ends = np.cumsum([len(some) for some in passages])
            vectors = np.split(rows, ends[:-1])
            entries = (
                IndexedDocument(document, some, (), own)
                for document, some, own in zip(batch, passages, vectors, strict=True)
            )
            index.put_all(entries, embedder.identity)
            progress.update(len(ids))
    index.catch_up()


def rank(
    index: SearchIndex,
    embedder: Embedder,
    query: str,
    settings: Settings,
    reference: ReferenceWords | None = None,
) -> dict[str, list[str]]:
    """Document ids, best first, by words alone, by vectors alone, and as Dixit joins the two.

    A `reference` ranks them by words too.
    """
    dense = by_meaning(index, embedder, query, settings.candidates)
    language = question_language(query)
    lexical = by_words(index, query, language, settings.candidates)
    count = settings.candidates
    joined = fused(index, language, dense, lexical, (), count, settings.dense_weight)
    rankings = {
        "words": _by_score(index, lexical),
        "vectors": _by_score(index, dense),
        "hybrid": best_first((hit.source, hit.score) for hit in joined),
    }
    if reference:
        found = reference.matching(query, language, count)
        rankings["bm25s"] = best_first((reference.sources[m.passage_id], m.score) for m in found)
    return rankings


def measure(
    retrieval: RetrievalSet, rank: Callable[[str], Mapping[str, Sequence[str]]]
) -> dict[str, dict[str, Figure]]:
    """nDCG@10 and recall@10 of each ranking, over the queries that have a relevant text.

    A query that cannot be ranked is named on stderr and counted as unscored.
    """
    values: dict[str, dict[str, list[float]]] = {}
    lost = 0
    for id_ in tqdm(sorted(retrieval.gains), desc="Asking", unit="query"):
        gains = retrieval.gains[id_]
        relevant = [text for text, gain in gains.items() if gain > 0]
        if not relevant:
            continue
        try:
            rankings = rank(retrieval.queries[id_])
        except Exception as error:
            lost += 1
            tqdm.write(f"query {id_}: {type(error).__name__}: {error}", file=sys.stderr)
            continue
        for name, ranking in rankings.items():
            of = values.setdefault(name, {"ndcg_at_10": [], "recall_at_10": []})
            of["ndcg_at_10"].append(ndcg_at_k(ranking, gains, CUT))
            of["recall_at_10"].append(recall_at_k(ranking, relevant, CUT))
    return {
        name: {
            metric: Figure(sum(v) / len(v) if v else None, len(v), lost)
            for metric, v in metrics.items()
        }
        for name, metrics in values.items()
    }


def run(
    folder: Path, corpus: Path | None, settings: Settings, out: Path
) -> dict[str, dict[str, Figure]]:
    """Index the set in a folder of its own below `out`, where it is found again, and measure.

    Raises:
        DixitError: the set cannot be read, or the index not be written.
    """
    retrieval = read_set(folder, corpus)
    embedder = open_embedder(settings)
    made_of = [retrieval.fingerprint, embedder.identity.as_entries(), RULES_VERSION]
    name = hashlib.sha256(json.dumps(made_of).encode()).hexdigest()[:16]
    index = SearchIndex.open(out / "benchmarks" / name, create=True)
    try:
        build_index(index, retrieval.corpus, embedder)
        reference = ReferenceWords(index) if is_at_hand() else None
        return measure(retrieval, lambda query: rank(index, embedder, query, settings, reference))
    finally:
        index.close()


def as_text(groups: Mapping[str, Mapping[str, Figure]]) -> list[str]:
    """The figures as lines of a table."""
    lines = [f"{'':8}  {'nDCG@10':>8}  {'recall@10':>9}  {'queries':>7}  {'unscored':>8}"]
    for name, figures in groups.items():
        ndcg, recall = figures["ndcg_at_10"], figures["recall_at_10"]
        shown = ["-" if f.value is None else f"{f.value:.3f}" for f in (ndcg, recall)]
        lines.append(
            f"{name:8}  {shown[0]:>8}  {shown[1]:>9}  {ndcg.counted:>7}  {ndcg.unscored:>8}"
        )
    return lines


def best_first(scored: Iterable[tuple[str, float]]) -> list[str]:
    """Documents by the score of their best passage; ties are broken by id."""
    best: dict[str, float] = {}
    for id_, value in scored:
        best[id_] = max(value, best.get(id_, value))
    return sorted(best, key=lambda id_: (-best[id_], id_))


def _by_score(index: SearchIndex, matches: Sequence[Match]) -> list[str]:
    passages = index.passages(match.passage_id for match in matches)
    return best_first(
        (passages[match.passage_id].span.source, match.score)
        for match in matches
        if match.passage_id in passages
    )


def _document(id_: str, text: str) -> Document | None:
    if not any(character.isalnum() for character in text):
        tqdm.write(f"{id_}: holds no words", file=sys.stderr)
        return None
    return document_of(Extract(text), id_, content_hash(text.encode()))
