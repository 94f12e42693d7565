"""Ablation of retrieval: nDCG@10 on public sets with one parameter changed at a time.

Passages are ranked by bm25s over the tokens of the index and by cosine. A text has the rank of its
best passage, as in `dixit eval --benchmark`. Everything is in memory, so that a variant is cheap.
"""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from tqdm import tqdm

from dixit.eval.baselines.bm25s import token_scores
from dixit.eval.experiments.analyser_variants import Analyser, analysers
from dixit.eval.experiments.benchmark import CUT, best_first
from dixit.eval.experiments.chunk_sizes import Cut, Cuts
from dixit.eval.metrics.ranking import ndcg_at_k
from dixit.eval.sets.beir import RetrievalSet
from dixit.index.records import Vectors
from dixit.rag.embedders.base import Embedder
from dixit.rag.ingestion import chunking
from dixit.rag.lang.question_language import question_language
from dixit.rag.retrieval import hybrid
from dixit.rag.retrieval.fusion import Spread, weighted_sum
from dixit.rag.retrieval.hybrid import SPREADS
from dixit.rag.settings import Settings

SIZES = (60, 90, 120, 150, 180, 240)
K1, B = (0.6, 0.9, 1.2, 1.5, 2.0), (0.3, 0.5, 0.75, 0.9)
USED_K1, USED_B = 1.2, 0.75
CONSTANTS = (1, 5, 20, 60)
WEIGHTS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.7, 0.75, 1.0)
CANDIDATES = Settings().candidates
"""The passages of each ranking that enter the fusion, at most."""
USED_WEIGHT = Settings().dense_weight
_FROM_ZERO: Mapping[str, Spread] = {"dense": "from zero", "words": "from zero"}
_SEED = 0

Ranking = Sequence[tuple[int, float]]
"""(passage number, score), best first."""


@dataclass(frozen=True, slots=True)
class Row:
    """The result of one variant on one set."""

    family: str
    choice: str
    set_name: str
    ndcg: float
    """Mean nDCG@10 over the queries, 0 to 1."""
    in_use: bool = False
    """Whether the variant is the default of the product."""


def sampled(retrieval: RetrievalSet, most: int) -> RetrievalSet:
    """Draw a random sample of a set's queries, with a fixed seed.

    Args:
        retrieval: the set.
        most: the number of queries to keep, at most.

    Returns:
        The set with these queries and all of its texts.
    """
    query_ids = sorted(retrieval.gains)
    sample = sorted(random.Random(_SEED).sample(query_ids, min(most, len(query_ids))))
    return RetrievalSet(
        retrieval.name,
        retrieval.corpus,
        {id_: retrieval.queries[id_] for id_ in sample},
        {id_: retrieval.gains[id_] for id_ in sample},
        retrieval.titles,
    )


def measure(retrieval: RetrievalSet, cuts: Cuts) -> Iterator[Row]:
    """Measure every variant on one set.

    Args:
        retrieval: the set.
        cuts: the cache of chunkings; sets with the same texts share it.

    Yields:
        A row for each variant: of BM25, the analyser, the passages and the fusion.
    """
    bench = _Bench(retrieval, cuts.embedder)
    cut = cuts.of(retrieval)
    in_use, *others = analysers()
    words = bench.by_bm25(cut, in_use)
    dense = bench.by_vectors(cut)
    yield from _bm25(bench, cut, in_use)
    for analyser in (in_use, *others):
        value = bench.ndcg(cut, bench.by_bm25(cut, analyser))
        yield Row("analyser", analyser.name, retrieval.name, value, analyser is in_use)
    bare = bench.ndcg(cut, bench.by_bm25(cut, in_use, translations=False))
    yield Row("analyser", "without translations", retrieval.name, bare)
    yield from _passages(bench, cuts, in_use)
    yield from _fusion(bench, cut, words, dense)


