"""What chance alone does to a mean: how far a figure may be off, and whether two runs differ."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

RESAMPLES = 2_000
SHUFFLES = 10_000
SEED = 0
ALPHA = 0.05
"""The chance of being wrong that intervals and tests allow."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Where a mean lies with 95 % confidence."""

    low: float
    high: float


def bootstrap_interval(values: Sequence[float]) -> Interval:
    """The percentile interval of the mean over samples drawn anew with replacement.

    Efron and Tibshirani, 1993, "An Introduction to the Bootstrap", chapter 13. The seed is fixed:
    the same values give the same interval.

    Raises:
        ValueError: there are no values.
    """
    if not values:
        raise ValueError("an interval needs at least one value")
    given = np.asarray(values, dtype=np.float64)
    draws = np.random.default_rng(SEED).integers(0, len(given), (RESAMPLES, len(given)))
    means = given[draws].mean(axis=1)
    low, high = np.quantile(means, [ALPHA / 2, 1 - ALPHA / 2])
    return Interval(float(low), float(high))


def randomisation_test(differences: Sequence[float]) -> float:
    """The chance of a mean difference at least this large where neither side is better.

    The paired randomisation test, two-sided, with signs drawn by chance: Smucker, Allan and
    Carterette, 2007, "A Comparison of Statistical Significance Tests for Information Retrieval
    Evaluation". Questions without a difference change nothing and are passed over; all 2^n signs
    are tried where these are few.

    Args:
        differences: of each question's two values, in any order.
    """
    told = np.asarray([d for d in differences if d != 0], dtype=np.float64)
    if not len(told):
        return 1.0
    seen = abs(told.sum()) - 1e-12  # Sums of the same numbers in another order differ by a hair.
    if 2 ** len(told) <= SHUFFLES:
        numbers = np.arange(2 ** len(told))[:, None]
        signs = 1 - 2 * ((numbers >> np.arange(len(told))) & 1)
        return float((abs((signs * told).sum(axis=1)) >= seen).mean())
    generator = np.random.default_rng(SEED)
    signs = generator.integers(0, 2, (SHUFFLES, len(told)), dtype=np.int8) * 2 - 1
    as_large = int((abs((signs * told).sum(axis=1)) >= seen).sum())
    return (as_large + 1) / (SHUFFLES + 1)


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that at least `percent` % of the values do not exceed (nearest rank).

    Hyndman and Fan, 1996, "Sample Quantiles in Statistical Packages", definition 1.

    Raises:
        ValueError: there are no values.
    """
    if not values:
        raise ValueError("a percentile needs at least one value")
    return sorted(values)[max(0, math.ceil(len(values) * percent / 100) - 1)]
