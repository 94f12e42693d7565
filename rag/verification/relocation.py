"""Where cited words stand in a text that may have changed since they were cited. Pure."""

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
"""Marks that are printed one way or another and mean the same."""
_LIGATURES = {ord(one): unicodedata.normalize("NFKC", one) for one in "ﬀﬁﬂﬃﬄﬅﬆ"}
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\ufffe"))
"""What may stand within a word and is not printed, such as a soft hyphen."""
_TOKEN = re.compile(
    r"[^\W_](?:[^\W_]|[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff\ufffe]|(?<=\d)[.,](?=\d))*"
    r"|\.{3}|[^\s\u00ad\u200b-\u200d\u2060\ufeff\ufffe]"
)
"""A word, a number with its points and commas, or a single mark."""
_OUTER = frozenset("'.,;:…-")
"""Marks that may go from either end of the words, and leave them the same words."""


@dataclass(frozen=True, slots=True)
class _Token:
    """A word or a mark, as it is compared, and where it stands."""

    form: str
    start: int
    end: int


def relocated(text: str, quote: str, start: int) -> tuple[int, int] | None:
    """Where a quote that was cited at `start` stands in the text as it is now.

    Its old place is taken where it still holds the words; otherwise the place nearest to it that
    holds them, first character for character, then but for differences of print: spaces, line
    ends, kinds of quotation marks, dashes and apostrophes, and the marks around the words. Words
    are found as whole words only, and in the same case.

    Returns:
        The start and the end of the words, or None where the text holds them no more.
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
    return min(places, key=lambda place: (abs(place[0] - start), place[0]), default=None)


def _exact(text: str, quote: str) -> Iterator[tuple[int, int]]:
    """The places of the very characters, where they are not parts of longer words."""
    at = text.find(quote)
    while at >= 0:
        end = at + len(quote)
        if not (_within(text, at) or _within(text, end)):
            yield at, end
        at = text.find(quote, at + 1)


def _within(text: str, at: int) -> bool:
    """Whether a place lies inside a word or a number."""
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
    """The places of the same words and marks; with `ends`, none that a question mark follows."""
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
    first, last = 0, len(tokens)
    while first < last and tokens[first].form in _OUTER:
        first += 1
    while first < last and tokens[last - 1].form in _OUTER:
        last -= 1
    return tokens[first:last]


def _tokens(text: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(text):
        form = match[0]
        if form in _MARKS:
            form = _MARKS[form]
        elif not form.isascii():
            form = unicodedata.normalize("NFC", form.translate(_UNSEEN).translate(_LIGATURES))
        yield _Token(form, match.start(), match.end())
