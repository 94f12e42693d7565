"""Times of the clock, and dates in figures."""

import re
from collections.abc import Iterator
from datetime import datetime
from fractions import Fraction

from dixit.rag.lang.quantities.calendar import months
from dixit.rag.lang.quantities.found import Number
from dixit.rag.lang.quantities.plain import Plain

_HALF = r" ?(?P<half>[ap])\.? ?m(?:\.|\b)(?!\w)"
_TIMES = tuple(
    re.compile(rf"(?<![\w.,:/'-])(?P<hour>[01]?\d|2[0-4]){rest}")
    for rest in (
        rf"[:.](?P<minute>[0-5]\d){_HALF}",
        rf"{_HALF}",
        r" ?(?:h|heures?) ?(?P<minute>[0-5]\d)(?: ?(?:min|mn|minutes?))?(?!\w)(?! (?:euros?|%))",
        r":(?P<minute>[0-5]\d)(?::[0-5]\d)?(?![\d:])",
        r" ?h(?![\w'])",
    )
)
_DATES = (
    re.compile(r"(?<![\w/.-])(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)(?:-(?P<day>\d\d))?(?!\d|-\d)"),
    re.compile(
        r"(?<![\w/.-])(?P<first>\d\d?)(?P<mark>[/.-])(?P<second>\d\d?)(?P=mark)"
        r"(?P<year>(?:19|20)?\d\d)(?![\d/])"
    ),
)


def times_in(plain: Plain) -> Iterator[Number]:
    """The times of the clock, in minutes: "9 h 30", "9:30", "9.30 am"."""
    for pattern in _TIMES:
        for match in pattern.finditer(plain.text):
            told = match.groupdict()
            hour, minute = int(told["hour"]), int(told.get("minute") or 0)
            if told.get("half"):
                if not 1 <= hour <= 12:
                    continue
                hour = hour % 12 + (12 if told["half"] == "p" else 0)
            yield Number(*match.span(), Fraction(hour * 60 + minute), "time")


def dates_in(plain: Plain) -> Iterator[Number]:
    """The days and years of dates in figures: "12/05/2021", "2021-05-12".

    The day stands ahead where both are possible, as in all of Europe.
    """
    for pattern in _DATES:
        for match in pattern.finditer(plain.text):
            told = match.groupdict()
            year = int(told["year"]) if len(told["year"]) == 4 else 2000 + int(told["year"])
            day, month = told.get("day"), told.get("month")
            if told.get("first"):
                day, month = told["first"], told["second"]
                if int(month) > 12:
                    day, month = month, day
            try:
                datetime(year, int(month or 0), int(day or 1))
            except ValueError:
                continue
            named = months()[int(month or 1) - 1]
            written = match.span("year")
            if day:
                place = (match.start(), written[0] - 1)
                if told.get("day"):
                    place = (match.start("month"), match.end())
                yield Number(*place, Fraction(int(day)), "day", unit=named)
            yield Number(*written, Fraction(int(told["year"])), "cardinal")
