"""Gates: bounds on figures, for a build that fails when one does not hold."""

import operator
import re
from collections.abc import Mapping
from dataclasses import dataclass

from dixit.eval.runs.summary import ALL, Figure

_GATE = re.compile(r"(?:(?P<group>[\w-]+)\.)?(?P<name>\w+)(?P<sign>>=|<=)(?P<bound>\d+(?:\.\d+)?)")
_HOLDS = {">=": operator.ge, "<=": operator.le}


@dataclass(frozen=True, slots=True)
class Gate:
    """A bound on one figure of one group: `answer>=0.9`, `none.refusal>=1`, `ask_p95_ms<=300`."""

    group: str
    name: str
    sign: str
    bound: float

    @classmethod
    def parse(cls, text: str) -> "Gate":
        """Parse a gate such as `none.refusal>=0.9`.

        Raises:
            ValueError: the text is not `[GROUP.]NAME>=VALUE` or `[GROUP.]NAME<=VALUE`.
        """
        match = _GATE.fullmatch(text.replace(" ", ""))
        if match is None:
            raise ValueError(f"{text!r} is not a gate such as answer>=0.9 or none.refusal>=1")
        return cls(match["group"] or ALL, match["name"], match["sign"], float(match["bound"]))

    def breach(self, groups: Mapping[str, Mapping[str, Figure]]) -> str | None:
        """Check the gate.

        A figure with unscored questions fails, because a crash must not pass a gate.

        Args:
            groups: the figures by group, then by name.

        Returns:
            One sentence if the gate fails, else None.
        """
        figure = groups.get(self.group, {}).get(self.name)
        rule = f"{self.group}.{self.name}{self.sign}{self.bound:g}"
        if figure is None or figure.value is None:
            return f"The gate {rule} fails: this run has no such figure."
        if figure.unscored:
            return f"The gate {rule} fails: {figure.unscored} unscored."
        if not _HOLDS[self.sign](figure.value, self.bound):
            return f"The gate {rule} fails: the figure is {figure.value:.4g}."
        return None
