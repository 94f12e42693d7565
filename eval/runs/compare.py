"""Comparison of two runs of the same questions, with a significance test for each measure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from dixit.eval.metrics.chance import ALPHA, randomisation_test
from dixit.eval.runs.score import MEASURES, Scored
from dixit.eval.runs.summary import Judged

Verdict = Literal["better", "worse", "no difference shown"]


@dataclass(frozen=True, slots=True)
class Change:
    """A question whose score changed."""

    set_name: str
    id: str
    question: str
    before: float
    now: float


@dataclass(frozen=True, slots=True)
class Difference:
    """The change of a measure, over the questions that both runs scored."""

    name: str
    before: float
    """Mean of the earlier run over these questions."""
    now: float
    chance: float
    """p-value of the difference, by a paired randomisation test."""
    changes: tuple[Change, ...]
    """The questions whose score changed, the largest loss first."""

    @property
    def verdict(self) -> Verdict:
        """The result of the test at the level `ALPHA`, without correction for several measures."""
        if self.chance > ALPHA:
            return "no difference shown"
        return "better" if self.now > self.before else "worse"


def differences(now: Judged, before: Judged) -> list[Difference]:
    """The difference of each measure that both runs have, in the order of the table.

    Args:
        now: the later run.
        before: the earlier run.
    """
    earlier_by_key = {_key(s): s for s in before.scored}
    pairs = [(s, earlier_by_key[_key(s)]) for s in now.scored if _key(s) in earlier_by_key]
    candidates = (_difference(measure.name, pairs) for measure in MEASURES)
    return [difference for difference in candidates if difference is not None]


def by_name(changes: Sequence[Difference]) -> Mapping[str, Difference]:
    """The differences by name of measure."""
    return {difference.name: difference for difference in changes}


def _difference(name: str, pairs: Sequence[tuple[Scored, Scored]]) -> Difference | None:
    pairs_of_values: list[tuple[Scored, float, float]] = []
    for now, before in pairs:
        values = [s.scores[name].value if name in s.scores else None for s in (now, before)]
        if values[0] is not None and values[1] is not None:
            pairs_of_values.append((now, values[0], values[1]))
    if not pairs_of_values:
        return None
    changes = [
        Change(s.asked.set_name, s.asked.question.id, s.asked.question.question, before, now)
        for s, now, before in pairs_of_values
        if now != before
    ]
    return Difference(
        name,
        before=sum(before for _, _, before in pairs_of_values) / len(pairs_of_values),
        now=sum(now for _, now, _ in pairs_of_values) / len(pairs_of_values),
        chance=randomisation_test([now - before for _, now, before in pairs_of_values]),
        changes=tuple(sorted(changes, key=lambda c: (c.now - c.before, c.set_name, c.id))),
    )


def _key(s: Scored) -> tuple[str, str]:
    return s.asked.set_name, s.asked.question.id
