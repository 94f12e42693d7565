"""Fusion of the scores of several rankings."""

from collections.abc import Mapping
from typing import Literal

Spread = Literal["from zero", "from least"]
"""Where a ranking's scale starts: at 0 (BM25, which gives 0 to a passage without the words), or at
the least score among the candidates (cosines, which lie in a band of their own for each model)."""


def weighted_sum(
    rankings: Mapping[str, Mapping[int, float]],
    weights: Mapping[str, float],
    spreads: Mapping[str, Spread],
) -> list[tuple[int, float]]:
    """Fuse rankings by a weighted sum of normalised scores.

    Each ranking's scores are brought to 0 to 1 by their own spread among the candidates (min-max),
    so that a model whose cosines all lie between .7 and .9 counts as much as one that spreads them
    from 0 to 1. This is the convex combination of Bruch, Gai and Ingber (2023, "An Analysis of
    Fusion Functions for Hybrid Retrieval").

    Args:
        rankings: by name, each id's score; a ranking without an id adds nothing to it.
        weights: of each ranking, by the same names.
        spreads: where each ranking's scale starts, by the same names.

    Returns:
        Ids with their fused scores, best first, ties by id.

    Example:
        >>> weighted_sum(
        ...     {"dense": {1: 0.9, 2: 0.8}, "words": {2: 12.0}},
        ...     {"dense": 0.6, "words": 0.4},
        ...     {"dense": "from least", "words": "from zero"},
        ... )
        [(1, 0.6), (2, 0.4)]
    """
    fused: dict[int, float] = {}
    for name, scores in rankings.items():
        low = 0.0 if spreads[name] == "from zero" else min(scores.values(), default=0.0)
        width = max(scores.values(), default=0.0) - low
        for item, score in scores.items():
            # Where all are equal, none is told from the others.
            share = (score - low) / width if width > 0 else 0.0
            fused[item] = fused.get(item, 0.0) + weights[name] * share
    return sorted(fused.items(), key=lambda scored: (-scored[1], scored[0]))
