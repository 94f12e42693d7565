"""Line and bar charts as SVG, for a file or inside a page.

The SVG has no scripts and no external references. Colours follow the light or dark scheme, series
differ in dashes as well as in colour, and points and bars have their value as a tooltip.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

Point = tuple[float, float]
"""(x, y), in the units of the axis labels."""

_WIDTH, _HEIGHT = 640.0, 360.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 76.0, 18.0, 40.0, 52.0
"""Margins of the plot area, in SVG units."""
_LEGEND_ROW = 18.0
_ROW = 26.0
"""The height of a bar with its gap, in SVG units."""
_LETTER = 6.6
"""An upper estimate of the width of a letter, in SVG units."""
_LABELS_MOST = 0.5
"""The largest share of the width for the labels of bars."""
_MOST_TICKS = 6
_COLOURS = 6
_STYLE = """
.plot { font: 12px system-ui, sans-serif; --ink: #24292f; --grid: #d8dee4;
  --s0: #1f6fb2; --s1: #b93c0b; --s2: #15703a; --s3: #7a2bb5; --s4: #946200; --s5: #b0236b; }
@media (prefers-color-scheme: dark) { .plot { --ink: #e6edf3; --grid: #3d444d;
  --s0: #7db8e8; --s1: #f5a173; --s2: #6fcf8f; --s3: #c9a6f3; --s4: #e0b04f; --s5: #f08cb9; } }
.plot text { fill: var(--ink); } .plot .title { font-size: 14px; font-weight: 600; }
.plot .grid { stroke: var(--grid); stroke-width: 1; }
.plot .bound { stroke: var(--ink); stroke-width: 1.5; stroke-dasharray: 4 3; }
.plot .line { fill: none; stroke-width: 2; }
"""
_DASHES = ("", "7 4", "2 3", "9 3 2 3", "12 4", "4 4")


@dataclass(frozen=True, slots=True)
class _Axis:
    """The scale of one axis: from values to SVG coordinates, with its ticks."""

    low: float
    high: float
    first: float
    last: float
    """Coordinates of `low` and `high`, in SVG units."""
    log: bool
    ticks: tuple[float, ...]

    def place(self, value: float) -> float:
        low, high, at = (self._scaled(each) for each in (self.low, self.high, value))
        return self.first + (at - low) / (high - low) * (self.last - self.first)

    def _scaled(self, value: float) -> float:
        return math.log10(value) if self.log else value


def line_chart(
    title: str,
    series: Mapping[str, Sequence[Point]],
    x_label: str,
    y_label: str,
    log_x: bool = False,
    log_y: bool = False,
) -> str:
    """Draw a line for each series, through its points in order of x.

    Points that an axis cannot show (not finite, or not positive on a logarithmic axis) are left
    out.

    Args:
        title: the title, also the accessible name.
        series: points by name; there is a legend for two or more.
        x_label: the quantity on x, with its unit.
        y_label: the quantity on y, with its unit.
        log_x: whether x is logarithmic.
        log_y: whether y is logarithmic.

    Returns:
        An `<svg>` element.
    """
    drawable = {
        name: sorted((x, y) for x, y in points if _is_drawable(x, log_x) and _is_drawable(y, log_y))
        for name, points in series.items()
    }
    all_points = [point for points in drawable.values() for point in points]
    top = _TOP + (_LEGEND_ROW * len(drawable) if len(drawable) > 1 else 0)
    bottom = top + _HEIGHT - _TOP - _BOTTOM
    x_axis = _axis([x for x, _ in all_points], _LEFT, _WIDTH - _RIGHT, log_x)
    y_axis = _axis([y for _, y in all_points], bottom, top, log_y)
    parts = [
        *_x_ticks(x_axis, top, bottom),
        *_y_ticks(y_axis),
        _text((_LEFT + _WIDTH - _RIGHT) / 2, bottom + 40, x_label, "middle"),
        f'<g transform="rotate(-90 14 {(top + bottom) / 2:.1f})">'
        f"{_text(14, (top + bottom) / 2 + 4, y_label, 'middle')}</g>",
        *(_legend(list(drawable)) if len(drawable) > 1 else ()),
    ]
    for number, (name, points) in enumerate(drawable.items()):
        coordinates = [(x_axis.place(x), y_axis.place(y)) for x, y in points]
        if coordinates:
            path = " ".join(f"{x:.1f},{y:.1f}" for x, y in coordinates)
            parts.append(f'<polyline class="line" points="{path}" {_stroke(number)}/>')
        for (x, y), (at_x, at_y) in zip(points, coordinates, strict=True):
            tooltip = f"{name}: {number_text(x)}, {number_text(y)}"
            parts.append(
                f'<circle cx="{at_x:.1f}" cy="{at_y:.1f}" r="4" '
                f'style="fill: var(--s{number % _COLOURS})">'
                f"<title>{escape(tooltip)}</title></circle>"
            )
    return _drawing(title, bottom + _BOTTOM, parts)


def bar_chart(
    title: str,
    bars: Mapping[str, float],
    label: str,
    bounds: Mapping[str, float] | None = None,
) -> str:
    """Draw a horizontal bar from 0 for each name, with its value at the end.

    Args:
        title: the title, also the accessible name.
        bars: values by name, 0 or more; others have no bar.
        label: the quantity, with its unit.
        bounds: limits by name of bar, each drawn as a line across the bar.

    Returns:
        An `<svg>` element.
    """
    bounds = bounds or {}
    label_width = _LETTER * max((len(name) for name in bars), default=0) + 16
    left = min(max(_LEFT, label_width), _LABELS_MOST * _WIDTH)
    bottom = _TOP + _ROW * len(bars)
    values = [
        value for value in (*bars.values(), *bounds.values()) if _is_drawable(value, log=False)
    ]
    axis = _axis([0.0, *values], left, _WIDTH - _RIGHT - 50, log=False)
    parts = [
        *_x_ticks(axis, _TOP, bottom),
        _text((left + _WIDTH - _RIGHT - 50) / 2, bottom + 40, label, "middle"),
    ]
    for number, (name, value) in enumerate(bars.items()):
        parts += _bar(axis, name, value, bounds.get(name), _TOP + number * _ROW)
    return _drawing(title, bottom + _BOTTOM, parts)


def number_text(value: float) -> str:
    """A number with three significant digits and thousands separators."""
    if value and not 1e-4 <= abs(value) < 1e12:
        return f"{value:.2e}"
    digits = 3 if not value else max(0, 2 - math.floor(math.log10(abs(value))))
    text = f"{value:,.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _bar(across: _Axis, name: str, value: float, bound: float | None, top: float) -> Iterable[str]:
    letters = int((across.first - 16) / _LETTER)
    label = name if len(name) <= letters else f"{name[: letters - 1]}…"
    tooltip = f"<title>{escape(f'{name}: {number_text(value)}')}</title>"
    yield _text(across.first - 8, top + _ROW * 0.65, label, "end")
    if _is_drawable(value, log=False) and value >= 0:
        end = across.place(value)
        yield (
            f'<rect x="{across.first:.1f}" y="{top + 4:.1f}" width="{end - across.first:.1f}" '
            f'height="{_ROW - 8:.1f}" style="fill: var(--s0)">{tooltip}</rect>'
        )
        # To the right of the bound, which would cross the text.
        text_start = (
            max(end, across.place(bound)) if bound is not None and bound < value * 2 else end
        )
        yield _text(text_start + 6, top + _ROW * 0.65, number_text(value), "start")
    if bound is not None and _is_drawable(bound, log=False):
        at = across.place(bound)
        yield (
            f'<line class="bound" x1="{at:.1f}" x2="{at:.1f}" y1="{top + 1:.1f}" '
            f'y2="{top + _ROW - 1:.1f}"><title>{escape(f"bound {number_text(bound)}")}</title>'
            "</line>"
        )


def _axis(values: Sequence[float], first: float, last: float, log: bool) -> _Axis:
    """An axis that includes all values, with ticks at its ends; a linear one includes 0."""
    least, most = min(values, default=1.0), max(values, default=10.0)
    ticks = _log_ticks(least, most) if log else _even_ticks(min(0.0, least), max(0.0, most))
    return _Axis(ticks[0], ticks[-1], first, last, log, _selected(ticks))


def _even_ticks(low: float, high: float) -> tuple[float, ...]:
    """Multiples of 1, 2 or 5 times a power of ten that enclose both values."""
    high = high if high > low else low + 1
    least_step = (high - low) / (_MOST_TICKS - 1)
    power = 10.0 ** math.floor(math.log10(least_step))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= least_step)
    start, end = math.floor(low / step), math.ceil(high / step)
    return tuple(number * step for number in range(start, end + 1))


def _log_ticks(low: float, high: float) -> tuple[float, ...]:
    """Powers of ten that enclose both values; also 2 and 5 times them where there are few."""
    start, end = math.floor(math.log10(low)), math.ceil(math.log10(high))
    if end - start > 2:
        return tuple(10.0**power for power in range(start, end + 1))
    candidates = [f * 10.0**power for power in range(start, end + 1) for f in (1, 2, 5)]
    first = max((n for n, tick in enumerate(candidates) if tick <= low), default=0)
    last = next(n for n, tick in enumerate(candidates) if tick >= high or n == len(candidates) - 1)
    return tuple(candidates[first : max(last, first + 1) + 1])


def _selected(ticks: Sequence[float]) -> tuple[float, ...]:
    """At most `2 * _MOST_TICKS` of the ticks, evenly chosen."""
    return tuple(ticks[:: math.ceil(len(ticks) / (2 * _MOST_TICKS))])


def _x_ticks(axis: _Axis, top: float, bottom: float) -> Iterable[str]:
    for tick, at in _placed(axis.ticks, axis.place):
        yield (
            f'<line class="grid" x1="{at:.1f}" x2="{at:.1f}" y1="{top:.1f}" y2="{bottom + 4:.1f}"/>'
        )
        yield _text(at, bottom + 20, number_text(tick), "middle")


def _y_ticks(axis: _Axis) -> Iterable[str]:
    for tick, at in _placed(axis.ticks, axis.place):
        yield (
            f'<line class="grid" x1="{_LEFT - 4:.1f}" x2="{_WIDTH - _RIGHT:.1f}" '
            f'y1="{at:.1f}" y2="{at:.1f}"/>'
        )
        yield _text(_LEFT - 8, at + 4, number_text(tick), "end")


def _placed(ticks: Iterable[float], place: Callable[[float], float]) -> list[tuple[float, float]]:
    return [(tick, place(tick)) for tick in ticks]


def _legend(names: Sequence[str]) -> Iterable[str]:
    for number, name in enumerate(names):
        y = _TOP - 6 + number * _LEGEND_ROW
        yield (
            f'<line class="line" x1="{_LEFT:.1f}" x2="{_LEFT + 28:.1f}" y1="{y - 4:.1f}" '
            f'y2="{y - 4:.1f}" {_stroke(number)}/>'
        )
        yield _text(_LEFT + 36, y, name, "start")


def _stroke(number: int) -> str:
    dashes = _DASHES[number % len(_DASHES)]
    return f'stroke-dasharray="{dashes or "none"}" style="stroke: var(--s{number % _COLOURS})"'


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _is_drawable(value: float, log: bool) -> bool:
    return math.isfinite(value) and (value > 0 or not log)


def _drawing(title: str, height: float, parts: Iterable[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="plot" role="img" '
        f'aria-label="{escape(title)}" viewBox="0 0 {_WIDTH:.0f} {height:.0f}" '
        f'width="{_WIDTH:.0f}" style="max-width: 100%; height: auto">'
        f'<style>{_STYLE}</style><text class="title" x="12" y="18">{escape(title)}</text>'
        f"{''.join(parts)}</svg>"
    )
