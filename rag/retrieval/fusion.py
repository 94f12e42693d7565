"""Scores of several rankings to one score."""

from collections.abc import Mapping


def weighted_sum(
    rankings: Mapping[str, Mapping[int, float]], weights: Mapping[str, float]
) -> list[tuple[int, float]]:
    """Ids with their fused scores, best first, ties by id.

    Each ranking gives an id its score there as a share of the best one, and an id's fused score is
    the sum of its shares, weighted; a ranking without it adds nothing. This is the convex
    combination of Bruch, Gai and Ingber (2023, "An Analysis of Fusion Functions for Hybrid
    Retrieval"), normalised from 0, the least that BM25 gives, to the best found.
    """
    fused: dict[int, float] = {}
    for name, scores in rankings.items():
        best = max(scores.values(), default=0.0)
        for item, score in scores.items():
            share = score / best if best > 0 else 0.0
            fused[item] = fused.get(item, 0.0) + weights[name] * share
    return sorted(fused.items(), key=lambda scored: (-scored[1], scored[0]))
