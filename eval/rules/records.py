"""The types of a measure and of its score."""

from collections.abc import Callable
from dataclasses import dataclass

from dixit.eval.runs.run_file import Asked, Stage


@dataclass(frozen=True, slots=True)
class Score:
    """A value from 0 to 1 with its explanation, or None with the reason why it is unscored."""

    value: float | None
    why: str


Rule = Callable[[Asked], Score | None]
"""The score of a question; None where the measure does not apply to it."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure: its name, description, the stage that it depends on, and its rule."""

    name: str
    tells: str
    stage: Stage
    rule: Rule


def of_gold(rule: Rule) -> Rule:
    """Restrict a rule to questions with gold spans.

    Args:
        rule: the rule.

    Returns:
        A rule that does not apply without gold spans, and is unscored where no stored source holds
        one of them.
    """

    def applied(asked: Asked) -> Score | None:
        if not asked.gold:
            return None
        missing = [gold.text for gold in asked.gold if not gold.places]
        if missing:
            return Score(None, f"no stored source holds {missing[0][:60]!r}")
        return rule(asked)

    return applied
