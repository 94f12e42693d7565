"""Dates in the machine-readable form of file formats."""

import re
from datetime import datetime

_ISO = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:[T ]\d\d:\d\d)?)?)?(?![\d-])")
_WHOLE = "0001-01-01T00:00"


def iso_date(text: str) -> str | None:
    """The ISO 8601 date at the start of a text, to the minute at most and without its time zone.

    Args:
        text: for example "2023-05-04T10:30:00+02:00".

    Returns:
        For example "2023-05-04T10:30"; None if there is no date, or the calendar has no such day.
    """
    match = _ISO.match(text.strip())
    if match is None:
        return None
    date = match[0].replace(" ", "T")
    try:
        datetime.fromisoformat(date + _WHOLE[len(date) :])
    except ValueError:
        return None
    return date
