"""Charts as SVG: plain text in, one `<svg>` out, which stands alone or within a page.

Nothing is fetched or run. Colours follow the reader's light or dark, series differ in dashes too,
and every point and bar tells its value where the pointer rests.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

Point = tuple[float, float]
"""x and y, in the units that the axes are labelled with."""

_WIDTH, _HEIGHT = 640.0, 360.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 76.0, 18.0, 40.0, 52.0
"""The room around the lines, for what is written there."""
_LEGEND_ROW = 18.0
_ROW = 26.0
"""The height that a bar takes with the gap to the next."""
_LETTER = 6.6
"""What a letter of the labels takes of the width, rather more than less."""
_LABELS_MOST = 0.5
"""The share of the width that the labels of bars may take."""
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
    """From values to places along one direction, and the values that are marked."""

    low: float
    high: float
    first: float
    last: float
    """Places of `low` and `high`, in the drawing's units."""
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
    """A line for each series, its points joined in order of x.

    Points that an axis cannot show (no finite number, or not above 0 where it is logarithmic) are
    left out, and a series without any has no line.

    Args:
        title: what is seen, also told to who cannot see it.
        series: points by name; the names are listed where there are several.
        x_label: what x is, with its unit.
        y_label: what y is, with its unit.
        log_x: powers of ten are evenly apart.
        log_y: likewise.
    """
    shown = {
        name: sorted((x, y) for x, y in points if _fits(x, log_x) and _fits(y, log_y))
        for name, points in series.items()
    }
    every = [point for points in shown.values() for point in points]
    top = _TOP + (_LEGEND_ROW * len(shown) if len(shown) > 1 else 0)
    bottom = top + _HEIGHT - _TOP - _BOTTOM
    across = _axis([x for x, _ in every], _LEFT, _WIDTH - _RIGHT, log_x)
    up = _axis([y for _, y in every], bottom, top, log_y)
    parts = [
        *_marks_across(across, top, bottom),
        *_marks_up(up),
        _text((_LEFT + _WIDTH - _RIGHT) / 2, bottom + 40, x_label, "middle"),
        f'<g transform="rotate(-90 14 {(top + bottom) / 2:.1f})">'
        f"{_text(14, (top + bottom) / 2 + 4, y_label, 'middle')}</g>",
        *(_legend(list(shown)) if len(shown) > 1 else ()),
    ]
    for number, (name, points) in enumerate(shown.items()):
        placed = [(across.place(x), up.place(y)) for x, y in points]
        if placed:
            joined = " ".join(f"{x:.1f},{y:.1f}" for x, y in placed)
            parts.append(f'<polyline class="line" points="{joined}" {_stroke(number)}/>')
        for (x, y), (at_x, at_y) in zip(points, placed, strict=True):
            told = f"{name}: {number_text(x)}, {number_text(y)}"
            parts.append(
                f'<circle cx="{at_x:.1f}" cy="{at_y:.1f}" r="4" '
                f'style="fill: var(--s{number % _COLOURS})"><title>{escape(told)}</title></circle>'
            )
    return _drawing(title, bottom + _BOTTOM, parts)


def bar_chart(
    title: str,
    bars: Mapping[str, float],
    label: str,
    bounds: Mapping[str, float] | None = None,
) -> str:
    """A horizontal bar from 0 for each name, its value written at its end.

    Args:
        title: what is seen, also told to who cannot see it.
        bars: values by name, 0 or more; one that is no such number has no bar.
        label: what the values are, with their unit.
        bounds: by names of bars, values to be kept to, each shown as a line across its bar.
    """
    bounds = bounds or {}
    widest = _LETTER * max((len(name) for name in bars), default=0) + 16
    left = min(max(_LEFT, widest), _LABELS_MOST * _WIDTH)
    bottom = _TOP + _ROW * len(bars)
    values = [value for value in (*bars.values(), *bounds.values()) if _fits(value, log=False)]
    across = _axis([0.0, *values], left, _WIDTH - _RIGHT - 50, log=False)
    parts = [
        *_marks_across(across, _TOP, bottom),
        _text((left + _WIDTH - _RIGHT - 50) / 2, bottom + 40, label, "middle"),
    ]
    for number, (name, value) in enumerate(bars.items()):
        parts += _bar(across, name, value, bounds.get(name), _TOP + number * _ROW)
    return _drawing(title, bottom + _BOTTOM, parts)


