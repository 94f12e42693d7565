"""Retrieval on a public set: BM25, dense, hybrid, and two baselines, in one run.

Each text is split into passages as an article is, and has the score of its best passage (MaxP: Dai
and Callan, 2019, "Deeper Text Understanding for IR with Contextual Neural Language Modeling").
"""

import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tqdm import tqdm

from dixit.eval.baselines.bm25s import ReferenceWords, is_at_hand
from dixit.eval.baselines.langchain_chain import TutorialChain
from dixit.eval.metrics.chance import bootstrap_interval, randomisation_test
from dixit.eval.metrics.ranking import ndcg_at_k, recall_at_k
from dixit.eval.runs.summary import Figure
from dixit.eval.sets.beir import RetrievalSet, read_set
from dixit.eval.sets.squad import is_squad, read_squad
from dixit.index.records import Match
from dixit.index.search_index import SearchIndex
from dixit.rag.embedders.base import Embedder, open_embedder
from dixit.rag.ingestion.analysis import Analysis
from dixit.rag.ingestion.documents import drafted, finished
from dixit.rag.ingestion.files import content_hash
from dixit.rag.ingestion.loader import article_of
from dixit.rag.ingestion.pipeline_version import current_version
from dixit.rag.ingestion.readers.extracts import Extract
from dixit.rag.lang.question_language import question_language
from dixit.rag.parsing.article import Article
from dixit.rag.retrieval.hybrid import by_words, fused, question_vector
from dixit.rag.settings import Settings

HYBRID, NDCG, RECALL = "hybrid", "ndcg_at_10", "recall_at_10"
CUT = 10
"""The cut-off of nDCG and recall, in ranks."""
_BATCH = 256
"""Documents in one batch of embedding."""


def build_index(index: SearchIndex, retrieval: RetrievalSet, embedder: Embedder) -> None:
    """Index every text of a set that the index lacks, with progress on stderr.

    A text without words is named on stderr and left out; it counts as not found.

    Args:
        index: the index to complete.
        retrieval: the set.
        embedder: the embedder of the index.
    """
    indexed = {stored.source for stored in index.documents()}
    missing = [id_ for id_ in sorted(retrieval.corpus) if id_ not in indexed]
    with tqdm(total=len(missing), desc="Indexing", unit="text") as progress:
        for first in range(0, len(missing), _BATCH):
            ids = missing[first : first + _BATCH]
            articles = [a for id_ in ids if (a := _article(retrieval, id_)) is not None]
            drafts = [drafted(Analysis.of(article), embedder, "") for article in articles]
            index.put_all(finished(drafts, embedder), embedder.identity)
            progress.update(len(ids))
    index.catch_up()


