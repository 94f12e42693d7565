"""Dates as people write them, as precise as they are written, and none that the calendar lacks."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dixit.rag.parsing.dates import dates_in


def read(text: str, *, day_first: bool = True) -> list[str]:
    return [found.value for found in dates_in(text, 0, len(text), day_first=day_first)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2018-03-09 à 10:40", "2018-03-09T10:40"),
        ("2018-03-09T10:40:12+02:00", "2018-03-09T10:40"),
        ("2018-03-09", "2018-03-09"),
        ("2021-01", "2021-01"),
        ("9 mars 2018", "2018-03-09"),
        ("1er mai 2021 à 9h05", "2021-05-01T09:05"),
        ("le 4 août 2023, 16h07", "2023-08-04T16:07"),
        ("mars 2022", "2022-03"),
        ("04/05/2023 à 16h07", "2023-05-04T16:07"),
        ("31/12/23", "2023-12-31"),
        ("12.05.2021", "2021-05-12"),
        ("May 4, 2023 at 4:07 p.m. ET", "2023-05-04T16:07"),
        ("May 4, 2023, 12:30 AM", "2023-05-04T00:30"),
        ("4 May 2023, 16:07", "2023-05-04T16:07"),
        ("Sept. 3rd, 2019", "2019-09-03"),
        ("February 2020", "2020-02"),
        ("09h15, le 3 juin 2020", "2020-06-03T09:15"),
    ],
)
def test_a_date_is_as_precise_as_it_is_written(text: str, value: str) -> None:
    assert read(text) == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("9 mars", "--03-09"),
        ("07/07", "--07-07"),
        ("à 16h07 le 07/07", "--07-07T16:07"),
        ("May 4", "--05-04"),
        ("le 29 février", "--02-29"),
    ],
)
def test_a_date_without_its_year_stays_without_one(text: str, value: str) -> None:
    (found,) = dates_in(text, 0, len(text), day_first=True)

    assert (found.value, found.has_year) == (value, False)


def test_the_months_place_is_the_languages_unless_only_one_can_be() -> None:
    assert read("04/05/2023") == ["2023-05-04"]
    assert read("04/05/2023", day_first=False) == ["2023-04-05"]
    assert read("25/12/2023", day_first=False) == ["2023-12-25"]
    assert read("12/25/2023") == ["2023-12-25"]


@pytest.mark.parametrize(
    "text",
    [
        "30 février 2021",
        "2021-13-01",
        "32/01/2020",
        "13,1%",
        "777.000 unités",
        "3.14",
        "2021",
        "10:40",
        "il y a 3 heures",
        "hier",
        "yesterday",
        "le 9",
        "mars",
        "12-05",
    ],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert read(text) == []


def test_the_evidence_is_where_it_is_written() -> None:
    text = "Publié le 4 mai 2023 à 16h07 - Mis à jour le 05/05/2023"

    assert [
        text[found.start : found.end] for found in dates_in(text, 0, len(text), day_first=True)
    ] == [
        "4 mai 2023 à 16h07",
        "05/05/2023",
    ]


@settings(deadline=None)
@given(st.integers(0, 40), st.integers(0, 60), st.booleans())
def test_a_date_is_one_of_the_calendar(month: int, day: int, day_first: bool) -> None:
    for text in (f"2018-{month:02}-{day:02}", f"{day}/{month}/2018", f"{month}.{day}.2018"):
        for value in read(text, day_first=day_first):
            date.fromisoformat(value[:10] if len(value) > 7 else f"{value}-01")


@settings(deadline=None)
@given(st.text(), st.booleans())
def test_any_text_is_searched(text: str, day_first: bool) -> None:
    for found in dates_in(text, 0, len(text), day_first=day_first):
        assert 0 <= found.start < found.end <= len(text)
