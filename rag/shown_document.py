"""A stored article as JSON, with a span of it marked."""

from collections.abc import Sequence

from dixit.index.records import Document, Span
from dixit.rag.parsing import boilerplate


def as_dict(
    document: Document, copies: Sequence[str], span: Span | None = None
) -> dict[str, object]:
    """The JSON of `dixit show --json`."""
    return {
        "source": document.source,
        "language": document.language,
        "title": document.title,
        "published": document.published,
        "publisher": document.publisher,
        "author": document.author,
        "evidence": document.metadata.get(boilerplate.EVIDENCE, {}),
        "debris": boilerplate.debris_in(document),
        "copies": list(copies),
        "text": document.text,
        "span": None
        if span is None
        else {
            "start": span.start,
            "end": span.end,
            "quote": document.text[span.start : span.end],
        },
    }