def as_text(rows: Sequence[Row]) -> Iterator[str]:
    """One Markdown table for each family: a line a variant, a column a set; defaults in bold."""
    sets = list(dict.fromkeys(row.set_name for row in rows))
    for family in dict.fromkeys(row.family for row in rows):
        yield f"| {family} | " + " | ".join(sets) + " |"
        yield "|---|" + "--:|" * len(sets)
        members = [row for row in rows if row.family == family]
        for choice in dict.fromkeys(row.choice for row in members):
            row_of_set = {row.set_name: row for row in members if row.choice == choice}
            cells = [f"{row_of_set[name].ndcg:.3f}" if name in row_of_set else "" for name in sets]
            formatted_cells = [
                f"**{cell}**" if name in row_of_set and row_of_set[name].in_use else cell
                for name, cell in zip(sets, cells, strict=True)
            ]
            yield f"| {choice} | " + " | ".join(formatted_cells) + " |"
        yield ""


def _bm25(bench: "_Bench", cut: Cut, analyser: Analyser) -> Iterator[Row]:
    for k1 in K1:
        for b in B:
            value = bench.ndcg(cut, bench.by_bm25(cut, analyser, k1=k1, b=b))
            is_default = (k1, b) == (USED_K1, USED_B)
            yield Row("BM25", f"k1 {k1}, b {b}", bench.retrieval.name, value, is_default)


def _passages(bench: "_Bench", cuts: Cuts, analyser: Analyser) -> Iterator[Row]:
    retrieval = bench.retrieval
    cuts_by_name = {f"{size} tokens": cuts.of(retrieval, size) for size in SIZES}
    if retrieval.titles:
        cuts_by_name[f"{chunking.PASSAGE_TOKENS} tokens, no titles"] = cuts.of(
            retrieval, titled=False
        )
    for name, cut in cuts_by_name.items():
        words, dense = bench.by_bm25(cut, analyser), bench.by_vectors(cut)
        for part, rankings in (
            ("words", words),
            ("vectors", dense),
            ("both", bench.fused(cut, words, dense)),
        ):
            is_default = cut.size == chunking.PASSAGE_TOKENS and cut.titled
            yield Row(
                f"passages, {part}", name, retrieval.name, bench.ndcg(cut, rankings), is_default
            )


def _fusion(
    bench: "_Bench", cut: Cut, words: Sequence[Ranking], dense: Sequence[Ranking]
) -> Iterator[Row]:
    name = bench.retrieval.name

    def row(choice: str, rankings: Iterable[Ranking], *, used: bool = False) -> Row:
        return Row("fusion", choice, name, bench.ndcg(cut, rankings), used)

    for weight in WEIGHTS:
        used = weight == USED_WEIGHT
        fused = bench.fused(cut, words, dense, weight)
        yield row(f"cosines from their least, vectors {weight}", fused, used=used)
        shares = bench.fused(cut, words, dense, weight, _FROM_ZERO)
        yield row(f"shares of the best, vectors {weight}", shares)
    alone = (
        weighted_sum({"dense": dict(d), "words": dict(w)}, _weights(USED_WEIGHT), SPREADS)
        for w, d in zip(words, dense, strict=True)
    )
    yield row(f"the same, vectors {USED_WEIGHT}, of what they rank alone", alone)
    for constant in CONSTANTS:
        for weight in WEIGHTS:
            ranks = (_by_rank(w, d, constant, weight) for w, d in zip(words, dense, strict=True))
            yield row(f"reciprocal ranks, constant {constant}, vectors {weight}", ranks)
    for weight in WEIGHTS:
        sums = (_summed(w, d, weight) for w, d in zip(words, dense, strict=True))
        yield row(f"scores from 0 to 1, vectors {weight}", sums)


def _weights(dense: float) -> dict[str, float]:
    return {"dense": dense, "words": 1 - dense}


def _by_rank(words: Ranking, dense: Ranking, constant: int, weight: float) -> Ranking:
    """Reciprocal rank fusion: the weighted sum of 1 / (constant + rank).

    Cormack, Clarke and Büttcher, 2009, "Reciprocal Rank Fusion Outperforms Condorcet and Individual
    Rank Learning Methods".
    """

    def reciprocal_ranks(ranking: Ranking) -> dict[int, float]:
        return {i: 1 / (constant + rank) for rank, (i, _) in enumerate(ranking, start=1)}

    return weighted_sum(
        {"dense": reciprocal_ranks(dense), "words": reciprocal_ranks(words)},
        _weights(weight),
        _FROM_ZERO,
    )


