"""Metrics of refusals and of confidence: precision, recall, risk-coverage, calibration."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass


def refusal_precision(decisions: Collection[tuple[bool, bool]]) -> float | None:
    """Unanswerable questions among the refused ones, over all refused ones.

    The task is that of Rajpurkar, Jia and Liang, 2018, "Know What You Don't Know: Unanswerable
    Questions for SQuAD".

    Args:
        decisions: (answerable, answered) of each question.

    Returns:
        The precision, or None where no question was refused.
    """
    refused = [answerable for answerable, answered in decisions if not answered]
    return sum(not answerable for answerable in refused) / len(refused) if refused else None


def refusal_recall(decisions: Collection[tuple[bool, bool]]) -> float | None:
    """Refused questions among the unanswerable ones, over all unanswerable ones.

    Args:
        decisions: (answerable, answered) of each question.

    Returns:
        The recall, or None where every question is answerable.
    """
    unanswerable = [answered for answerable, answered in decisions if not answerable]
    return (
        sum(not answered for answered in unanswerable) / len(unanswerable) if unanswerable else None
    )


@dataclass(frozen=True, slots=True)
class Kept:
    """A point of the risk-coverage curve: only the most confident answers are given."""

    coverage: float
    """Answered questions over all questions, 0 to 1."""
    risk: float
    """Wrong answers over answered questions, 0 to 1."""
    least: float
    """The lowest confidence of an answer that is given."""


def risk_coverage(judged: Sequence[tuple[float, bool]]) -> list[Kept]:
    """The risk-coverage curve: the error rate as the threshold of confidence falls.

    El-Yaniv and Wiener, 2010, "On the Foundations of Noise-free Selective Classification".

    Args:
        judged: (confidence, right) of each question.

    Returns:
        A point for each distinct confidence, from high to low.
    """
    curve: list[Kept] = []
    errors = 0
    ranking = sorted(judged, key=lambda pair: -pair[0])
    for count, (confidence, right) in enumerate(ranking, start=1):
        errors += not right
        if count == len(ranking) or ranking[count][0] != confidence:
            curve.append(Kept(count / len(ranking), errors / count, confidence))
    return curve


def area_under_risk(judged: Sequence[tuple[float, bool]]) -> float:
    """AURC: the area under the risk-coverage curve; smaller is better.

    Geifman, Uziel and El-Yaniv, 2019, "Bias-Reduced Uncertainty Estimation for Deep Neural
    Classifiers". Answers of equal confidence have the risk of their point on the curve.

    Args:
        judged: (confidence, right) of each question.

    Raises:
        ValueError: there is no question.
    """
    if not judged:
        raise ValueError("the area under the risk needs at least one question")
    area, coverage = 0.0, 0.0
    for point in risk_coverage(judged):
        area += point.risk * (point.coverage - coverage)
        coverage = point.coverage
    return area


@dataclass(frozen=True, slots=True)
class Bin:
    """Questions whose confidence is in the same interval."""

    sure: float
    """Mean confidence, 0 to 1."""
    right: float
    """Accuracy, 0 to 1."""
    count: int


def reliability(judged: Sequence[tuple[float, bool]], bins: int = 10) -> list[Bin]:
    """The reliability diagram: mean confidence and accuracy in bins of equal width.

    Guo, Pleiss, Sun and Weinberger, 2017, "On Calibration of Modern Neural Networks".

    Args:
        judged: (confidence from 0 to 1, right) of each question.
        bins: the number of bins.

    Returns:
        The bins that are not empty, by confidence.
    """
    members_by_bin: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in judged:
        members_by_bin.setdefault(min(bins - 1, int(confidence * bins)), []).append(
            (confidence, right)
        )
    return [
        Bin(
            sum(s for s, _ in members) / len(members),
            sum(r for _, r in members) / len(members),
            len(members),
        )
        for _, members in sorted(members_by_bin.items())
    ]


def calibration_error(judged: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """ECE: the mean of |confidence - accuracy| over the bins, weighted by size; smaller is better.

    Guo et al., 2017, as `reliability`.

    Args:
        judged: (confidence from 0 to 1, right) of each question.
        bins: the number of bins.

    Raises:
        ValueError: there is no question.
    """
    if not judged:
        raise ValueError("a calibration error needs at least one question")
    diagram = reliability(judged, bins)
    return sum(b.count * abs(b.sure - b.right) for b in diagram) / len(judged)
