"""Two plain charts as safe HTML: what became of the questions, and how long answers took."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from dixit.ui.render.markup import escape
from dixit.ui.strings.evaluation import EvaluationStrings

BARS = 12
"""Bars of the distribution; the last one holds whatever took longer, too."""
USUAL = 0.98
"""The share of the answers that the bars are spread over, so that one slow one flattens nothing."""
WIDTH, HEIGHT = 240, 60
"""The drawing's own units; the page stretches it."""


def outcomes(asked: Sequence[Mapping[str, Any]], words: EvaluationStrings) -> str:
    """A bar for each kind of question, parted by what became of them, with the numbers beside."""
    kinds = sorted({str(question["kind"]) for question in asked})
    rows = "".join(
        _parted(
            words.kinds.get(kind, kind),
            Counter(str(q["outcome"]) for q in asked if q["kind"] == kind),
            words,
        )
        for kind in kinds
    )
    return (
        f'<figure class="chart outcomes"><figcaption>{escape(words.outcomes_title)}</figcaption>'
        f"<ul>{rows}</ul></figure>"
    )


def latency(times: Sequence[float], words: EvaluationStrings) -> str:
    """How the milliseconds of the answers are spread; nothing where none was answered."""
    if not times:
        return ""
    ordered = sorted(times)
    told = words.latency_told.format(
        count=len(ordered),
        p50=f"{_share(ordered, 0.5):.0f}",
        p95=f"{_share(ordered, 0.95):.0f}",
        slowest=f"{ordered[-1]:.0f}",
    )
    usual = _share(ordered, USUAL) or 1.0
    held = Counter(min(BARS - 1, int(time / usual * BARS)) for time in ordered)
    edges = [usual / BARS * number for number in range(BARS)] + [max(usual, ordered[-1])]
    bars = "".join(
        _bar(number, count / max(held.values()), _range(count, edges[number : number + 2], words))
        for number, count in sorted(held.items())
    )
    return (
        f'<figure class="chart latency"><figcaption>{escape(words.latency_title)}</figcaption>'
        f'<svg role="img" aria-label="{escape(told)}" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'preserveAspectRatio="none">{bars}</svg>'
        f'<p class="axis" aria-hidden="true"><span>0 ms</span><span>{usual:.0f} ms</span></p>'
        f'<p class="told" aria-hidden="true">{escape(told)}</p></figure>'
    )


def _parted(label: str, counts: Mapping[str, int], words: EvaluationStrings) -> str:
    present = [(name, counts[name]) for name in words.outcomes if counts.get(name)]
    parts = "".join(
        f'<span class="part part-{name}" style="flex-grow: {count}"></span>'
        for name, count in present
    )
    told = ", ".join(
        words.outcome_count.format(outcome=words.outcomes[name], count=count)
        for name, count in present
    )
    return (
        f'<li><span class="label">{escape(label)}</span>'
        f'<span class="bar" aria-hidden="true">{parts}</span>'
        f'<span class="told">{escape(told)}</span></li>'
    )


def _bar(number: int, share: float, told: str) -> str:
    height = max(1.0, share * HEIGHT)
    step = WIDTH / BARS
    return (
        f'<rect x="{number * step + 1:.1f}" y="{HEIGHT - height:.1f}" width="{step - 2:.1f}" '
        f'height="{height:.1f}"><title>{escape(told)}</title></rect>'
    )


def _range(count: int, edges: Sequence[float], words: EvaluationStrings) -> str:
    start, end = (f"{edge:.0f}" for edge in edges)
    return words.latency_bar.format(count=count, start=start, end=end)


def _share(ordered: Sequence[float], share: float) -> float:
    """The time that this share of the answers does not exceed."""
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]
