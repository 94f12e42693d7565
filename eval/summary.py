"""From scored questions to figures, for all of them and by set, language and kind."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from eval.metrics import percentile, refusal_precision, refusal_recall
from eval.run_file import Asked, Run, Stage
from eval.score import MEASURES, Scored, score

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
    "search_p50_ms": "half the searches took no longer, warm",
    "search_p95_ms": "19 of 20 searches took no longer, warm",
    "ask_p50_ms": "half the answers took no longer, warm",
    "ask_p95_ms": "19 of 20 answers took no longer, warm",
}
"""What each figure tells, in the order of the table."""

_GROUPINGS: tuple[Callable[[Asked], str], ...] = (
    lambda asked: asked.set_name,
    lambda asked: asked.question.lang,
    lambda asked: asked.question.kind,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A mean over the questions that could be scored, or a share, or milliseconds."""

    value: float | None
    counted: int
    unscored: int


@dataclass(frozen=True, slots=True)
class Summary:
    """Figures by group, then by name. The group "all" comes first."""

    groups: Mapping[str, Mapping[str, Figure]]
    questions: frozenset[str]
    """The ids asked; only runs of the same questions are compared."""
    unscored: Mapping[str, str]
    """The reason of each question that lacks a score, by set and id."""

    def as_dict(self) -> dict[str, object]:
        """The JSON of `dixit eval --json`."""
        return {
            "questions": len(self.questions),
            "unscored": dict(self.unscored),
            "groups": {
                group: {
                    name: {"value": f.value, "counted": f.counted, "unscored": f.unscored}
                    for name, f in figures.items()
                }
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
        """Score every question of a run, from the run alone."""
        scored = tuple(score(asked) for asked in run.asked)
        return cls(run, scored, summarise(scored))

    def asks_the_same_as(self, other: "Judged") -> bool:
        """Whether the two runs may be compared figure by figure."""
        return self.summary.questions == other.summary.questions


def summarise(scored: Sequence[Scored]) -> Summary:
    """The figures of a run."""
    groups: dict[str, list[Scored]] = {ALL: list(scored)}
    for group_of in _GROUPINGS:
        for name in sorted({group_of(s.asked) for s in scored}):
            groups[name] = [s for s in scored if group_of(s.asked) == name]
    return Summary(
        groups={name: _figures(members) for name, members in groups.items()},
        questions=frozenset(_identity(s.asked) for s in scored),
        unscored={
            f"{s.asked.set_name}/{s.asked.question.id}": "; ".join(sorted(reasons))
            for s in scored
            if (reasons := {score.why for score in s.scores.values() if score.value is None})
        },
    )


def _figures(members: Sequence[Scored]) -> dict[str, Figure]:
    figures = {}
    for measure in MEASURES:
        scores = [s.scores[measure.name] for s in members if measure.name in s.scores]
        values = [score.value for score in scores if score.value is not None]
        if scores:
            mean = sum(values) / len(values) if values else None
            figures[measure.name] = Figure(mean, len(values), len(scores) - len(values))
    decided = [s.asked for s in members if s.asked.answer is not None]
    decisions = [(asked.question.answerable, asked.answered) for asked in decided]
    lost = len(members) - len(decided)
    if len({answerable for answerable, _ in decisions}) == 2:  # Else precision is 0 or 1.
        refused = sum(not answered for _, answered in decisions)
        figures["refusal_precision"] = Figure(refusal_precision(decisions), refused, lost)
    if hopeless := sum(not answerable for answerable, _ in decisions):
        figures["refusal_recall"] = Figure(refusal_recall(decisions), hopeless, lost)
    for name, (stage, percent) in _SPEEDS.items():
        times = list(_times((s.asked for s in members), stage))
        if times:
            figures[name] = Figure(percentile(times, percent), len(times), 0)
    return figures


def _times(asked: Iterable[Asked], stage: Stage) -> Iterable[float]:
    return (a.milliseconds[stage] for a in asked if stage in a.milliseconds.keys() - a.errors)


def _identity(asked: Asked) -> str:
    return f"{asked.set_name}/{asked.question.id}/{asked.question.question}"
