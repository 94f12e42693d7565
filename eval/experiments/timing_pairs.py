"""Paired timings: two functions run alternately, one ratio for each pair."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ratio:
    """The time of Dixit over that of a reference, in each of several pairs."""

    what: str
    reference: str
    ratios: tuple[float, ...]

    def __str__(self) -> str:
        return (
            f"{self.what} / {self.reference}: median {statistics.median(self.ratios):.2f}, "
            f"min {min(self.ratios):.2f}, max {max(self.ratios):.2f}, {len(self.ratios)} pairs"
        )

    def as_dict(self) -> dict[str, object]:
        """One entry of the JSON of `dixit eval speed --json`."""
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
    """Time two functions alternately; which one runs first alternates too.

    Args:
        what: what `ours` does.
        ours: the function of the product.
        name: what `bare` does.
        bare: the reference.
        pairs: the number of pairs, at least 1.
    """
    ours(), bare()  # The first call pays for loading and caches.
    ratios = []
    for number in range(pairs):
        order = (ours, bare) if number % 2 else (bare, ours)
        seconds = {call: _seconds(call) for call in order}
        ratios.append(seconds[ours] / seconds[bare])
    return Ratio(what, name, tuple(ratios))


def _seconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start