@dataclass(frozen=True, slots=True)
class Rankers:
    """An index and the baselines over the same texts."""

    index: SearchIndex
    embedder: Embedder
    settings: Settings
    bm25s: ReferenceWords | None
    """BM25 by another implementation; None where bm25s is not installed."""
    tutorial: TutorialChain | None

    def rank(self, query: str) -> dict[str, list[str]]:
        """Rank the documents for a query by each method.

        Returns:
            Document ids, best first, by name of the method: `bm25`; `words`, which is BM25 with
            translations of the query's words where texts are in the other language; `vectors`,
            by cosine; `hybrid`, the fusion of `words` and `vectors` as in the product; and the
            baselines `bm25s` and `tutorial`.
        """
        index, settings = self.index, self.settings
        count = settings.candidates
        language = question_language(query)
        vector = question_vector(index, self.embedder, query)
        dense = [] if vector is None else index.search_vector(vector, count)
        lexical = by_words(index, query, language, count)
        hits = fused(index, vector, dense, lexical, (), count, settings.dense_weight)
        rankings = {
            "bm25": _by_score(index, index.search_text(query, language, count)),
            "words": _by_score(index, lexical),
            "vectors": _by_score(index, dense),
            "hybrid": best_first((hit.source, hit.score) for hit in hits),
        }
        if self.bm25s:
            matches = self.bm25s.matching(query, language, count)
            scores = ((self.bm25s.sources[m.passage_id], m.score) for m in matches)
            rankings["bm25s"] = best_first(scores)
        if self.tutorial:
            spans = self.tutorial.search(query, k=2 * CUT)
            rankings["tutorial"] = list(dict.fromkeys(span.source for span in spans))
        return rankings


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures of each ranking, and the paired comparison of the hybrid with the others."""

    groups: Mapping[str, Mapping[str, Figure]]
    gains: Mapping[str, float]
    """Mean nDCG@10 of the hybrid minus that of the other ranking, by its name."""
    chances: Mapping[str, float]
    """p-value of each gain, by a paired randomisation test."""

    def as_dict(self) -> dict[str, object]:
        """The JSON of `dixit eval --benchmark --json`."""
        return {
            "rankings": {
                name: {metric: figure.as_dict() for metric, figure in row.items()}
                for name, row in self.groups.items()
            },
            "hybrid_ahead_of": {
                name: {"by": gain, "p": self.chances[name]} for name, gain in self.gains.items()
            },
        }


def measure(
    retrieval: RetrievalSet, rank: Callable[[str], Mapping[str, Sequence[str]]]
) -> Measured:
    """Compute nDCG@10 and recall@10 of each ranking, over the queries with a relevant text.

    A query whose ranking fails is named on stderr and counted as unscored.

    Args:
        retrieval: the set.
        rank: ranks document ids for a query, by name of the method.
    """
    values: dict[str, dict[str, list[float]]] = {}
    failures = 0
    for id_ in tqdm(sorted(retrieval.gains), desc="Asking", unit="query"):
        gains = retrieval.gains[id_]
        relevant = [text for text, gain in gains.items() if gain > 0]
        if not relevant:
            continue
        try:
            rankings = rank(retrieval.queries[id_])
        except Exception as error:
            failures += 1
            tqdm.write(f"query {id_}: {type(error).__name__}: {error}", file=sys.stderr)
            continue
        for name, ranking in rankings.items():
            figures = values.setdefault(name, {NDCG: [], RECALL: []})
            figures[NDCG].append(ndcg_at_k(ranking, gains, CUT))
            figures[RECALL].append(recall_at_k(ranking, relevant, CUT))
    hybrid = values.get(HYBRID, {}).get(NDCG, [])
    differences = {
        name: [a - b for a, b in zip(hybrid, metrics[NDCG], strict=True)]
        for name, metrics in values.items()
        if name != HYBRID
    }
    return Measured(
        groups={
            name: {metric: _figure(v, failures) for metric, v in metrics.items()}
            for name, metrics in values.items()
        },
        gains={name: sum(each) / len(each) for name, each in differences.items()},
        chances={name: randomisation_test(each) for name, each in differences.items()},
    )


def run(folder: Path, corpus: Path | None, settings: Settings, out: Path) -> Measured:
    """Index a set in its own folder below `out`, which later runs use again, and measure it.

    Args:
        folder: a folder in BEIR layout, or a file in SQuAD layout.
        corpus: the texts, if they are not in the folder.
        settings: the embedder and the parameters of retrieval.
        out: the folder of runs.

    Raises:
        DixitError: the set cannot be read, or the index cannot be written.
    """
    retrieval = read_squad(folder) if is_squad(folder) else read_set(folder, corpus)
    embedder = open_embedder(settings)
    parameters = [retrieval.fingerprint, embedder.identity.as_entries(), str(current_version())]
    name = hashlib.sha256(json.dumps(parameters).encode()).hexdigest()[:16]
    index = SearchIndex.open(out / "benchmarks" / name, create=True)
    try:
        build_index(index, retrieval, embedder)
        reference = ReferenceWords(index) if is_at_hand() else None
        documents = (index.document(stored.source) for stored in index.documents())
        tutorial = TutorialChain.from_documents(documents, embedder)
        rankers = Rankers(index, embedder, settings, reference, tutorial)
        return measure(retrieval, rankers.rank)
    finally:
        index.close()


def as_text(measured: Measured) -> list[str]:
    """The figures as the lines of a table."""
    head = (
        f"{'':8}  {'nDCG@10':>8}  {'95 %':>11}  {'recall@10':>9}  {'queries':>7}  {'unscored':>8}"
    )
    lines = [f"{head}  hybrid ahead by"]
    for name, figures in measured.groups.items():
        ndcg, recall = figures[NDCG], figures[RECALL]
        cells = ["-" if f.value is None else f"{f.value:.3f}" for f in (ndcg, recall)]
        interval = f"{ndcg.interval.low:.3f}-{ndcg.interval.high:.3f}" if ndcg.interval else ""
        comparison = ""
        if name in measured.gains:
            comparison = f"  {measured.gains[name]:+.3f} (p = {measured.chances[name]:.4f})"
        lines.append(
            f"{name:8}  {cells[0]:>8}  {interval:>11}  {cells[1]:>9}  {ndcg.counted:>7}  "
            f"{ndcg.unscored:>8}{comparison}"
        )
    return lines


def _figure(values: Sequence[float], unscored: int) -> Figure:
    if not values:
        return Figure(None, 0, unscored)
    return Figure(sum(values) / len(values), len(values), unscored, bootstrap_interval(values))


def best_first(scored: Iterable[tuple[str, float]]) -> list[str]:
    """Rank documents by the score of their best passage (MaxP); ties are broken by id.

    Args:
        scored: (document id, score of a passage), in any order.
    """
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


def _article(retrieval: RetrievalSet, id_: str) -> Article | None:
    text = retrieval.corpus[id_]
    if not any(character.isalnum() for character in text):
        tqdm.write(f"{id_}: holds no words", file=sys.stderr)
        return None
    extract = Extract(text, title=retrieval.titles.get(id_))
    return article_of(extract, id_, content_hash(text.encode()))
