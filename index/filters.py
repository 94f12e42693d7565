"""Which passages a search may find at all."""

import re
from dataclasses import dataclass
from datetime import date as calendar_date

from dixit.index.errors import FilterInvalid
from dixit.index.text.names import is_unicode

_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
_SHOWN = 60
"""Characters that a refusal repeats of what is no date."""
_FIRST_OF_ITS_KIND = "0001-01-01"
"""What a date that is less precise may be completed by."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What a passage must be of; None where anything will do, and an empty set where nothing will.

    Dates are ISO 8601, as precise as one likes: "2018" to "2018-03" is January to March. A
    document fits where its own date, as precise as it is, may fall within; one without a date
    does not.

    Raises:
        FilterInvalid: a date is not one, or the first comes after the last; a name is no text.
    """

    sources: frozenset[str] | None = None
    languages: frozenset[str] | None = None
    """Of the passage, as ISO 639-1 codes."""
    publishers: frozenset[str] | None = None
    published_from: str | None = None
    published_until: str | None = None
    """The last day, month or year that still fits."""
    speakers: frozenset[str] | None = None
    """Names exactly as stored: the passage shares characters with words of one of them."""

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
    """Whether the calendar has it, as precise as it is."""
    if not isinstance(date, str) or not _DATE.fullmatch(date):
        return False
    try:
        calendar_date.fromisoformat(date + _FIRST_OF_ITS_KIND[len(date) :])
    except ValueError:
        return False
    return True


def first_day(date: str | None) -> int | None:
    """The first day of an ISO date as a number that sorts: "2018-03" is 20180300."""
    return _day(date, "0")


def last_day(date: str | None) -> int | None:
    """The last day of an ISO date as a number that sorts: "2018-03" is 20180399."""
    return _day(date, "9")


def _day(date: str | None, rest: str) -> int | None:
    match = _DATE.match(date or "")
    return int(match[0].replace("-", "").ljust(8, rest)) if match else None


ANYTHING = Filter()
