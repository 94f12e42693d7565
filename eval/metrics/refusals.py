"""Of refusals: whether what cannot be answered is refused, and what an answer's score is worth."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass


def refusal_precision(decisions: Collection[tuple[bool, bool]]) -> float | None:
    """Share of the refused questions that have no answer; None where none was refused.

    Rajpurkar, Jia and Liang, 2018, "Know What You Don't Know: Unanswerable Questions for SQuAD",
    asks for the decision; precision and recall are the usual ones.

    Args:
        decisions: (answerable, answered) of each question.
    """
    refused = [answerable for answerable, answered in decisions if not answered]
    return sum(not answerable for answerable in refused) / len(refused) if refused else None


def refusal_recall(decisions: Collection[tuple[bool, bool]]) -> float | None:
    """Share of the questions without an answer that were refused; None where all have one.

    The counterpart of `refusal_precision`, over the same pairs.
    """
    hopeless = [answered for answerable, answered in decisions if not answerable]
    return sum(not answered for answered in hopeless) / len(hopeless) if hopeless else None


@dataclass(frozen=True, slots=True)
class Kept:
    """What is left when only the surest answers are given."""

    coverage: float
    """The share of the questions that are answered, 0 to 1."""
    risk: float
    """The share of these answers that are wrong, 0 to 1."""
    least: float
    """The least confidence among them."""


def risk_coverage(judged: Sequence[tuple[float, bool]]) -> list[Kept]:
    """The share of wrong answers as ever less sure ones are given; answers equally sure together.

    El-Yaniv and Wiener, 2010, "On the Foundations of Noise-free Selective Classification".

    Args:
        judged: (confidence, right) of each question.
    """
    curve: list[Kept] = []
    wrong = 0
    ordered = sorted(judged, key=lambda pair: -pair[0])
    for count, (sure, right) in enumerate(ordered, start=1):
        wrong += not right
        if count == len(ordered) or ordered[count][0] != sure:
            curve.append(Kept(count / len(ordered), wrong / count, sure))
    return curve


def area_under_risk(judged: Sequence[tuple[float, bool]]) -> float:
    """The mean of the risk over all coverages: of errors, so smaller is better.

    Geifman, Uziel and El-Yaniv, 2019, "Bias-Reduced Uncertainty Estimation for Deep Neural
    Classifiers" (AURC). Between answers equally sure the risk is that of all of them.

    Raises:
        ValueError: there is no question.
    """
    if not judged:
        raise ValueError("the area under the risk needs at least one question")
    area, before = 0.0, 0.0
    for kept in risk_coverage(judged):
        area += kept.risk * (kept.coverage - before)
        before = kept.coverage
    return area


@dataclass(frozen=True, slots=True)
class Bin:
    """Questions of like confidence."""

    sure: float
    """Their mean confidence."""
    right: float
    """The share of them that is right."""
    count: int


def reliability(judged: Sequence[tuple[float, bool]], bins: int = 10) -> list[Bin]:
    """Confidence beside truth, in equally wide bins; those that hold nothing are left out.

    Guo, Pleiss, Sun and Weinberger, 2017, "On Calibration of Modern Neural Networks".

    Args:
        judged: (confidence from 0 to 1, right) of each question.
        bins: how many.
    """
    held: dict[int, list[tuple[float, bool]]] = {}
    for sure, right in judged:
        held.setdefault(min(bins - 1, int(sure * bins)), []).append((sure, right))
    return [
        Bin(sum(s for s, _ in some) / len(some), sum(r for _, r in some) / len(some), len(some))
        for _, some in sorted(held.items())
    ]


def calibration_error(judged: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """The mean distance of confidence from truth over these bins: of errors (ECE; same paper).

    Raises:
        ValueError: there is no question.
    """
    if not judged:
        raise ValueError("a calibration error needs at least one question")
    told = reliability(judged, bins)
    return sum(b.count * abs(b.sure - b.right) for b in told) / len(judged)
