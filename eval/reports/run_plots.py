"""Plots of a run: recall over k, calibration, risk and coverage, latency."""

from collections.abc import Iterable, Sequence

from dixit.eval.metrics.chance import percentile
from dixit.eval.metrics.ranking import recall_at_k
from dixit.eval.metrics.refusals import reliability, risk_coverage
from dixit.eval.reports.plots import Point, line_chart
from dixit.eval.rules.retrieval import CUT, ranked, sources
from dixit.eval.runs.run_file import Asked, Stage
from dixit.eval.runs.summary import Judged, confidences

_SHARES = tuple(range(1, 100))
"""The percentiles that are drawn; the slowest 1 % is left out."""


def plots(judged: Judged) -> list[str]:
    """The plots of a run that have data, each an `<svg>` element."""
    asked = [s.asked for s in judged.scored]
    charts = (_recall(asked), _reliability(judged), _trade_off(judged), _latency(asked))
    return [plot for plot in charts if plot]


def _recall(asked: Iterable[Asked]) -> str:
    searched = [a for a in asked if "search" in a.milliseconds.keys() - a.errors]
    rankings = {
        "passages that touch the gold": [
            ranked(a) for a in searched if a.gold and all(gold.places for gold in a.gold)
        ],
        "sources, by their first passage": [
            (sources(a), set(a.question.sources)) for a in searched if a.question.sources
        ],
    }
    series = {
        name: [(float(k), _mean(pairs, k)) for k in range(1, CUT + 1)]
        for name, pairs in rankings.items()
        if pairs
    }
    return line_chart("Recall over k", series, "the first k", "recall") if series else ""


def _mean(rankings: Sequence[tuple[list[str], set[str]]], k: int) -> float:
    return sum(recall_at_k(ids, relevant, k) for ids, relevant in rankings) / len(rankings)


def _reliability(judged: Judged) -> str:
    answers = [(sure, right) for sure, right in confidences(judged.scored) if sure > 0]
    if not answers:
        return ""
    points: list[Point] = [(bin_.sure, bin_.right) for bin_ in reliability(answers)]
    series = {"share that is right": points, "as sure as right": [(0.0, 0.0), (1.0, 1.0)]}
    return line_chart("Confidence beside truth, of answers", series, "confidence", "right")


def _trade_off(judged: Judged) -> str:
    pairs = confidences(judged.scored)
    if not any(sure > 0 for sure, _ in pairs):
        return ""
    curve = [(kept.coverage, kept.risk) for kept in risk_coverage(pairs)]
    title = "Refusing: what is wrong as ever less sure answers are given"
    return line_chart(title, {"risk": curve}, "questions answered", "of these wrong")


def _latency(asked: Sequence[Asked]) -> str:
    stages: dict[str, Stage] = {"finding passages": "search", "answering": "ask"}
    series = {
        name: [(percentile(times, share), share / 100) for share in _SHARES]
        for name, stage in stages.items()
        if (times := _times(asked, stage))
    }
    if not series:
        return ""
    return line_chart("How long it takes", series, "milliseconds", "share within", log_x=True)


def _times(asked: Iterable[Asked], stage: Stage) -> list[float]:
    return [a.milliseconds[stage] for a in asked if stage in a.milliseconds.keys() - a.errors]
