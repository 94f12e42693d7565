"""Months, weekdays, dates in figures and times of the clock."""

import re
from collections.abc import Iterator
from datetime import datetime
from fractions import Fraction
from functools import cache

from dixit.index.text.tokens import fold
from dixit.rag.lang.quantities.plain import Plain
from dixit.rag.lang.quantities.records import Number
from dixit.rag.lang.word_lists import LANGUAGES, named_lists

_WORD = re.compile(r"[^\W\d_]+")
_DIGIT_AHEAD = re.compile(r"\d(?:er|st|nd|rd|th)?,? (?:of )?$")
_DIGIT_BEHIND = re.compile(r"\.?,? \d")
_DAY = re.compile(r"\b\d{1,2}(?:er|st|nd|rd|th)?(?: of)? $")
_YEAR = re.compile(r"\.?(?: \d{1,2}(?:st|nd|rd|th)?(?!\d),?)?(?:,? (?:19|20)\d\d\b)?")
_YEAR_BEHIND = re.compile(r"\.? (?:19|20)\d\d\b")
_IN = re.compile(
    r"\b(?:in|of|on|by|since|until|till|before|after|last|next|this|every|early|late|mid|from|to|and"
    r"|or|between|through|during)[ -]$"
)
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
_DATES_IN_FIGURES = (
    re.compile(r"(?<![\w/.-])(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)(?:-(?P<day>\d\d))?(?!\d|-\d)"),
    re.compile(
        r"(?<![\w/.-])(?P<first>\d\d?)(?P<mark>[/.-])(?P<second>\d\d?)(?P=mark)"
        r"(?P<year>(?:19|20)?\d\d)(?![\d/])"
    ),
)


@cache
def calendar() -> dict[str, str]:
    """Every name and short form of a month or a weekday, folded, with its English name."""
    listed = named_lists("calendar.txt").items()
    return {fold(word): name for name, words in listed for word in words}


@cache
def months() -> tuple[str, ...]:
    """The English names of the months, in their order."""
    return tuple(named_lists("calendar.txt"))[:12]


def month_name(month: str, language: str | None) -> str:
    """The full name of a month.

    Args:
        month: its English name, in lower case.
        language: an ISO 639-1 code, or None.

    Returns:
        The name in that language, folded; the English one where the language has no calendar.
    """
    forms = named_lists("calendar.txt", language)[month] if language in LANGUAGES else {month}
    return max(map(fold, forms), key=len)


def named_days(plain: Plain, language: str | None = None) -> list[tuple[int, int, str]]:
    """The months and weekdays that a text names.

    Args:
        plain: the text.
        language: "fr" or "en", by which "may", "march" and "sept" are told from other words; None
            where it is not known.

    Returns:
        Start and end of each word in the plain form, and the English name of the month or day.
    """
    text = plain.text
    return [
        (*match.span(), name)
        for match in _WORD.finditer(text)
        if (name := calendar().get(match[0])) and _is_meant(match, plain, language)
    ]


def _is_meant(match: re.Match[str], plain: Plain, language: str | None) -> bool:
    """Whether a word that means something else too is of the calendar: "may", "march", "sept"."""
    text, (start, end) = plain.text, match.span()
    if match[0] not in ("may", "march", "sept"):
        return True
    ahead, behind = text[max(0, start - 12) : start], text[end:]
    by_day = _DIGIT_AHEAD.search(ahead) is not None
    if match[0] == "sept":  # The French seven.
        of_date = (behind.startswith(".") and by_day) or _YEAR_BEHIND.match(behind) is not None
        return language == "en" or of_date
    if language == "fr" or not plain.source[plain.at(start)].isupper():
        return False
    by_number = by_day or _DIGIT_BEHIND.match(behind) is not None
    return by_number or _IN.search(ahead) is not None


def calendar_in(text: str, language: str | None = None) -> frozenset[str]:
    """The months and weekdays that a text names in words.

    Args:
        text: any text.
        language: "fr" or "en"; None where it is not known.

    Returns:
        Their English names, in lower case.
    """
    return frozenset(name for _, _, name in named_days(Plain(text), language))


def dates_written(text: str, language: str | None = None) -> list[tuple[int, int]]:
    """Where a text names a month or a weekday, with the day and the year beside it.

    Args:
        text: any text.
        language: "fr" or "en"; None where it is not known.

    Returns:
        Start and end of each date in the text: of "on 3 May 2021" those of "3 May 2021".
    """
    plain = Plain(text)
    places = []
    for start, end, _ in named_days(plain, language):
        ahead = _DAY.search(plain.text[max(0, start - 12) : start])
        behind = _YEAR.match(plain.text, end)
        first = start - len(ahead[0]) if ahead else start
        places.append((plain.at(first), plain.end(behind.end() if behind else end)))
    return places


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
    for pattern in _DATES_IN_FIGURES:
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