def _summed(words: Ranking, dense: Ranking, weight: float) -> Ranking:
    """The weighted sum of min-max normalised scores (CombSUM: Fox and Shaw, 1994)."""

    def normalised(ranking: Ranking) -> dict[int, float]:
        scores = [score for _, score in ranking]
        low, high = min(scores, default=0.0), max(scores, default=1.0)
        return {i: (score - low) / (high - low) if high > low else 1.0 for i, score in ranking}

    rankings = {"dense": normalised(dense), "words": normalised(words)}
    return weighted_sum(rankings, _weights(weight), _FROM_ZERO)


class _Bench:
    """The queries of a set, embedded once, and their rankings."""

    def __init__(self, retrieval: RetrievalSet, embedder: Embedder) -> None:
        self.retrieval = retrieval
        self._ids = sorted(retrieval.gains)
        self._texts = [retrieval.queries[id_] for id_ in self._ids]
        self._languages = [question_language(text) for text in self._texts]
        self._embedder = embedder

    @cached_property
    def _query_vectors(self) -> Vectors:
        return np.stack([self._embedder.embed_query(text) for text in self._texts])

    def by_vectors(self, cut: Cut) -> list[Ranking]:
        """Rank the passages of each query by cosine."""
        return [_best(row) for row in self._query_vectors @ cut.vectors.T]

    def by_bm25(
        self,
        cut: Cut,
        analyser: Analyser,
        *,
        k1: float = USED_K1,
        b: float = USED_B,
        translations: bool = True,
    ) -> list[Ranking]:
        """Rank the passages of each query by BM25, by default with the parameters in use."""
        tokens = [analyser.document(text, language) for _, text, language in cut.passages]
        scored = token_scores(tokens, k1, b)
        languages = np.array([language for _, _, language in cut.passages])
        queries = zip(self._texts, self._languages, strict=True)
        rankings = []
        for text, language in tqdm(list(queries), desc=analyser.name, leave=False):
            scores = np.zeros(len(cut.passages), dtype=np.float32)
            for token in analyser.query(text, language, cut.languages):
                scores += scored(token)
            translated = hybrid.translated(text, language, cut.languages) if translations else {}
            for other, weights in translated.items():
                for token, weight in weights.items():
                    scores += weight * scored(token) * (languages == other)
            rankings.append(_best(scores, least=0.0))
        return rankings

    def fused(
        self,
        cut: Cut,
        lexical: Iterable[Ranking],
        dense: Iterable[Ranking],
        weight: float = USED_WEIGHT,
        spreads: Mapping[str, Spread] = SPREADS,
    ) -> list[Ranking]:
        """Fuse two rankings as the product does; `weight` is that of the vectors, 0 to 1."""
        rankings: list[Ranking] = []
        for vector, lexical_ranking, dense_ranking in zip(
            self._query_vectors, lexical, dense, strict=True
        ):
            candidates = [passage for passage, _ in lexical_ranking]
            cosines = dict(
                zip(candidates, (cut.vectors[candidates] @ vector).tolist(), strict=True)
            ) | dict(dense_ranking)
            rankings.append(
                weighted_sum(
                    {"dense": cosines, "words": dict(lexical_ranking)}, _weights(weight), spreads
                )
            )
        return rankings

    def ndcg(self, cut: Cut, rankings: Iterable[Ranking]) -> float:
        """The mean nDCG@10 of the texts, each ranked by its best passage."""
        sources = [source for source, _, _ in cut.passages]
        values = [
            ndcg_at_k(best_first((sources[i], s) for i, s in ranking), gains, CUT)
            for ranking, gains in zip(rankings, self._gains(), strict=True)
        ]
        return sum(values) / len(values)

    def _gains(self) -> Iterator[Mapping[str, float]]:
        return (self.retrieval.gains[id_] for id_ in self._ids)


def _best(scores: Vectors, least: float = -np.inf) -> Ranking:
    """The `CANDIDATES` passages with the highest scores above `least`."""
    order = np.argsort(-scores, kind="stable")[:CANDIDATES]
    return [(int(i), float(scores[i])) for i in order if scores[i] > least]
