"""What a text tells of itself, and nothing that it does not."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.metadata import published_in, title_in

SEEDS = Path(__file__).parent.parent.parent / "seeds"
ALIBABA = "La coopération entre Renault et Alibaba passe à la vitesse supérieure"
XIAOMI = "Le PDG de Renault rencontre Lei Jun, PDG de Xiaomi : y aura-t-il une collaboration ?"


@pytest.mark.parametrize(
    ("name", "title", "published"),
    [
        ("000_f43f25e133202a67.txt", None, None),
        ("001_66826098bebb6ec7.txt", None, "2021-01"),
        ("002_ea5efa2bf7cf5482.txt", None, None),  # "le 07/07", the year not told
        ("003_cba7c51000020ebe.txt", ALIBABA, "2018-03-09"),
        ("004_80ff63828710eb3d.txt", XIAOMI, None),
    ],
)
def test_the_articles_tell_what_their_readme_says(
    name: str, title: str | None, published: str | None
) -> None:
    text = (SEEDS / name).read_text("utf-8")

    assert title_in(text) == title
    assert published_in(text) == published


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("Publié le 2018-03-09 à 10:40", "2018-03-09"),
        ("PUBLIÉE LE : 2018-03", "2018-03"),
        ("Mis en ligne le 2020-05-06.", "2020-05-06"),
        ("Published on 2018-03-09", "2018-03-09"),
        ("Le 2018-03-09, BMW partait.", None),
        ("Publié le 09/03", None),
        ("date 2021-13", None),
    ],
)
def test_a_date_of_publication_is_taken_only_where_it_is_called_one(
    text: str, published: str | None
) -> None:
    assert published_in(text) == published


@pytest.mark.parametrize("text", ["Last update: 2021-01-05", "un candidate 2021-01 de plus"])
def test_the_end_of_another_word_calls_no_date(text: str) -> None:
    assert published_in(text) is None


@settings(deadline=None)
@given(st.integers(0, 40), st.integers(0, 60))
def test_a_date_is_one_of_the_calendar(month: int, day: int) -> None:
    found = published_in(f"Publié le 2018-{month:02}-{day:02}.")
    if found is not None and len(found) == 10:
        date.fromisoformat(found)


@settings(deadline=None)
@given(st.text())
def test_a_title_is_a_line_of_the_text(text: str) -> None:
    title = title_in(text)

    assert title is None or title in text
