"""What a text tells of itself: its title and its date of publication.

Only what is plainly written counts; a date without its year stays out.
"""

import re
from contextlib import suppress
from datetime import date

from index.tokens import words

_DATE = re.compile(
    r"\b(?:publiée? le|mise? en ligne le|published(?: on)?|date)\s*:?\s*"
    r"(?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>0[1-9]|[12]\d|3[01]))?(?!\d)",
    re.IGNORECASE,
)
_HEAD_LINES = 12
_TITLE_WORDS = range(4, 31)


def published_in(text: str) -> str | None:
    """The publication date as precise as it is written: "2018-03-09", "2021-01"."""
    for match in _DATE.finditer(text):
        year, month, day = match.group("year", "month", "day")
        with suppress(ValueError):  # A day that the calendar does not have is no date.
            date(int(year), int(month), int(day or 1))
            return "-".join(part for part in (year, month, day) if part)
    return None


def title_in(text: str) -> str | None:
    """A line of its own near the top that reads like a headline."""
    lines = [line.strip() for line in text.splitlines()]
    followed = zip(lines, [*lines[1:], ""], strict=False)
    blocks = [line for line, following in followed if line and not following]
    for line in blocks[:_HEAD_LINES]:
        unfinished = not line.endswith((".", "!", ":", ";", "…", "»"))
        if unfinished and len(words(line)) in _TITLE_WORDS and "|" not in line and "! " not in line:
            return line
    return None
