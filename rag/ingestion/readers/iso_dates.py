"""Dates in the machine-readable forms of file formats."""

import re
from datetime import datetime
from email.utils import parsedate_to_datetime

_ISO = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:[T ]\d\d:\d\d)?)?)?(?![\d-])")
_BASIC_DAY = re.compile(r"(\d{4})(\d\d)(\d\d)(?=T\d{4}|Z?$)")
_BASIC_TIME = re.compile(r"T(\d\d)(\d\d)(?:\d\d)?")
"""The form without marks, which news agencies use: "20230504T103000"."""
_WHOLE = "0001-01-01T00:00"


def iso_date(text: str) -> str | None:
    """The ISO 8601 date at the start of a text, to the minute at most and without its time zone.

    Args:
        text: for example "2023-05-04T10:30:00+02:00" or "20230504T103000+0200".

    Returns:
        For example "2023-05-04T10:30"; None if there is no date, or the calendar has no such day.
    """
    text = _BASIC_DAY.sub(r"\1-\2-\3", text.strip(), count=1)
    match = _ISO.match(_BASIC_TIME.sub(r"T\1:\2", text, count=1))
    if match is None:
        return None
    date = match[0].replace(" ", "T")
    try:
        datetime.fromisoformat(date + _WHOLE[len(date) :])
    except ValueError:
        return None
    return date


def mail_date(text: str) -> str | None:
    """A date as mails and feeds write it, to the minute and without its time zone.

    Args:
        text: for example "Thu, 04 May 2023 10:30:00 +0200".

    Returns:
        For example "2023-05-04T10:30"; None if there is no such date.
    """
    try:
        return parsedate_to_datetime(text).strftime("%Y-%m-%dT%H:%M")
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
