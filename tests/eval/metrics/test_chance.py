"""What chance does to a mean: intervals and tests, beside SciPy's and numbers worked by hand."""

import numpy as np
import pytest
from scipy import stats

from dixit.eval.metrics.chance import bootstrap_interval, percentile, randomisation_test


def test_an_interval_holds_the_mean_and_narrows_with_more_values() -> None:
    few, many = bootstrap_interval([0, 1] * 10), bootstrap_interval([0, 1] * 1_000)
    assert few.low < 0.5 < few.high
    assert many.high - many.low < (few.high - few.low) / 5
    assert bootstrap_interval([1.0] * 9) == bootstrap_interval([1.0] * 3)


def test_an_interval_is_near_that_of_scipy() -> None:
    values = np.random.default_rng(3).random(80)
    theirs = stats.bootstrap((values,), np.mean, method="percentile", rng=5).confidence_interval
    ours = bootstrap_interval(list(values))
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high), abs=0.01)


def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    generator = np.random.default_rng(11)
    told = [bootstrap_interval(list(generator.random(60) < 0.7)) for _ in range(200)]
    assert 0.90 <= np.mean([one.low <= 0.7 <= one.high for one in told]) <= 0.99


def test_signs_of_few_differences_are_all_tried() -> None:
    # Of the 8 ways to put signs before three ones, two sum up to 3 or -3.
    assert randomisation_test([1, 1, 1]) == 2 / 8
    assert randomisation_test([1, 1, 1, 0, 0, 0]) == 2 / 8
    assert randomisation_test([1, -1]) == 1
    assert randomisation_test([0.1, 0.2, -0.1]) == 4 / 8 + 2 / 8


def test_many_differences_are_sampled_to_the_same_end_as_scipy() -> None:
    generator = np.random.default_rng(5)
    ours = generator.random(120)
    theirs = ours - 0.05 * generator.standard_normal(120) - 0.008
    exact = stats.permutation_test(
        (ours, theirs),
        lambda a, b: np.mean(a - b),
        permutation_type="samples",
        n_resamples=20_000,
        rng=9,
    )
    assert randomisation_test(list(ours - theirs)) == pytest.approx(exact.pvalue, abs=0.02)


def test_no_difference_is_shown_by_none() -> None:
    assert randomisation_test([0.0] * 50) == 1
    assert randomisation_test([]) == 1
    assert randomisation_test([1.0] * 40) < 0.001


def test_without_values_there_is_no_number() -> None:
    with pytest.raises(ValueError, match="at least one"):
        bootstrap_interval([])
    with pytest.raises(ValueError, match="at least one"):
        percentile([], 50)


def test_percentile_is_a_value_that_was_measured() -> None:
    values = [5.0, 1.0, 4.0, 2.0, 3.0]
    assert [percentile(values, p) for p in (0, 20, 50, 95, 100)] == [1, 1, 3, 5, 5]
