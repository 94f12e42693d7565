"""Statistics of a mean: confidence interval, paired significance test, percentile."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

RESAMPLES = 2_000
SHUFFLES = 10_000
SEED = 0
ALPHA = 0.05
"""The significance level of tests; intervals have a confidence of 1 - `ALPHA`."""


@dataclass(frozen=True, slots=True)
class Interval:
    """The 95 % confidence interval of a mean."""

    low: float
    high: float


def bootstrap_interval(values: Sequence[float]) -> Interval:
    """The percentile bootstrap interval of the mean, with `RESAMPLES` resamples.

    Efron and Tibshirani, 1993, "An Introduction to the Bootstrap", chapter 13. The seed is fixed:
    the same values give the same interval.

    Args:
        values: the sample.

    Raises:
        ValueError: there are no values.
    """
    if not values:
        raise ValueError("an interval needs at least one value")
    sample = np.asarray(values, dtype=np.float64)
    indices = np.random.default_rng(SEED).integers(0, len(sample), (RESAMPLES, len(sample)))
    means = sample[indices].mean(axis=1)
    low, high = np.quantile(means, [ALPHA / 2, 1 - ALPHA / 2])
    return Interval(float(low), float(high))


def randomisation_test(differences: Sequence[float]) -> float:
    """The two-sided p-value of a mean difference, by a paired randomisation test.

    Smucker, Allan and Carterette, 2007, "A Comparison of Statistical Significance Tests for
    Information Retrieval Evaluation". The p-value is the share of random sign flips whose sum is at
    least as far from 0. Zero differences are dropped. The test is exact (all 2^n sign flips) up to
    `SHUFFLES` flips, else it draws `SHUFFLES` of them: p = (1 + hits) / (1 + SHUFFLES).

    Args:
        differences: for each question, one system's value minus the other's.

    Returns:
        The p-value, 0 to 1; 1 where all differences are 0.
    """
    nonzero = np.asarray([d for d in differences if d != 0], dtype=np.float64)
    if not len(nonzero):
        return 1.0
    observed = abs(nonzero.sum()) - 1e-12  # Tolerance for rounding: sums depend on the order.
    if 2 ** len(nonzero) <= SHUFFLES:
        numbers = np.arange(2 ** len(nonzero))[:, None]
        signs = 1 - 2 * ((numbers >> np.arange(len(nonzero))) & 1)
        return float((abs((signs * nonzero).sum(axis=1)) >= observed).mean())
    generator = np.random.default_rng(SEED)
    signs = generator.integers(0, 2, (SHUFFLES, len(nonzero)), dtype=np.int8) * 2 - 1
    hits = int((abs((signs * nonzero).sum(axis=1)) >= observed).sum())
    return (hits + 1) / (SHUFFLES + 1)


def percentile(values: Sequence[float], percent: float) -> float:
    """The nearest-rank percentile: the ceil(n * percent / 100)-th smallest value.

    Hyndman and Fan, 1996, "Sample Quantiles in Statistical Packages", definition 1.

    Args:
        values: the sample.
        percent: 0 to 100.

    Raises:
        ValueError: there are no values.
    """
    if not values:
        raise ValueError("a percentile needs at least one value")
    return sorted(values)[max(0, math.ceil(len(values) * percent / 100) - 1)]
