"""Two runs of the same questions: which figures moved by more than chance would move them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from dixit.eval.metrics.chance import ALPHA, randomisation_test
from dixit.eval.runs.score import MEASURES, Scored
from dixit.eval.runs.summary import Judged

Verdict = Literal["better", "worse", "no difference shown"]


@dataclass(frozen=True, slots=True)
class Change:
    """A question whose score moved."""

    set_name: str
    id: str
    question: str
    before: float
    now: float


@dataclass(frozen=True, slots=True)
class Difference:
    """How a measure moved, over the questions that both runs scored."""

    name: str
    before: float
    """The mean over these."""
    now: float
    chance: float
    """Of a difference at least as large where neither run is better (a paired test)."""
    changes: tuple[Change, ...]
    """The questions behind it, those that lost most first."""

    @property
    def verdict(self) -> Verdict:
        """What the test shows; each measure is tested by itself."""
        if self.chance > ALPHA:
            return "no difference shown"
        return "better" if self.now > self.before else "worse"


def differences(now: Judged, before: Judged) -> list[Difference]:
    """A difference for each measure that both runs have, in the order of the table."""
    earlier = {_key(s): s for s in before.scored}
    pairs = [(s, earlier[_key(s)]) for s in now.scored if _key(s) in earlier]
    told = (_difference(measure.name, pairs) for measure in MEASURES)
    return [difference for difference in told if difference is not None]


def by_name(told: Sequence[Difference]) -> Mapping[str, Difference]:
    """The differences by the name of their measure."""
    return {difference.name: difference for difference in told}


def _difference(name: str, pairs: Sequence[tuple[Scored, Scored]]) -> Difference | None:
    both: list[tuple[Scored, float, float]] = []
    for now, before in pairs:
        values = [s.scores[name].value if name in s.scores else None for s in (now, before)]
        if values[0] is not None and values[1] is not None:
            both.append((now, values[0], values[1]))
    if not both:
        return None
    moved = [
        Change(s.asked.set_name, s.asked.question.id, s.asked.question.question, before, now)
        for s, now, before in both
        if now != before
    ]
    return Difference(
        name,
        before=sum(before for _, _, before in both) / len(both),
        now=sum(now for _, now, _ in both) / len(both),
        chance=randomisation_test([now - before for _, now, before in both]),
        changes=tuple(sorted(moved, key=lambda c: (c.now - c.before, c.set_name, c.id))),
    )


def _key(s: Scored) -> tuple[str, str]:
    return s.asked.set_name, s.asked.question.id
