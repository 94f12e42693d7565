"""Words in quotation marks near a name, whoever says them."""

import re
from collections.abc import Collection
from itertools import islice

from dixit.index.records import Document, Span

_MARKED = re.compile(
    r"[«“„‟‹]\s*(?P<words>\w)|\"\s*(?P<quoted>\w)[^\"\n]*\""
    r"|(?<![\w’'])[‘'](?!s\b)(?P<single>\w)[^’'\n]*\s[^\n]*?\w[.,!?]?[’'](?!\w)"
)
"""The head of words between marks, which may run on into the next paragraph."""
_LINE = re.compile(r"[^\n]+")


def quoted_near(document: Document, span: Span, attributed: Collection[Span] = ()) -> Span | None:
    """The paragraphs in which a place and words in quotation marks stand, the same or neighbours.

    Words of `attributed` places do not count. None where no others stand there.
    """
    lines = [match.span() for match in _around(document.text, span)]
    own = next((at for at, (start, end) in enumerate(lines) if start <= span.start < end), None)
    if own is None:
        return None
    for at in (own, own + 1, own - 1):
        if 0 <= at < len(lines) and _has_words(document, lines[at], attributed):
            start, end = min(lines[own][0], lines[at][0]), max(lines[own][1], lines[at][1])
            return _trimmed(document, Span(span.source, start, end))
    return None


def _has_words(document: Document, line: tuple[int, int], attributed: Collection[Span]) -> bool:
    places = (
        Span(document.source, *match.span(match.lastgroup or 0))
        for match in _MARKED.finditer(document.text, *line)
    )
    return any(not any(place.overlaps(known) for known in attributed) for place in places)


def _around(text: str, span: Span) -> list[re.Match[str]]:
    """The paragraph of a place, with the one before and the one behind it."""
    first = text.rfind("\n", 0, span.start) + 1
    before = [line for line in _LINE.finditer(text, 0, first) if line[0].strip()]
    behind = (line for line in _LINE.finditer(text, first) if line[0].strip())
    return [*before[-1:], *islice(behind, 2)]


def _trimmed(document: Document, span: Span) -> Span:
    text = document.text[span.start : span.end]
    start = span.start + len(text) - len(text.lstrip())
    return Span(span.source, start, span.start + len(text.rstrip()))
