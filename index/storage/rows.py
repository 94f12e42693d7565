"""Conversion between records and database rows."""

import hashlib
import json
from typing import Any

from dixit.index.records import Document, IndexedDocument, Quotation, Span


def text_hash(text: str) -> str:
    """SHA-256 of the UTF-8 bytes of a text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


DOCUMENT_COLUMNS = (
    "source, text_hash, characters, content_hash, language, title, published, publisher, author, "
    "page_starts, metadata, origin, recipe"
)


def document_row(entry: IndexedDocument) -> tuple[object, ...]:
    """The values of `DOCUMENT_COLUMNS` for a document."""
    document = entry.document
    return (
        document.source,
        text_hash(document.text),
        len(document.text),
        document.content_hash,
        document.language,
        document.title,
        document.published,
        document.publisher,
        document.author,
        json.dumps(document.page_starts),
        json.dumps(dict(document.metadata), ensure_ascii=False),
        entry.origin,
        entry.recipe,
    )


def document_from(row: tuple[Any, ...], text: str) -> Document:
    """The document of a row of `DOCUMENT_COLUMNS` and a text."""
    source, _, _, content_hash, language, title, published, publisher, author, pages, metadata = (
        row[:11]
    )
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
        metadata=json.loads(metadata),
    )


QUOTATION_COLUMNS = (
    'start, "end", speaker, role, cue, direct, speaker_start, speaker_end, role_start, role_end, '
    "cue_start, cue_end"
)


def quotation_row(quotation: Quotation) -> tuple[object, ...]:
    """The values of `QUOTATION_COLUMNS` for a quotation."""
    spans = (quotation.speaker_span, quotation.role_span, quotation.cue_span)
    return (
        quotation.span.start,
        quotation.span.end,
        quotation.speaker,
        quotation.role,
        quotation.cue,
        int(quotation.direct),
        *(
            offset
            for span in spans
            for offset in ((span.start, span.end) if span else (None, None))
        ),
    )


def quotation_from(row: tuple[Any, ...], source: str, text: str) -> Quotation:
    """The quotation of a row of `QUOTATION_COLUMNS`.

    Args:
        row: the values.
        source: name of the document.
        text: text of the document, from which the quoted words are cut.
    """
    start, end, speaker, role, cue, direct, *offsets = row
    spans = [
        Span(source, first, last) if first is not None else None
        for first, last in zip(offsets[::2], offsets[1::2], strict=True)
    ]
    return Quotation(
        Span(source, start, end), text[start:end], speaker, cue, bool(direct), role, *spans
    )
