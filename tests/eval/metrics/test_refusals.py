"""Measures of refusals and of confidence, against numbers worked by hand."""

import pytest

from dixit.eval.metrics.refusals import (
    Bin,
    Kept,
    area_under_risk,
    calibration_error,
    refusal_precision,
    refusal_recall,
    reliability,
    risk_coverage,
)


def test_refusals_by_hand() -> None:
    # (answerable, answered): two rightly answered, one wrongly refused, one rightly refused,
    # two wrongly answered.
    decisions = [*[(True, True)] * 2, (True, False), (False, False), *[(False, True)] * 2]
    assert refusal_precision(decisions) == 1 / 2
    assert refusal_recall(decisions) == pytest.approx(1 / 3)


def test_refusals_of_nothing_are_no_number() -> None:
    assert refusal_precision([(True, True)]) is None
    assert refusal_recall([(True, True)]) is None


def test_the_risk_is_that_of_the_surest_answers() -> None:
    judged = [(0.5, False), (0.9, True), (0.7, True), (0.2, False)]
    assert risk_coverage(judged) == [
        Kept(1 / 4, 0.0, 0.9),
        Kept(2 / 4, 0.0, 0.7),
        Kept(3 / 4, 1 / 3, 0.5),
        Kept(4 / 4, 2 / 4, 0.2),
    ]
    assert area_under_risk(judged) == pytest.approx((0 + 0 + 1 / 3 + 2 / 4) / 4)


def test_answers_equally_sure_are_given_together() -> None:
    assert risk_coverage([(0.5, True), (0.5, False)]) == [Kept(1.0, 0.5, 0.5)]
    assert area_under_risk([(0.5, False), (0.5, True)]) == 0.5


def test_the_order_matters_and_not_the_size_of_a_confidence() -> None:
    best = [(0.9, True), (0.8, True), (0.1, False)]
    worst = [(0.9, False), (0.8, True), (0.1, True)]
    assert area_under_risk(best) < area_under_risk(worst)
    assert area_under_risk(best) == area_under_risk([(s / 2, right) for s, right in best])


def test_reliability_lays_confidence_beside_truth() -> None:
    judged = [(0.95, True), (0.85, False), (1.0, True), (0.15, False)]
    assert reliability(judged, bins=5) == [
        Bin(0.15, 0.0, 1),
        Bin(pytest.approx((0.95 + 0.85 + 1.0) / 3), pytest.approx(2 / 3), 3),
    ]
    assert calibration_error(judged, bins=5) == pytest.approx(
        1 / 4 * 0.15 + 3 / 4 * abs(2.8 / 3 - 2 / 3)
    )


def test_of_no_questions_there_is_no_number() -> None:
    with pytest.raises(ValueError, match="at least one"):
        area_under_risk([])
    with pytest.raises(ValueError, match="at least one"):
        calibration_error([])
