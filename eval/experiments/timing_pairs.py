"""Two ways of doing something, timed in turns; each pair gives one ratio."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many times as long as its reference Dixit takes, in each of several pairs."""

    what: str
    reference: str
    ratios: tuple[float, ...]

    def __str__(self) -> str:
        return (
            f"{self.what} / {self.reference}: median {statistics.median(self.ratios):.2f}, "
            f"min {min(self.ratios):.2f}, max {max(self.ratios):.2f}, {len(self.ratios)} pairs"
        )

    def as_dict(self) -> dict[str, object]:
        """The JSON of `dixit eval speed --json`, one entry."""
        return {
            "what": self.what,
            "reference": self.reference,
            "median": statistics.median(self.ratios),
            "min": min(self.ratios),
            "max": max(self.ratios),
            "pairs": len(self.ratios),
        }


def paired(
    what: str, ours: Callable[[], object], name: str, bare: Callable[[], object], pairs: int
) -> Ratio:
    """Time `ours` and `bare` in turns, `pairs` times, each going first as often as the other."""
    ours(), bare()  # Neither pays for what is read or loaded only once.
    ratios = []
    for number in range(pairs):
        order = (ours, bare) if number % 2 else (bare, ours)
        seconds = {call: _seconds(call) for call in order}
        ratios.append(seconds[ours] / seconds[bare])
    return Ratio(what, name, tuple(ratios))


def _seconds(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started
