"""Finds words in quotation marks near a name, by any speaker."""

import re
from collections.abc import Collection
from itertools import islice

from dixit.index.records import Document, Span

_MARKED = re.compile(
    r"[«“„‟‹]\s*(?P<words>\w)|\"\s*(?P<quoted>\w)[^\"\n]*\""
    r"|(?<![\w’'])[‘'](?!s\b)(?P<single>\w)[^’'\n]*\s[^\n]*?\w[.,!?]?[’'](?!\w)"
)
"""The start of words in quotation marks, which may continue in the next paragraph."""
_LINE = re.compile(r"[^\n]+")


def quoted_near(document: Document, span: Span, attributed: Collection[Span] = ()) -> Span | None:
    """The paragraphs with a name and with words in quotation marks: the same one, or neighbours.

    Args:
        document: the article.
        span: the name.
        attributed: spans of quotations that do not count, because their speaker is known.

    Returns:
        The span of one or two paragraphs; None if there are no such words.
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
    return any(not any(place.overlaps(other) for other in attributed) for place in places)


def _around(text: str, span: Span) -> list[re.Match[str]]:
    """The paragraph of a span, with the paragraphs before and after it."""
    first = text.rfind("\n", 0, span.start) + 1
    before = [line for line in _LINE.finditer(text, 0, first) if line[0].strip()]
    behind = (line for line in _LINE.finditer(text, first) if line[0].strip())
    return [*before[-1:], *islice(behind, 2)]


def _trimmed(document: Document, span: Span) -> Span:
    text = document.text[span.start : span.end]
    start = span.start + len(text) - len(text.lstrip())
    return Span(span.source, start, span.start + len(text.rstrip()))
