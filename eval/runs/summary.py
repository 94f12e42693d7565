"""Figures over scored questions: for all of them, and by set, language and kind."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from dixit.eval.metrics.chance import Interval, bootstrap_interval, percentile
from dixit.eval.metrics.refusals import (
    area_under_risk,
    calibration_error,
    refusal_precision,
    refusal_recall,
)
from dixit.eval.runs.run_file import Asked, Prices, Run, Stage
from dixit.eval.runs.score import MEASURES, Scored, score

ALL = "all"
_SPEEDS: Mapping[str, tuple[Stage, float]] = {
    "search_p50_ms": ("search", 50),
    "search_p95_ms": ("search", 95),
    "ask_p50_ms": ("ask", 50),
    "ask_p95_ms": ("ask", 95),
}
TELLS: Mapping[str, str] = {
    **{measure.name: measure.tells for measure in MEASURES},
    "refusal_precision": "refused questions that have no answer",
    "refusal_recall": "questions without an answer that were refused",
    "area_under_risk": "wrong among the surest answers, the mean over how many are given (AURC)",
    "calibration_error": "how far an answer's confidence is from being right (ECE)",
    "search_p50_ms": "half the searches took no longer, warm",
    "search_p95_ms": "19 of 20 searches took no longer, warm",
    "ask_p50_ms": "half the answers took no longer, warm",
    "ask_p95_ms": "19 of 20 answers took no longer, warm",
    "model_calls": "calls of the chat model, a question",
    "tokens_read": "tokens that the chat model was sent, a question",
    "tokens_written": "tokens that the chat model wrote, a question",
    "cost": "of a question, in the currency of the prices given",
}
"""The description of each figure, in the order of the table."""
ERRORS = frozenset({"area_under_risk", "calibration_error"})
"""Figures that are better when smaller, in addition to times, tokens and costs."""

_GROUPINGS: tuple[Callable[[Asked], str], ...] = (
    lambda asked: asked.set_name,
    lambda asked: asked.question.lang,
    lambda asked: asked.question.kind,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A mean or a share over the scored questions, or a time in milliseconds."""

    value: float | None
    counted: int
    unscored: int
    interval: Interval | None = None
    """The 95 % confidence interval of a mean."""

    def as_dict(self) -> dict[str, object]:
        """One figure of the JSON of `dixit eval --json`."""
        interval = None if self.interval is None else [self.interval.low, self.interval.high]
        return {
            "value": self.value,
            "counted": self.counted,
            "unscored": self.unscored,
            "interval": interval,
        }


@dataclass(frozen=True, slots=True)
class Summary:
    """Figures by group, then by name; the group "all" is first."""

    groups: Mapping[str, Mapping[str, Figure]]
    questions: frozenset[str]
    """Set, id and text of each question; only runs of the same questions are compared."""
    unscored: Mapping[str, str]
    """The reasons why questions are unscored, by set and id."""

    def as_dict(self) -> dict[str, object]:
        """The JSON of `dixit eval --json`."""
        return {
            "questions": len(self.questions),
            "unscored": dict(self.unscored),
            "groups": {
                group: {name: figure.as_dict() for name, figure in figures.items()}
                for group, figures in self.groups.items()
            },
        }


@dataclass(frozen=True, slots=True)
class Judged:
    """A run with its scores and their summary."""

    run: Run
    scored: tuple[Scored, ...]
    summary: Summary

    @classmethod
    def from_run(cls, run: Run) -> "Judged":
        """Score every question of a run."""
        return cls.from_scored(run, tuple(score(asked) for asked in run.asked))

    @classmethod
    def from_scored(cls, run: Run, scored: tuple[Scored, ...]) -> "Judged":
        """Summarise a run whose questions are already scored."""
        return cls(run, scored, summarise(scored, run.prices))

    def asks_the_same_as(self, other: "Judged") -> bool:
        """Whether both runs have the same questions, so that their figures are comparable."""
        return self.summary.questions == other.summary.questions


