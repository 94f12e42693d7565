"""The months and weekdays that a text names, by their English names."""

import re
from functools import cache

from dixit.index.text.tokens import fold
from dixit.rag.lang.quantities.plain import Plain
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


@cache
def calendar() -> dict[str, str]:
    """Each folded word of the calendar, with the English name that it stands for."""
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
    """The words of the calendar in a text: where each begins and ends, and what it names."""
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
    """The months and days of the week that a text names in words."""
    return frozenset(name for _, _, name in named_days(Plain(text), language))


def dates_written(text: str, language: str | None = None) -> list[tuple[int, int]]:
    """Where a text names a month or a weekday, with the day and the year beside it."""
    plain = Plain(text)
    places = []
    for start, end, _ in named_days(plain, language):
        ahead = _DAY.search(plain.text[max(0, start - 12) : start])
        behind = _YEAR.match(plain.text, end)
        first = start - len(ahead[0]) if ahead else start
        places.append((plain.at(first), plain.end(behind.end() if behind else end)))
    return places
