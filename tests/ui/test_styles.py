"""The style sheets say what they mean once Gradio has put its container before each selector."""

import re
from pathlib import Path

import pytest

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
