"""A measure, and what it says of a question."""

from collections.abc import Callable
from dataclasses import dataclass

from dixit.eval.runs.run_file import Asked, Stage


@dataclass(frozen=True, slots=True)
class Score:
    """A value from 0 to 1 and what it was made of, or None and the reason."""

    value: float | None
    why: str


Rule = Callable[[Asked], Score | None]
"""None where the measure means nothing for the question: coverage, where nothing can be cited."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that is measured: what it tells, the stage it depends on, and its rule."""

    name: str
    tells: str
    stage: Stage
    rule: Rule


def of_gold(rule: Rule) -> Rule:
    """The rule where the question has gold spans; unscored where the index lacks one of them."""

    def applied(asked: Asked) -> Score | None:
        if not asked.gold:
            return None
        missing = [gold.text for gold in asked.gold if not gold.places]
        if missing:
            return Score(None, f"no stored source holds {missing[0][:60]!r}")
        return rule(asked)

    return applied
