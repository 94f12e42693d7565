"""What each choice of retrieval is worth: one changed at a time, over public sets, in one run.

Passages are ranked by bm25s over our tokens and by cosine, and a text where its best passage is, as
`dixit eval --benchmark` ranks them; nothing is stored, so that each choice is quick to try.
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
from dixit.rag.retrieval.fusion import weighted_sum
from dixit.rag.settings import Settings

SIZES = (60, 90, 120, 150, 180, 240)
K1, B = (0.6, 0.9, 1.2, 1.5, 2.0), (0.3, 0.5, 0.75, 0.9)
USED_K1, USED_B = 1.2, 0.75
CONSTANTS = (1, 5, 20, 60)
WEIGHTS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.7, 1.0)
CANDIDATES = Settings().candidates
"""Passages of each ranking that are fused."""
USED_WEIGHT = Settings().dense_weight
_SEED = 0

Ranking = Sequence[tuple[int, float]]
"""Passages by number, each with its score, best first."""


@dataclass(frozen=True, slots=True)
class Row:
    """A choice and what it gave on a set."""

    family: str
    choice: str
    set_name: str
    ndcg: float
    in_use: bool = False


def sampled(retrieval: RetrievalSet, most: int) -> RetrievalSet:
    """The set with at most so many of its queries, drawn by chance, the same ones every time."""
    asked = sorted(retrieval.gains)
    kept = sorted(random.Random(_SEED).sample(asked, min(most, len(asked))))
    return RetrievalSet(
        retrieval.name,
        retrieval.corpus,
        {id_: retrieval.queries[id_] for id_ in kept},
        {id_: retrieval.gains[id_] for id_ in kept},
        retrieval.titles,
    )


def measure(retrieval: RetrievalSet, cuts: Cuts) -> Iterator[Row]:
    """Every family of choices on one set."""
    bench = _Bench(retrieval, cuts.embedder)
    cut = cuts.of(retrieval)
    in_use, *others = analysers()
    words = bench.by_words(cut, in_use)
    dense = bench.by_meaning(cut)
    yield from _bm25(bench, cut, in_use)
    for analyser in (in_use, *others):
        value = bench.ndcg(cut, bench.by_words(cut, analyser))
        yield Row("analyser", analyser.name, retrieval.name, value, analyser is in_use)
    bare = bench.ndcg(cut, bench.by_words(cut, in_use, translations=False))
    yield Row("analyser", "without translations", retrieval.name, bare)
    yield from _passages(bench, cuts, in_use)
    yield from _fusion(bench, cut, words, dense)


def as_text(rows: Sequence[Row]) -> Iterator[str]:
    """A table a family: a line a choice, a column a set; what is in use is marked."""
    sets = list(dict.fromkeys(row.set_name for row in rows))
    for family in dict.fromkeys(row.family for row in rows):
        yield f"| {family} | " + " | ".join(sets) + " |"
        yield "|---|" + "--:|" * len(sets)
        of_family = [row for row in rows if row.family == family]
        for choice in dict.fromkeys(row.choice for row in of_family):
            found = {row.set_name: row for row in of_family if row.choice == choice}
            cells = [f"{found[name].ndcg:.3f}" if name in found else "" for name in sets]
            marked = [
                f"**{cell}**" if name in found and found[name].in_use else cell
                for name, cell in zip(sets, cells, strict=True)
            ]
            yield f"| {choice} | " + " | ".join(marked) + " |"
        yield ""


def _bm25(bench: "_Bench", cut: Cut, analyser: Analyser) -> Iterator[Row]:
    for k1 in K1:
        for b in B:
            value = bench.ndcg(cut, bench.by_words(cut, analyser, k1=k1, b=b))
            used = (k1, b) == (USED_K1, USED_B)
            yield Row("BM25", f"k1 {k1}, b {b}", bench.retrieval.name, value, used)


def _passages(bench: "_Bench", cuts: Cuts, analyser: Analyser) -> Iterator[Row]:
    retrieval = bench.retrieval
    tried = {f"{size} tokens": cuts.of(retrieval, size) for size in SIZES}
    if retrieval.titles:
        tried[f"{chunking.PASSAGE_TOKENS} tokens, no titles"] = cuts.of(retrieval, titled=False)
    for name, cut in tried.items():
        words, dense = bench.by_words(cut, analyser), bench.by_meaning(cut)
        for what, rankings in (
            ("words", words),
            ("vectors", dense),
            ("both", bench.fused(cut, words, dense)),
        ):
            used = cut.size == chunking.PASSAGE_TOKENS and cut.titled
            yield Row(f"passages, {what}", name, retrieval.name, bench.ndcg(cut, rankings), used)


def _fusion(
    bench: "_Bench", cut: Cut, words: Sequence[Ranking], dense: Sequence[Ranking]
) -> Iterator[Row]:
    name = bench.retrieval.name

    def row(choice: str, rankings: Iterable[Ranking], *, used: bool = False) -> Row:
        return Row("fusion", choice, name, bench.ndcg(cut, rankings), used)

    for weight in WEIGHTS:
        used = weight == USED_WEIGHT
        fused = bench.fused(cut, words, dense, weight)
        yield row(f"shares of the best, vectors {weight}", fused, used=used)
    shares = (
        weighted_sum({"dense": dict(d), "words": dict(w)}, _weights(USED_WEIGHT))
        for w, d in zip(words, dense, strict=True)
    )
    yield row(f"the same, vectors {USED_WEIGHT}, of what they rank alone", shares)
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
    """The weighted sum of 1 / (constant + rank) (Cormack, Clarke and Büttcher, 2009, "Reciprocal
    Rank Fusion Outperforms Condorcet and Individual Rank Learning Methods").
    """

    def worth(ranking: Ranking) -> dict[int, float]:
        return {i: 1 / (constant + rank) for rank, (i, _) in enumerate(ranking, start=1)}

    return weighted_sum({"dense": worth(dense), "words": worth(words)}, _weights(weight))


def _summed(words: Ranking, dense: Ranking, weight: float) -> Ranking:
    """The sum of scores, each ranking's brought to 0 to 1 (Fox and Shaw, 1994, CombSUM)."""

    def scaled(ranking: Ranking) -> dict[int, float]:
        scores = [score for _, score in ranking]
        low, high = min(scores, default=0.0), max(scores, default=1.0)
        return {i: (score - low) / (high - low) if high > low else 1.0 for i, score in ranking}

    return weighted_sum({"dense": scaled(dense), "words": scaled(words)}, _weights(weight))


class _Bench:
    """A set's queries, embedded once, ranked in one way or another."""

    def __init__(self, retrieval: RetrievalSet, embedder: Embedder) -> None:
        self.retrieval = retrieval
        self._ids = sorted(retrieval.gains)
        self._texts = [retrieval.queries[id_] for id_ in self._ids]
        self._spoken = [question_language(text) for text in self._texts]
        self._embedder = embedder

    @cached_property
    def _asked(self) -> Vectors:
        return np.stack([self._embedder.embed_query(text) for text in self._texts])

    def by_meaning(self, cut: Cut) -> list[Ranking]:
        """By cosine."""
        return [_best(row) for row in self._asked @ cut.vectors.T]

    def by_words(
        self,
        cut: Cut,
        analyser: Analyser,
        *,
        k1: float = USED_K1,
        b: float = USED_B,
        translations: bool = True,
    ) -> list[Ranking]:
        """By BM25."""
        tokens = [analyser.document(text, language) for _, text, language in cut.passages]
        scored = token_scores(tokens, k1, b)
        written = np.array([language for _, _, language in cut.passages])
        told = zip(self._texts, self._spoken, strict=True)
        rankings = []
        for text, language in tqdm(list(told), desc=analyser.name, leave=False):
            total = np.zeros(len(cut.passages), dtype=np.float32)
            for token in analyser.query(text, language, cut.languages):
                total += scored(token)
            also = hybrid.translated(text, language, cut.languages) if translations else {}
            for other, worths in also.items():
                for token, worth in worths.items():
                    total += worth * scored(token) * (written == other)
            rankings.append(_best(total, least=0.0))
        return rankings

    def fused(
        self,
        cut: Cut,
        words: Iterable[Ranking],
        dense: Iterable[Ranking],
        weight: float = USED_WEIGHT,
    ) -> list[Ranking]:
        """As Dixit fuses them, with a weight of meaning."""
        fused: list[Ranking] = []
        for asked, w, d in zip(self._asked, words, dense, strict=True):
            only = [passage for passage, _ in w]
            cosines = dict(zip(only, (cut.vectors[only] @ asked).tolist(), strict=True)) | dict(d)
            fused.append(weighted_sum({"dense": cosines, "words": dict(w)}, _weights(weight)))
        return fused

    def ndcg(self, cut: Cut, rankings: Iterable[Ranking]) -> float:
        """The mean nDCG@10 of the texts, by their best passage."""
        sources = [source for source, _, _ in cut.passages]
        values = [
            ndcg_at_k(best_first((sources[i], s) for i, s in ranking), gains, CUT)
            for ranking, gains in zip(rankings, self._gains(), strict=True)
        ]
        return sum(values) / len(values)

    def _gains(self) -> Iterator[Mapping[str, float]]:
        return (self.retrieval.gains[id_] for id_ in self._ids)


def _best(scores: Vectors, least: float = -np.inf) -> Ranking:
    """The first `CANDIDATES` passages whose score is above the least."""
    order = np.argsort(-scores, kind="stable")[:CANDIDATES]
    return [(int(i), float(scores[i])) for i in order if scores[i] > least]
