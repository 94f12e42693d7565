"""The weighted sum of scores, by hand."""

import pytest

from dixit.rag.retrieval.fusion import Spread, weighted_sum
from dixit.rag.retrieval.hybrid import SPREADS

HALVES = {"dense": 0.5, "words": 0.5}


def test_cosines_count_from_the_least_and_bm25_from_zero() -> None:
    fused = dict(
        weighted_sum(
            {"dense": {7: 0.9, 8: 0.8, 9: 0.7}, "words": {8: 12.0, 9: 3.0}},
            {"dense": 0.25, "words": 0.75},
            SPREADS,
        )
    )

    assert fused == {
        7: pytest.approx(0.25),
        8: pytest.approx(0.25 * 0.5 + 0.75),
        9: pytest.approx(0.75 * 0.25),
    }


@pytest.mark.parametrize(("low", "high"), [(-0.1, 0.6), (0.3, 0.9), (0.74, 0.91)])
def test_an_embedder_counts_the_same_whatever_band_its_cosines_lie_in(
    low: float, high: float
) -> None:
    shares = {1: 1.0, 2: 0.7, 3: 0.2, 4: 0.0}
    cosines = {item: low + share * (high - low) for item, share in shares.items()}
    rankings = {"dense": cosines, "words": {2: 9.0, 4: 3.0}}

    fused = dict(weighted_sum(rankings, {"dense": 0.7, "words": 0.3}, SPREADS))
    assert fused == {
        1: pytest.approx(0.7),
        2: pytest.approx(0.7 * 0.7 + 0.3),
        3: pytest.approx(0.7 * 0.2),
        4: pytest.approx(0.1),
    }


def test_how_far_ahead_a_score_is_counts_and_not_its_rank_alone() -> None:
    close = {"dense": {1: 0.9, 2: 0.8}, "words": {2: 10.0, 1: 10.0}}
    far = {"dense": {1: 0.9, 2: 0.89, 3: 0.1}, "words": {2: 10.0, 1: 2.0}}

    assert weighted_sum(close, HALVES, SPREADS)[0][0] == 1
    assert weighted_sum(far, HALVES, SPREADS)[0][0] == 2


def test_the_best_come_first_and_ties_are_broken_by_id() -> None:
    spreads: dict[str, Spread] = {"a": "from zero", "b": "from zero"}
    fused = weighted_sum({"a": {5: 1.0, 1: 1.0}, "b": {2: 4.0}}, {"a": 0.5, "b": 0.5}, spreads)

    assert [item for item, _ in fused] == [1, 2, 5]


def test_nothing_found_is_nothing() -> None:
    assert weighted_sum({"dense": {}, "words": {}}, HALVES, SPREADS) == []
    assert weighted_sum({"dense": {1: 0.8}}, {"dense": 1.0}, SPREADS) == [(1, 0.0)]
