"""Dates in French and English text, as ISO 8601 with the precision that they are written with."""

import re
from dataclasses import dataclass
from datetime import datetime

from dixit.index.text.tokens import fold
from dixit.rag.lang.word_lists import LANGUAGES, named_lists


def _month_numbers() -> dict[str, int]:
    """The number of each month by its names in lower case, and by its short forms with a full stop.

    Full names are known without their accents, too.
    """
    numbers: dict[str, int] = {}
    for language in LANGUAGES:
        short = named_lists("month_abbreviations.txt", language)
        months = list(named_lists("calendar.txt", language).items())[:12]
        for number, (month, forms) in enumerate(months, start=1):
            name = max(forms, key=len)
            numbers |= dict.fromkeys((name, fold(name)), number)
            for form in (forms | short.get(month, frozenset())) - {name}:
                numbers |= dict.fromkeys((form, f"{form}."), number)
    return numbers


_NUMBERS = _month_numbers()
_MONTHS = "|".join(sorted(map(re.escape, _NUMBERS), key=len, reverse=True))
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_TIME = (
    r"(?:\s?(?:,|-|–|—|·|\||à|at|T)?\s?(?P<hour>[01]?\d|2[0-3])\s?[h:]\s?(?P<minute>[0-5]\d)"
    r"(?::[0-5]\d)?(?:\s?(?P<half>[ap])\.?m\.?)?(?![\d/]))?"
)
_IN_FIGURES = (
    rf"(?P<first>\d\d?)(?P<mark>[/.])(?P<second>\d\d?)(?P=mark)(?:{_YEAR}|(?P<short>\d\d))(?![\d/])"
)
_FORMS = (
    rf"{_YEAR}-(?P<month>\d\d)(?:-(?P<day>\d\d))?(?!\d|-\d)",
    _IN_FIGURES,
    r"(?P<first>\d\d?)/(?P<second>\d\d?)(?![\d/])",
    rf"(?P<day>\d\d?)(?:er|st|nd|rd|th)?\s(?P<named>{_MONTHS})(?:,?\s{_YEAR})?(?![\w])",
    rf"(?P<named>{_MONTHS})\s(?P<day>\d\d?)(?:st|nd|rd|th)?(?:,?\s{_YEAR})?(?![\w])",
    rf"(?P<named>{_MONTHS})\s{_YEAR}(?!\d)",
)
_DATES = [re.compile(rf"(?<![\w/.-]){form}{_TIME}", re.IGNORECASE) for form in _FORMS]
_FIGURES = re.compile(rf"(?<![\w/.-]){_IN_FIGURES}")
_BEFORE = re.compile(
    r"(?P<hour>[01]?\d|2[0-3])\s?[h:]\s?(?P<minute>[0-5]\d),?\s?(?:le|on|-|–)?\s?$"
)
_LEAP_YEAR = 2000
"""Substitute for a missing year; it has a 29 February."""


@dataclass(frozen=True, slots=True)
class Date:
    """A date and its place.

    Attributes:
        value: ISO 8601: "2018-03-09T10:40", "2018-03", or "--03-09" without a year.
        start: First character in the text.
        end: The character after the last.
    """

    value: str
    start: int
    end: int

    @property
    def has_year(self) -> bool:
        """Whether the year is written."""
        return not self.value.startswith("--")


def dates_in(text: str, start: int, end: int, *, day_first: bool) -> list[Date]:
    """Return the dates between two positions of a text, in order, without overlaps.

    Args:
        text: The text.
        start: First character.
        end: The character after the last.
        day_first: Whether 04/05 is 4 May rather than April 5.
    """
    found: list[Date] = []
    for pattern in _DATES:
        for match in pattern.finditer(text, start, end):
            # An invalid date stays until the end, so that no part of it is read as a date.
            if not any(date.start < match.end() and match.start() < date.end for date in found):
                value = _value(match, text, day_first=day_first)
                found.append(Date(value, match.start(), match.end()))
    return sorted((date for date in found if date.value), key=lambda date: date.start)


def is_day_first(text: str) -> bool | None:
    """Return whether a date in figures has its day before its month; None where it may be either.

    Full stops are only used in dates that begin with the day.
    """
    match = _FIGURES.search(text)
    if match is None:
        return None
    if match["mark"] == "." or int(match["first"]) > 12:
        return True
    return False if int(match["second"]) > 12 else None


def _value(match: re.Match[str], text: str, *, day_first: bool) -> str:
    """Return a match as ISO 8601; empty where the calendar has no such date."""
    told = match.groupdict()
    year = told.get("year") or (f"20{told['short']}" if told.get("short") else None)
    day, month = told.get("day"), told.get("month") or told.get("named")
    if told.get("first"):
        first, second = told["first"], told["second"]
        month_first = (not day_first and int(first) <= 12) or int(second) > 12
        day, month = (second, first) if month_first else (first, second)
    parsed = _day(int(year or _LEAP_YEAR), month or "", int(day or 1))
    if parsed is None:
        return ""
    if day is None:
        return f"{parsed:%Y-%m}" if year else ""
    date = f"{parsed:%Y-%m-%d}" if year else f"--{parsed:%m-%d}"
    time = _time(match) or _time(_BEFORE.search(text[max(0, match.start() - 16) : match.start()]))
    return date + time


def _day(year: int, month: str, day: int) -> datetime | None:
    """Return a day of the calendar, with the month as a number or a name; None for no valid day."""
    try:
        return datetime(year, int(month) if month.isdigit() else _NUMBERS[month.lower()], day)
    except (KeyError, ValueError):
        return None


def _time(match: re.Match[str] | None) -> str:
    """Return the time of a match as "T10:40"; empty where it has none."""
    told = match.groupdict() if match else {}
    if not told.get("hour"):
        return ""
    hour = int(told["hour"])
    if told.get("half"):
        hour = hour % 12 + (12 if told["half"].lower() == "p" else 0)
    return f"T{hour:02}:{told['minute']}"
