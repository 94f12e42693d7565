"""Filters on metadata: which passages a search may return."""

import re
from dataclasses import dataclass
from datetime import date as calendar_date

from dixit.index.errors import FilterInvalid
from dixit.index.text.names import is_unicode

_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
_SHOWN = 60
"""Most characters of an invalid value that an error message repeats."""
_DATE_TEMPLATE = "0001-01-01"
"""Completes a partial date for validation: "2018-03" plus its last 3 characters."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Conditions that a passage must meet, all of them.

    None means no condition; an empty set matches nothing. Dates are ISO 8601 of any precision.
    The range "2018" to "2018-03" is January to March 2018. A document matches if its own date
    could fall within the range, and never matches without a date.

    Example:
        Filter(sources=frozenset({"news.txt"}), published_from="2018", published_until="2018-03")

    Raises:
        FilterInvalid: a date is not in the calendar, the range is empty, or a name is not Unicode.
    """

    sources: frozenset[str] | None = None
    """Names of documents."""
    languages: frozenset[str] | None = None
    """Languages of passages, as ISO 639-1 codes."""
    publishers: frozenset[str] | None = None
    published_from: str | None = None
    """First day, month or year, included."""
    published_until: str | None = None
    """Last day, month or year, included."""
    speakers: frozenset[str] | None = None
    """Names exactly as stored. A passage matches if a quotation of one of them overlaps it."""

    def __post_init__(self) -> None:
        for date in (self.published_from, self.published_until):
            if date is not None and not _is_date(date):
                raise FilterInvalid(
                    f"{str(date)[:_SHOWN]!r} is not a date to filter by: write one of the calendar "
                    "as YYYY, YYYY-MM or YYYY-MM-DD."
                )
        for names in (self.sources, self.languages, self.publishers, self.speakers):
            for name in names or ():
                if not is_unicode(name):
                    raise FilterInvalid(f"{ascii(name)[:_SHOWN]} is not Unicode text to filter by.")
        since, until = first_day(self.published_from), last_day(self.published_until)
        if since is not None and until is not None and since > until:
            raise FilterInvalid(
                f"Nothing is published from {self.published_from} on and until "
                f"{self.published_until}, which comes before it: give the earlier date first."
            )

    def __bool__(self) -> bool:
        return self != ANYTHING


def _is_date(date: object) -> bool:
    """Whether the value is an ISO date of the calendar, possibly a partial one."""
    if not isinstance(date, str) or not _DATE.fullmatch(date):
        return False
    try:
        calendar_date.fromisoformat(date + _DATE_TEMPLATE[len(date) :])
    except ValueError:
        return False
    return True


def first_day(date: str | None) -> int | None:
    """The first day of an ISO date as the integer YYYYMMDD, for comparison: "2018-03" is 20180300.

    None for a date without a year, or no date.
    """
    return _day(date, "0")


def last_day(date: str | None) -> int | None:
    """The last day of an ISO date as the integer YYYYMMDD, for comparison: "2018-03" is 20180399.

    None for a date without a year, or no date.
    """
    return _day(date, "9")


def _day(date: str | None, padding: str) -> int | None:
    match = _DATE.match(date or "")
    return int(match[0].replace("-", "").ljust(8, padding)) if match else None


ANYTHING = Filter()
"""The filter without conditions: every passage matches."""
