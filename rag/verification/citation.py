"""Citations, built from the stored text only."""

from collections.abc import Iterable

from dixit.index.errors import DixitError
from dixit.index.records import Document, Span
from dixit.rag.records import Citation, Verdict


class CitationError(DixitError):
    """The span lies outside its document."""


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
    """Build the citation of a span, with the quote copied from the stored document.

    Args:
        number: The citation's number in the answer, from 1.
        document: The cited document.
        span: The cited span, in characters of the document.
        speaker: The speaker of the words; None where nobody is quoted.
        role: The speaker's office.
        direct: Whether the words are in quotation marks; None where nobody is quoted.
        verdict: The verdict on the answer's statement.
        focus: (start, end) of the words that answer, in characters from the start of the quote.

    Returns:
        The citation.

    Raises:
        CitationError: The span is of another document, or lies outside the text.
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
        page_label=document.page_label_of(span.start),
        ocr_confidence=document.ocr_confidence_of(span.start),
        url=document.url,
        title=document.title,
        published=document.published,
        publisher=document.publisher,
        focus=tuple(Span(span.source, span.start + a, span.start + b) for a, b in focus),
    )
