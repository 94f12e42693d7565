"""Charts: whole XML, everything escaped, points where the axes say."""

import math
import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from dixit.eval.reports.plots import bar_chart, line_chart, number_text

SVG = "{http://www.w3.org/2000/svg}"


def drawn(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def written(svg: str) -> list[str]:
    return [element.text or "" for element in drawn(svg).iter(f"{SVG}text")]


def circles(svg: str) -> list[tuple[float, float]]:
    return [(float(c.attrib["cx"]), float(c.attrib["cy"])) for c in drawn(svg).iter(f"{SVG}circle")]


def test_text_is_escaped_and_nothing_is_fetched_or_run() -> None:
    nasty = "<script>alert(1)</script> & \"q\" 'a'"
    charts = [
        line_chart(nasty, {nasty: [(1, 1)], "b": [(2, 2)]}, nasty, nasty),
        bar_chart(nasty, {nasty: 1.0}, nasty, {nasty: 2.0}),
    ]

    for chart in charts:
        assert "<script" not in chart
        assert nasty in written(chart)
        assert drawn(chart).attrib["aria-label"] == nasty
        addresses = re.findall(r"https?://[^\"' ]+", chart)
        assert set(addresses) == {"http://www.w3.org/2000/svg"}
        assert "url(" not in chart
        assert "prefers-color-scheme: dark" in chart


def test_ten_times_as_much_is_as_far_everywhere_on_a_logarithmic_axis() -> None:
    sizes = [1_000, 10_000, 100_000, 1_000_000]
    chart = line_chart("growth", {"": [(x, x / 500) for x in sizes]}, "x", "y", True, True)
    places = circles(chart)

    assert len({round(b[0] - a[0]) for a, b in pairwise(places)}) == 1
    assert all(b[1] < a[1] for a, b in pairwise(places))
    assert {"1,000", "10,000", "100,000", "1,000,000"} <= set(written(chart))


def test_an_even_axis_begins_at_nothing_and_ends_beyond_the_last_value() -> None:
    chart = line_chart("even", {"": [(3, 40), (7, 93)]}, "x", "y")

    assert "0" in written(chart)
    assert "100" in written(chart)


def test_several_series_are_named_and_joined_in_order_of_x() -> None:
    chart = line_chart("two", {"ours": [(2, 1), (1, 1)], "theirs": [(1, 3)]}, "x", "y")
    lines = [element.attrib["points"] for element in drawn(chart).iter(f"{SVG}polyline")]

    assert {"ours", "theirs"} <= set(written(chart))
    first = [float(point.split(",")[0]) for point in lines[0].split()]
    assert first == sorted(first)


@pytest.mark.parametrize("points", [[], [(0.0, 1.0)], [(1.0, math.nan)], [(1.0, -2.0)]])
def test_what_an_axis_cannot_show_is_left_out(points: list[tuple[float, float]]) -> None:
    chart = line_chart("left out", {"": points}, "x", "y", True, True)

    assert not circles(chart)


def test_one_point_alone_lies_within_the_drawing() -> None:
    for log in (False, True):
        ((x, y),) = circles(line_chart("one", {"": [(5, 5)]}, "x", "y", log, log))
        assert 0 < x < 640
        assert 0 < y < 360


def test_bars_are_as_long_as_their_values_and_bounds_lie_among_them() -> None:
    chart = bar_chart("bars", {"a": 1.0, "b": 3.0, "none": math.nan}, "times", {"b": 2.0})
    widths = [float(r.attrib["width"]) for r in drawn(chart).iter(f"{SVG}rect")]
    (bound,) = (e for e in drawn(chart).iter(f"{SVG}line") if e.attrib["class"] == "bound")
    starts = [float(r.attrib["x"]) for r in drawn(chart).iter(f"{SVG}rect")]

    assert widths[1] == pytest.approx(3 * widths[0], rel=0.01)
    assert float(bound.attrib["x1"]) - starts[1] == pytest.approx(2 * widths[0], rel=0.01)
    assert {"a", "b", "none"} <= set(written(chart))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"), (1_000_000, "1,000,000"), (1234.5, "1,234"), (0.1, "0.1"), (2.504, "2.5"),
        (0.00234, "0.00234"), (-3, "-3"), (100, "100"), (1e-9, "1.00e-09"),
    ],
)  # fmt: skip
def test_numbers_are_written_with_the_digits_that_count(value: float, text: str) -> None:
    assert number_text(value) == text
