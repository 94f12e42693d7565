"""Records to columns and back."""

import hashlib
import json
from typing import Any

from index.records import Document, Quotation, Span


def text_hash(text: str) -> str:
    """SHA-256 of a text's UTF-8 bytes, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def document_row(document: Document) -> tuple[object, ...]:
    """The columns from `source` to `page_starts`, in order."""
    return (
        document.source,
        document.text,
        text_hash(document.text),
        document.content_hash,
        document.language,
        document.title,
        document.published,
        document.publisher,
        document.author,
        json.dumps(document.page_starts),
    )


def document_from(row: tuple[Any, ...]) -> Document:
    """The record of those columns, less `text_hash`."""
    source, text, content_hash, language, title, published, publisher, author, pages = row
    return Document(
        source=source,
        text=text,
        content_hash=content_hash,
        language=language,
        title=title,
        published=published,
        publisher=publisher,
        author=author,
        page_starts=tuple(json.loads(pages)),
    )


def quotation_row(quotation: Quotation) -> tuple[object, ...]:
    """The columns after `document_id`, in order."""
    places = (quotation.speaker_span, quotation.role_span, quotation.cue_span)
    return (
        quotation.span.start,
        quotation.span.end,
        quotation.speaker,
        quotation.role,
        quotation.cue,
        quotation.direct,
        *(
            offset
            for span in places
            for offset in ((span.start, span.end) if span else (None, None))
        ),
    )


def quotation_from(row: tuple[Any, ...]) -> Quotation:
    """The record of one row, with its document's source and text in front."""
    source, text, start, end, speaker, role, cue, direct, *offsets = row
    spans = [
        Span(source, first, last) if first is not None else None
        for first, last in zip(offsets[::2], offsets[1::2], strict=True)
    ]
    return Quotation(
        Span(source, start, end), text[start:end], speaker, cue, bool(direct), role, *spans
    )
