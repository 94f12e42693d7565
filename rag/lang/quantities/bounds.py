"""Words that make a number a lower bound, an upper bound or an approximation."""

import re
from functools import cache

from dixit.index.text.tokens import fold
from dixit.rag.lang.quantities.records import Bound
from dixit.rag.lang.word_lists import named_lists

_LEAST = (
    r"au moins|pas moins d(?:e |')|no (?:fewer|less) than|not less than|plus d(?:e |')|at least"
    r"|above|(?:more|greater|higher|bigger|larger) than|au minimum|minimum(?: d(?:e |')| of)?"
    r"|exceed\w*|depass\w+|superieure?s? a|au-dela d(?:e |')"
)
_OVER = r"|over|upwards of"
_MOST = (
    r"au plus|pas plus d(?:e |')|not? more than|moins d(?:e |')|(?:less|fewer|lower|smaller) than"
    r"|at most|under|below|jusqu'a|up to|au maximum|maximum(?: d(?:e |')| of)?|inferieure?s? a"
)
_BEHIND: tuple[tuple[Bound, re.Pattern[str]], ...] = (
    ("about", re.compile(r" (?:environ|or so|a peu pres|roughly|approximately)\b")),
    ("least", re.compile(r" (?:au moins|au minimum|ou plus|or more|et plus|and more|at least)\b")),
    ("most", re.compile(r" (?:au plus|au maximum|ou moins|or less|or fewer|at most)\b")),
)
_WINDOW = 40
"""Characters ahead of a number in which it is looked for."""


def bound_of(text: str, start: int, end: int, *, is_long: bool) -> Bound:
    """Whether a number is a bound or an approximation: "at least 20", "about 20".

    Args:
        text: the plain form of a text.
        start: where the number begins.
        end: where it ends.
        is_long: whether it is a duration, of which "over" is no bound: "over five years".

    Returns:
        "least", "most" or "about"; "" where the number is exact.
    """
    before = text[max(0, start - _WINDOW) : start]
    least, most, about = _ahead(is_long)
    if least.search(before):
        return "least"
    if most.search(before):
        return "most"
    if about.search(before):
        return "about"
    return next((bound for bound, pattern in _BEHIND if pattern.match(text, end)), "")


@cache
def _ahead(is_long: bool) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    about = "|".join(sorted(fold(word) for word in named_lists("hedges.txt")["about"]))
    between = r" ?(?:(?:les?|la|des?|d'|the|a|of|to|some|quelque) ?){0,2}$"
    return (
        re.compile(rf"(?<!\w)(?:{_LEAST}{'' if is_long else _OVER})(?<!pas plus de ){between}"),
        re.compile(rf"(?<!\w)(?:{_MOST}){between}"),
        re.compile(rf"(?:(?<!\w)(?:{about}|some|circa|autour|de l'ordre|une bonne)|[~≈]){between}"),
    )
