"""Citations: made by the program from the stored text, never taken from anywhere else."""

from collections.abc import Iterable

from dixit.index.errors import DixitError
from dixit.index.records import Document, Span
from dixit.rag.records import Citation, Verdict


class CitationError(DixitError):
    """A span that lies outside of its document."""


def cite(
    number: int,
    document: Document,
    span: Span,
    *,
    speaker: str | None = None,
    role: str | None = None,
    direct: bool | None = None,
    verdict: Verdict = "verbatim",
    focus: Iterable[tuple[int, int]] = (),
) -> Citation:
    """The citation of a span, its quote copied from the document as stored.

    `direct` tells whether the article has the words between quotation marks, or reports them.
    `focus` are the places in the quote, from its own start, of the words that answer.

    Raises:
        CitationError: the span is another document's, or lies outside the text.
    """
    if span.source != document.source or not 0 <= span.start < span.end <= len(document.text):
        raise CitationError(
            f"{span.source} {span.start}:{span.end} is no place in {document.source}, "
            f"which has {len(document.text)} characters."
        )
    return Citation(
        number=number,
        span=span,
        quote=document.text[span.start : span.end],
        speaker=speaker,
        role=role,
        direct=direct,
        verdict=verdict,
        page=document.page_of(span.start),
        title=document.title,
        published=document.published,
        focus=tuple(Span(span.source, span.start + a, span.start + b) for a, b in focus),
    )
