"""Renders two charts of an evaluation: outcomes by kind of question, and response times."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from dixit.ui.render.markup import escape
from dixit.ui.strings.evaluation import EvaluationStrings

BARS = 12
"""The number of bars of the distribution; the last one includes all longer times."""
USUAL = 0.98
"""The share of answers that the bars cover, so that one slow answer does not flatten them."""
WIDTH, HEIGHT = 240, 60
"""Units of the drawing; the page scales it."""


def outcomes(asked: Sequence[Mapping[str, Any]], words: EvaluationStrings) -> str:
    """One bar per kind of question, divided by outcome, with the numbers in text."""
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
    """The distribution of response times in milliseconds; "" if there are no answers."""
    if not times:
        return ""
    ordered = sorted(times)
    summary = words.latency_told.format(
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
        f'<svg role="img" aria-label="{escape(summary)}" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'preserveAspectRatio="none">{bars}</svg>'
        f'<p class="axis" aria-hidden="true"><span>0 ms</span><span>{usual:.0f} ms</span></p>'
        f'<p class="told" aria-hidden="true">{escape(summary)}</p></figure>'
    )


def _parted(label: str, counts: Mapping[str, int], words: EvaluationStrings) -> str:
    present = [(name, counts[name]) for name in words.outcomes if counts.get(name)]
    parts = "".join(
        f'<span class="part part-{name}" style="flex-grow: {count}"></span>'
        for name, count in present
    )
    counts_text = ", ".join(
        words.outcome_count.format(outcome=words.outcomes[name], count=count)
        for name, count in present
    )
    return (
        f'<li><span class="label">{escape(label)}</span>'
        f'<span class="bar" aria-hidden="true">{parts}</span>'
        f'<span class="told">{escape(counts_text)}</span></li>'
    )


def _bar(number: int, share: float, title: str) -> str:
    height = max(1.0, share * HEIGHT)
    step = WIDTH / BARS
    return (
        f'<rect x="{number * step + 1:.1f}" y="{HEIGHT - height:.1f}" width="{step - 2:.1f}" '
        f'height="{height:.1f}"><title>{escape(title)}</title></rect>'
    )


def _range(count: int, edges: Sequence[float], words: EvaluationStrings) -> str:
    start, end = (f"{edge:.0f}" for edge in edges)
    return words.latency_bar.format(count=count, start=start, end=end)


def _share(ordered: Sequence[float], share: float) -> float:
    """The time within which this share of the answers was given."""
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]
