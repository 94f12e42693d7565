"""Reciprocal rank fusion, by hand."""

import pytest

from rag.fuse import RANK_CONSTANT, reciprocal_rank_fusion


def test_scores_are_the_weighted_sums_of_reciprocal_ranks() -> None:
    weights = {"dense": 0.25, "words": 0.75}
    fused = dict(
        reciprocal_rank_fusion(
            {"dense": [7, 8], "words": [8, 9]}, lambda ranking, _: weights[ranking]
        )
    )
    first, second = 1 / (RANK_CONSTANT + 1), 1 / (RANK_CONSTANT + 2)

    assert fused == {
        7: pytest.approx(0.25 * first),
        8: pytest.approx(0.25 * second + 0.75 * first),
        9: pytest.approx(0.75 * second),
    }


def test_the_best_come_first_and_ties_are_broken_by_id() -> None:
    fused = reciprocal_rank_fusion({"a": [5, 1], "b": [1, 5], "c": [2]}, lambda *_: 1.0)

    assert [item for item, _ in fused] == [1, 5, 2]


def test_a_weight_may_depend_on_the_item() -> None:
    fused = reciprocal_rank_fusion({"a": [1, 2]}, lambda _, item: float(item == 2))

    assert [item for item, _ in fused] == [2, 1]


def test_nothing_found_is_nothing() -> None:
    assert reciprocal_rank_fusion({"a": [], "b": []}, lambda *_: 1.0) == []
