"""A run in plots: how far to look, what scores are worth, what refusing costs, how long it is."""

from collections.abc import Iterable, Sequence

from dixit.eval.metrics.chance import percentile
from dixit.eval.metrics.ranking import recall_at_k
from dixit.eval.metrics.refusals import reliability, risk_coverage
from dixit.eval.reports.plots import Point, line_chart
from dixit.eval.rules.retrieval import CUT, ranked, sources
from dixit.eval.runs.run_file import Asked, Stage
from dixit.eval.runs.summary import Judged, confidences

_SHARES = tuple(range(1, 100))
"""The percentiles that a distribution is drawn with; the slowest hundredth is left out."""


def plots(judged: Judged) -> list[str]:
    """The plots of a run, each an `<svg>`; those alone for which it has figures."""
    asked = [s.asked for s in judged.scored]
    drawn = (_recall(asked), _reliability(judged), _trade_off(judged), _latency(asked))
    return [plot for plot in drawn if plot]


def _recall(asked: Iterable[Asked]) -> str:
    found = [a for a in asked if "search" in a.milliseconds.keys() - a.errors]
    rankings = {
        "passages that touch the gold": [
            ranked(a) for a in found if a.gold and all(gold.places for gold in a.gold)
        ],
        "sources, by their first passage": [
            (sources(a), set(a.question.sources)) for a in found if a.question.sources
        ],
    }
    series = {
        name: [(float(k), _mean(told, k)) for k in range(1, CUT + 1)]
        for name, told in rankings.items()
        if told
    }
    return line_chart("Recall over k", series, "the first k", "recall") if series else ""


def _mean(rankings: Sequence[tuple[list[str], set[str]]], k: int) -> float:
    return sum(recall_at_k(ids, relevant, k) for ids, relevant in rankings) / len(rankings)


def _reliability(judged: Judged) -> str:
    given = [(sure, right) for sure, right in confidences(judged.scored) if sure > 0]
    if not given:
        return ""
    told: list[Point] = [(each.sure, each.right) for each in reliability(given)]
    series = {"share that is right": told, "as sure as right": [(0.0, 0.0), (1.0, 1.0)]}
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
