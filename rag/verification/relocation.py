"""Relocation: the new position of cited words in a text that has changed."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

_MARKS = {
    **dict.fromkeys("«»“”„‟\"‹›‘’‚‛'ʼ´`", "'"),
    **dict.fromkeys("–—―‐‑−", "-"),
    "...": "…",
}
"""Typographic variants of the same mark."""
_LIGATURES = {ord(one): unicodedata.normalize("NFKC", one) for one in "ﬀﬁﬂﬃﬄﬅﬆ"}
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\ufffe"))
"""Invisible characters inside a word, such as the soft hyphen."""
_TOKEN = re.compile(
    r"[^\W_](?:[^\W_]|[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff\ufffe]|(?<=\d)[.,](?=\d))*"
    r"|\.{3}|[^\s\u00ad\u200b-\u200d\u2060\ufeff\ufffe]"
)
"""A word, a number with its separators, or a single mark."""
_OUTER = frozenset("'.,;:…-")
"""Marks that may be missing at either end of the words."""


@dataclass(frozen=True, slots=True)
class _Token:
    """A word or mark in its compared form, with its place in characters."""

    form: str
    start: int
    end: int


def relocated(text: str, quote: str, start: int) -> tuple[int, int] | None:
    """Return where a quote, cited at `start`, occurs in the current text.

    The old place goes first. Otherwise the nearest place wins: first with the same characters, then
    with differences of spaces, line ends, quotation marks, dashes and apostrophes, and of the marks
    around the words. Only whole words in the same case match.

    Args:
        text: The current text.
        quote: The cited words.
        start: Their former position, in characters.

    Returns:
        (start, end) of the words; None where the text no longer holds them.
    """
    if quote and start >= 0 and text.startswith(quote, start):
        return start, start + len(quote)
    if not any(map(str.isalnum, quote)):
        return None
    wanted = list(_tokens(quote))
    if places := list(_exact(text, quote)):
        return _nearest(places, start)
    given = list(_tokens(text))
    if places := list(_alike(given, wanted)):
        return _nearest(places, start)
    bare = _without_outer_marks(wanted)
    asked = any(token.form in "?!" for token in wanted[-2:])
    return _nearest(list(_alike(given, bare, ends=not asked)), start)


def _nearest(places: Sequence[tuple[int, int]], start: int) -> tuple[int, int] | None:
    """Return the place nearest to a position; None where there are none."""
    return min(places, key=lambda place: (abs(place[0] - start), place[0]), default=None)


def _exact(text: str, quote: str) -> Iterator[tuple[int, int]]:
    """Yield the places with the same characters that are not inside longer words."""
    at = text.find(quote)
    while at >= 0:
        end = at + len(quote)
        if not (_within(text, at) or _within(text, end)):
            yield at, end
        at = text.find(quote, at + 1)


def _within(text: str, at: int) -> bool:
    """Return whether a position is inside a word or a number."""
    around = text[max(0, at - 2) : at + 2]
    inside = min(at, 2)
    return any(
        match.start() < inside < match.end()
        for match in _TOKEN.finditer(around)
        if match[0][0].isalnum()
    )


def _alike(
    given: Sequence[_Token], wanted: Sequence[_Token], *, ends: bool = False
) -> Iterator[tuple[int, int]]:
    """Yield the places of the same tokens; with `ends`, only without a question mark behind."""
    forms = [token.form for token in wanted]
    for at, token in enumerate(given if forms else ()):
        if token.form != forms[0]:
            continue
        found = given[at : at + len(forms)]
        if [each.form for each in found] != forms:
            continue
        behind = takewhile(lambda each: not each.form[0].isalnum(), given[at + len(forms) :])
        if not (ends and any(each.form in "?!" for each in behind)):
            yield found[0].start, found[-1].end


def _without_outer_marks(tokens: Sequence[_Token]) -> Sequence[_Token]:
    """Return tokens without the marks at both ends."""
    first, last = 0, len(tokens)
    while first < last and tokens[first].form in _OUTER:
        first += 1
    while first < last and tokens[last - 1].form in _OUTER:
        last -= 1
    return tokens[first:last]


def _tokens(text: str) -> Iterator[_Token]:
    """Yield the words and marks of a text in their compared form."""
    for match in _TOKEN.finditer(text):
        form = match[0]
        if form in _MARKS:
            form = _MARKS[form]
        elif not form.isascii():
            form = unicodedata.normalize("NFC", form.translate(_UNSEEN).translate(_LIGATURES))
        yield _Token(form, match.start(), match.end())
