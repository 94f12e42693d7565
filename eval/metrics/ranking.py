"""Metrics of rankings: precision@k, recall@k, average precision, reciprocal rank, nDCG@k.

A ranking is a sequence of distinct ids, best first.
"""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence


def precision_at_k(ranked: Sequence[str], relevant: Collection[str], k: int) -> float:
    """Precision@k: relevant ids among the first `k`, over `k`, even where fewer are ranked.

    Manning, Raghavan and Schütze, 2008, "Introduction to Information Retrieval", chapter 8.

    Args:
        ranked: the ranking.
        relevant: the relevant ids.
        k: the cut-off, 1 or more.
    """
    return len(set(ranked[:k]) & set(relevant)) / k


def recall_at_k(ranked: Sequence[str], relevant: Collection[str], k: int) -> float:
    """Recall@k: relevant ids among the first `k`, over all relevant ids (Manning et al., 2008).

    Args:
        ranked: the ranking.
        relevant: the relevant ids.
        k: the cut-off, 1 or more.

    Raises:
        ValueError: there is no relevant id.
    """
    if not relevant:
        raise ValueError("recall needs at least one relevant id")
    return len(set(ranked[:k]) & set(relevant)) / len(set(relevant))


def average_precision(ranked: Sequence[str], relevant: Collection[str]) -> float:
    """Average precision: the mean over the relevant ids of the precision at the rank of each.

    The precision of an id that is not ranked is 0. The mean over queries is MAP (Manning et al.,
    2008).

    Args:
        ranked: the ranking.
        relevant: the relevant ids.

    Raises:
        ValueError: there is no relevant id.
    """
    if not relevant:
        raise ValueError("average precision needs at least one relevant id")
    hits, total = 0, 0.0
    for rank, item in enumerate(ranked, start=1):
        if item in relevant:
            hits += 1
            total += hits / rank
    return total / len(set(relevant))


def reciprocal_rank(ranked: Sequence[str], relevant: Collection[str]) -> float:
    """1 / rank of the first relevant id, 0 where none is ranked. The mean over queries is MRR.

    Voorhees, 1999, "The TREC-8 Question Answering Track Report".

    Args:
        ranked: the ranking.
        relevant: the relevant ids.
    """
    return next((1 / rank for rank, i in enumerate(ranked, start=1) if i in relevant), 0.0)


def ndcg_at_k(ranked: Sequence[str], gains: Mapping[str, float], k: int) -> float:
    """nDCG@k: DCG@k over the DCG@k of the ideal ranking, DCG = sum of gain / log2(rank + 1).

    Järvelin and Kekäläinen, 2002, "Cumulated Gain-Based Evaluation of IR Techniques", with linear
    gains.

    Args:
        ranked: the ranking.
        gains: the gain of each relevant id; others have 0.
        k: the cut-off, 1 or more.

    Raises:
        ValueError: no id has a gain above 0.
    """
    ideal = _discounted(sorted(gains.values(), reverse=True)[:k])
    if ideal <= 0:
        raise ValueError("nDCG needs at least one id with a gain")
    return _discounted([gains.get(i, 0.0) for i in ranked[:k]]) / ideal


def _discounted(gains: Iterable[float]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, start=1))
