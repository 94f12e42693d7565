"""Rankings to one ranking."""

from collections.abc import Mapping, Sequence

RANK_CONSTANT = 60
"""How fast a rank's worth falls; the value of the paper."""


def reciprocal_rank_fusion(
    rankings: Mapping[str, Sequence[int]], weights: Mapping[str, float]
) -> list[tuple[int, float]]:
    """Ids with their fused scores, best first, ties by id.

    Each ranking gives an id at its 1-based rank r the score weight / (60 + r); an id's score is
    the sum (Cormack, Clarke and Büttcher, 2009, "Reciprocal Rank Fusion Outperforms Condorcet
    and Individual Rank Learning Methods", with a weight for each ranking).
    """
    scores: dict[int, float] = {}
    for name, ranking in rankings.items():
        for rank, item in enumerate(ranking, start=1):
            scores[item] = scores.get(item, 0.0) + weights[name] / (RANK_CONSTANT + rank)
    return sorted(scores.items(), key=lambda scored: (-scored[1], scored[0]))
