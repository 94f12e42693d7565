"""Of rankings: ids, best first, each once, ties already broken by id."""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence


def precision_at_k(ranked: Sequence[str], relevant: Collection[str], k: int) -> float:
    """Share of the first `k` places that hold a relevant id; places left empty hold none.

    Manning, Raghavan and Schütze, 2008, "Introduction to Information Retrieval", chapter 8.
    """
    return len(set(ranked[:k]) & set(relevant)) / k


def recall_at_k(ranked: Sequence[str], relevant: Collection[str], k: int) -> float:
    """Share of the relevant ids that are among the first `k`; the same chapter.

    Raises:
        ValueError: nothing is relevant, so that there is no share to give.
    """
    if not relevant:
        raise ValueError("recall needs at least one relevant id")
    return len(set(ranked[:k]) & set(relevant)) / len(set(relevant))


def average_precision(ranked: Sequence[str], relevant: Collection[str]) -> float:
    """The mean, over the relevant ids, of the precision at the rank of each; 0 where not found.

    The same chapter. Its mean over questions is MAP.

    Raises:
        ValueError: nothing is relevant.
    """
    if not relevant:
        raise ValueError("average precision needs at least one relevant id")
    found, total = 0, 0.0
    for rank, item in enumerate(ranked, start=1):
        if item in relevant:
            found += 1
            total += found / rank
    return total / len(set(relevant))


def reciprocal_rank(ranked: Sequence[str], relevant: Collection[str]) -> float:
    """1 over the rank of the first relevant id, 0 where there is none.

    Voorhees, 1999, "The TREC-8 Question Answering Track Report". Its mean over questions is MRR.
    """
    return next((1 / rank for rank, i in enumerate(ranked, start=1) if i in relevant), 0.0)


def ndcg_at_k(ranked: Sequence[str], gains: Mapping[str, float], k: int) -> float:
    """Discounted gain of the first `k` over that of the best order, gains taken as they are.

    Järvelin and Kekäläinen, 2002, "Cumulated Gain-Based Evaluation of IR Techniques", with the
    discount 1 / log2(rank + 1).

    Raises:
        ValueError: no id has a gain, so that there is no best order.
    """
    best = _discounted(sorted(gains.values(), reverse=True)[:k])
    if best <= 0:
        raise ValueError("nDCG needs at least one id with a gain")
    return _discounted([gains.get(i, 0.0) for i in ranked[:k]]) / best


def _discounted(gains: Iterable[float]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, start=1))