def number_text(value: float) -> str:
    """A number as it is written at a mark: three digits that count, thousands parted."""
    if value and not 1e-4 <= abs(value) < 1e12:
        return f"{value:.2e}"
    digits = 3 if not value else max(0, 2 - math.floor(math.log10(abs(value))))
    text = f"{value:,.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _bar(across: _Axis, name: str, value: float, bound: float | None, top: float) -> Iterable[str]:
    letters = int((across.first - 16) / _LETTER)
    label = name if len(name) <= letters else f"{name[: letters - 1]}…"
    told = f"<title>{escape(f'{name}: {number_text(value)}')}</title>"
    yield _text(across.first - 8, top + _ROW * 0.65, label, "end")
    if _fits(value, log=False) and value >= 0:
        end = across.place(value)
        yield (
            f'<rect x="{across.first:.1f}" y="{top + 4:.1f}" width="{end - across.first:.1f}" '
            f'height="{_ROW - 8:.1f}" style="fill: var(--s0)">{told}</rect>'
        )
        # Beyond the bound's line where that would run through it.
        past = max(end, across.place(bound)) if bound is not None and bound < value * 2 else end
        yield _text(past + 6, top + _ROW * 0.65, number_text(value), "start")
    if bound is not None and _fits(bound, log=False):
        at = across.place(bound)
        yield (
            f'<line class="bound" x1="{at:.1f}" x2="{at:.1f}" y1="{top + 1:.1f}" '
            f'y2="{top + _ROW - 1:.1f}"><title>{escape(f"bound {number_text(bound)}")}</title>'
            "</line>"
        )


def _axis(values: Sequence[float], first: float, last: float, log: bool) -> _Axis:
    """An axis on which all values lie, its ends marked; from 0 on where it is not logarithmic."""
    least, most = min(values, default=1.0), max(values, default=10.0)
    ticks = _log_ticks(least, most) if log else _even_ticks(min(0.0, least), max(0.0, most))
    return _Axis(ticks[0], ticks[-1], first, last, log, _thinned(ticks))


def _even_ticks(low: float, high: float) -> tuple[float, ...]:
    """Multiples of 1, 2 or 5 times a power of ten, the first and last around both values."""
    high = high if high > low else low + 1
    rough = (high - low) / (_MOST_TICKS - 1)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough)
    start, end = math.floor(low / step), math.ceil(high / step)
    return tuple(number * step for number in range(start, end + 1))


def _log_ticks(low: float, high: float) -> tuple[float, ...]:
    """Powers of ten around both values; where these are near each other, 2 and 5 times them too."""
    start, end = math.floor(math.log10(low)), math.ceil(math.log10(high))
    if end - start > 2:
        return tuple(10.0**power for power in range(start, end + 1))
    between = [f * 10.0**power for power in range(start, end + 1) for f in (1, 2, 5)]
    first = max((n for n, tick in enumerate(between) if tick <= low), default=0)
    last = next(n for n, tick in enumerate(between) if tick >= high or n == len(between) - 1)
    return tuple(between[first : max(last, first + 1) + 1])


def _thinned(ticks: Sequence[float]) -> tuple[float, ...]:
    """Not more marks than can be read."""
    return tuple(ticks[:: math.ceil(len(ticks) / (2 * _MOST_TICKS))])


def _marks_across(axis: _Axis, top: float, bottom: float) -> Iterable[str]:
    for tick, at in _placed(axis.ticks, axis.place):
        yield (
            f'<line class="grid" x1="{at:.1f}" x2="{at:.1f}" y1="{top:.1f}" y2="{bottom + 4:.1f}"/>'
        )
        yield _text(at, bottom + 20, number_text(tick), "middle")


def _marks_up(axis: _Axis) -> Iterable[str]:
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


def _fits(value: float, log: bool) -> bool:
    return math.isfinite(value) and (value > 0 or not log)


def _drawing(title: str, height: float, parts: Iterable[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="plot" role="img" '
        f'aria-label="{escape(title)}" viewBox="0 0 {_WIDTH:.0f} {height:.0f}" '
        f'width="{_WIDTH:.0f}" style="max-width: 100%; height: auto">'
        f'<style>{_STYLE}</style><text class="title" x="12" y="18">{escape(title)}</text>'
        f"{''.join(parts)}</svg>"
    )
