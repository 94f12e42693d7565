"""Dates as formats tell them to machines."""

import re
from datetime import datetime

_ISO = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:[T ]\d\d:\d\d)?)?)?(?![\d-])")
_WHOLE = "0001-01-01T00:00"


def iso_date(told: str) -> str | None:
    """The ISO 8601 date at the head of some words, to the minute at most and without its zone.

    None where there is none, or the calendar has no such day.
    """
    match = _ISO.match(told.strip())
    if match is None:
        return None
    date = match[0].replace(" ", "T")
    try:
        datetime.fromisoformat(date + _WHOLE[len(date) :])
    except ValueError:
        return None
    return date