def summarise(scored: Sequence[Scored], prices: Prices | None = None) -> Summary:
    """Compute the figures of a run.

    Args:
        scored: the scored questions.
        prices: the prices of the chat model's tokens, for the figure `cost`.
    """
    groups: dict[str, list[Scored]] = {ALL: list(scored)}
    for group_of in _GROUPINGS:
        for name in sorted({group_of(s.asked) for s in scored}):
            groups[name] = [s for s in scored if group_of(s.asked) == name]
    return Summary(
        groups={name: _figures(members, prices) for name, members in groups.items()},
        questions=frozenset(_identity(s.asked) for s in scored),
        unscored={
            f"{s.asked.set_name}/{s.asked.question.id}": "; ".join(sorted(reasons))
            for s in scored
            if (reasons := {score.why for score in s.scores.values() if score.value is None})
        },
    )


def confidences(scored: Iterable[Scored]) -> list[tuple[float, bool]]:
    """(confidence, right) of each scored question.

    A refusal has confidence 0 and is wrong: at full coverage it would have to be answered, and
    there is no right answer.
    """
    return [
        (s.asked.confidence, bool(s.right) and s.asked.answered)
        for s in scored
        if s.right is not None
    ]


def _figures(members: Sequence[Scored], prices: Prices | None) -> dict[str, Figure]:
    asked = [s.asked for s in members]
    return {
        **_means(members),
        **_refusals(asked),
        **_calibration(members),
        **_speeds(asked),
        **_costs(asked, prices),
    }


def _means(members: Sequence[Scored]) -> dict[str, Figure]:
    figures = {}
    known = [measure.name for measure in MEASURES]
    others = sorted({name for s in members for name in s.scores} - set(known))
    for name in (*known, *others):
        scores = [s.scores[name] for s in members if name in s.scores]
        values = [score.value for score in scores if score.value is not None]
        if scores:
            mean = sum(values) / len(values) if values else None
            interval = bootstrap_interval(values) if values else None
            figures[name] = Figure(mean, len(values), len(scores) - len(values), interval)
    return figures


def _refusals(asked: Sequence[Asked]) -> dict[str, Figure]:
    figures = {}
    responses = [a for a in asked if a.answer is not None]
    decisions = [(a.question.answerable, a.answered) for a in responses]
    unscored = len(asked) - len(responses)
    if len({answerable for answerable, _ in decisions}) == 2:  # Else precision is 0 or 1.
        refusals = [float(not answerable) for answerable, answered in decisions if not answered]
        figures["refusal_precision"] = Figure(
            refusal_precision(decisions), len(refusals), unscored, _interval(refusals)
        )
    if unanswerable := [
        float(not answered) for answerable, answered in decisions if not answerable
    ]:
        figures["refusal_recall"] = Figure(
            refusal_recall(decisions), len(unanswerable), unscored, _interval(unanswerable)
        )
    return figures


def _calibration(members: Sequence[Scored]) -> dict[str, Figure]:
    judged = confidences(members)
    answers = [(confidence, right) for confidence, right in judged if confidence > 0]
    unscored = len(members) - len(judged)
    figures = {}
    if answers and any(right for _, right in answers):
        figures["area_under_risk"] = Figure(area_under_risk(judged), len(judged), unscored)
        figures["calibration_error"] = Figure(calibration_error(answers), len(answers), unscored)
    return figures


def _speeds(asked: Sequence[Asked]) -> dict[str, Figure]:
    figures = {}
    for name, (stage, percent) in _SPEEDS.items():
        times = [a.milliseconds[stage] for a in asked if stage in a.milliseconds.keys() - a.errors]
        if times:
            figures[name] = Figure(percentile(times, percent), len(times), 0)
    return figures


def _costs(asked: Sequence[Asked], prices: Prices | None) -> dict[str, Figure]:
    """Calls, tokens and cost of a chat model; empty if none was called."""
    usages = [a.usage for a in asked if a.usage is not None]
    if not any(usage.calls for usage in usages):
        return {}
    values_by_name = {
        "model_calls": [float(usage.calls) for usage in usages],
        "tokens_read": [float(u.read) for u in usages if u.read is not None],
        "tokens_written": [float(u.written) for u in usages if u.written is not None],
        "cost": [cost for u in usages if prices and (cost := prices.of(u)) is not None],
    }
    return {
        name: Figure(sum(values) / len(values), len(values), 0, bootstrap_interval(values))
        for name, values in values_by_name.items()
        if values
    }


def _interval(values: Sequence[float]) -> Interval | None:
    return bootstrap_interval(values) if values else None


def _identity(asked: Asked) -> str:
    return f"{asked.set_name}/{asked.question.id}/{asked.question.question}"
