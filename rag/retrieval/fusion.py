"""Fusion of the scores of several rankings."""

from collections.abc import Mapping


def weighted_sum(
    rankings: Mapping[str, Mapping[int, float]], weights: Mapping[str, float]
) -> list[tuple[int, float]]:
    """Fuse rankings by a weighted sum of normalised scores.

    Each ranking divides its scores by its best one; an id that it lacks gets 0 there. This is the
    convex combination of Bruch, Gai and Ingber (2023), "An Analysis of Fusion Functions for Hybrid
    Retrieval", normalised from 0, the minimum of BM25, to the best score found.

    Args:
        rankings: For each ranking, the score of each id; larger is better.
        weights: The weight of each ranking.

    Returns:
        (id, fused score) pairs, best first, ties by id.
    """
    fused: dict[int, float] = {}
    for name, scores in rankings.items():
        best = max(scores.values(), default=0.0)
        for item, score in scores.items():
            share = score / best if best > 0 else 0.0
            fused[item] = fused.get(item, 0.0) + weights[name] * share
    return sorted(fused.items(), key=lambda scored: (-scored[1], scored[0]))
