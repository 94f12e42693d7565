"""The weighted sum of scores, by hand."""

import pytest

from dixit.rag.retrieval.fusion import weighted_sum


def test_scores_are_weighted_sums_of_shares_of_each_rankings_best() -> None:
    fused = dict(
        weighted_sum(
            {"dense": {7: 0.8, 8: 0.4}, "words": {8: 12.0, 9: 3.0}}, {"dense": 0.25, "words": 0.75}
        )
    )

    assert fused == {
        7: pytest.approx(0.25),
        8: pytest.approx(0.25 * 0.5 + 0.75),
        9: pytest.approx(0.75 * 0.25),
    }


def test_how_far_ahead_a_score_is_counts_and_not_its_rank_alone() -> None:
    close = {"dense": {1: 0.9, 2: 0.8}, "words": {2: 10.0, 1: 9.9}}
    far = {"dense": {1: 0.9, 2: 0.8}, "words": {2: 10.0, 1: 2.0}}
    halves = {"dense": 0.5, "words": 0.5}

    assert weighted_sum(close, halves)[0][0] == 1
    assert weighted_sum(far, halves)[0][0] == 2


def test_the_best_come_first_and_ties_are_broken_by_id() -> None:
    fused = weighted_sum({"a": {5: 1.0, 1: 1.0}, "b": {2: 4.0}}, {"a": 0.5, "b": 0.5})

    assert [item for item, _ in fused] == [1, 2, 5]


def test_what_is_unlike_the_question_counts_against() -> None:
    fused = weighted_sum(
        {"dense": {1: 0.5, 2: -0.5}, "words": {2: 1.0, 1: 1.0}}, {"dense": 0.5, "words": 0.5}
    )

    assert fused == [(1, pytest.approx(1.0)), (2, pytest.approx(0.0))]


def test_nothing_found_is_nothing() -> None:
    assert weighted_sum({"a": {}, "b": {}}, {"a": 0.5, "b": 0.5}) == []
    assert weighted_sum({"a": {1: 0.0}}, {"a": 1.0}) == [(1, 0.0)]
