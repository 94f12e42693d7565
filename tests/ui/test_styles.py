"""The style sheets say what they mean once Gradio has put its container before each selector."""

import re
from pathlib import Path

import pytest

from dixit.rag.checking.strings import VERDICTS

PROJECT = Path(__file__).parents[2]
SHEETS = sorted((PROJECT / "ui").rglob("*.css"))


def selectors(sheet: str) -> list[str]:
    """What stands before each brace, comments and quoted values left out."""
    plain = re.sub(r"/\*.*?\*/", "", sheet, flags=re.S)
    plain = re.sub(r"\"[^\"]*\"|'[^']*'", '""', plain)
    return [found.strip() for found in re.findall(r"([^{};]+)\{", plain)]


def cut_within(selector: str) -> bool:
    """Whether a comma stands inside brackets, where Gradio would cut the selector in two."""
    depth = 0
    for character in selector:
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(character, 0)
        if character == "," and depth:
            return True
    return False


def test_there_are_style_sheets() -> None:
    assert PROJECT / "ui" / "static" / "page.css" in SHEETS


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_no_comma_stands_inside_the_brackets_of_a_selector(sheet: Path) -> None:
    found = selectors(sheet.read_text("utf-8"))

    assert found
    assert not [one for one in found if not one.startswith("@") and cut_within(one)]


@pytest.mark.parametrize(
    ("rule", "cut"),
    [
        (":is(#a, #b) p { }", True),
        ("p:not(:has(a, b)) { }", True),
        ("#a:where(.x), #b { }", False),
        ('a[title="x, y"] { color: rgb(1, 2, 3); }', False),
        ("/* :is(a, b) */ a, b { }", False),
    ],
)
def test_such_a_comma_is_recognised(rule: str, cut: bool) -> None:
    assert any(map(cut_within, selectors(rule))) == cut


PAPER = {"light": "#ffffff", "dark": "#0f0f11"}
"""The page's background in each theme."""


def luminance(colour: str) -> float:
    """The relative luminance of a colour "#rrggbb", as WCAG 2 defines it."""
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in shares]
    return sum(weight * one for weight, one in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(colour: str, other: str) -> float:
    """The contrast ratio of two colours, as WCAG 2 defines it."""
    darker, lighter = sorted(map(luminance, (colour, other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_reckoned_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("verdict", VERDICTS)
def test_a_verdict_is_as_easy_to_read_in_both_themes_as_any_other(verdict: str) -> None:
    sheet = (PROJECT / "ui" / "static" / "page.css").read_text("utf-8")
    light, dark = re.findall(rf"--{verdict}: (#[0-9a-f]{{6}});", sheet)

    assert contrast(light, PAPER["light"]) == pytest.approx(6.2, abs=0.1)
    assert contrast(dark, PAPER["dark"]) == pytest.approx(6.2, abs=0.1)
