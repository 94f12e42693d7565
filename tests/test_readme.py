"""The README and the pages of the documentation keep their word."""

import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
README = PROJECT / "README.md"
PAGES = [README, *sorted((PROJECT / "docs").glob("*.md"))]
MADE = {"cli.md", "code-map.md", "changelog.md", "contributing.md"}
"""Pages that `docs/generated.py` makes."""


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_every_link_to_a_file_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", page.read_text("utf-8"))

    assert not [link for link in links if link not in MADE and not (page.parent / link).exists()]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_every_make_target_it_shows_exists(page: Path) -> None:
    makefile = (PROJECT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"\bmake ([a-z]+)", page.read_text("utf-8")))

    assert targets <= {*re.findall(r"^([a-z]+):", makefile, re.M), "it", "up", "the"}


def test_the_readme_is_short_enough_to_be_read() -> None:
    assert len(README.read_text("utf-8").splitlines()) <= 180
