"""A stored article as JSON, with a span of it marked."""

from dixit.index.records import Document, Span
from dixit.rag.parsing import boilerplate


def as_dict(document: Document, span: Span | None = None) -> dict[str, object]:
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
        "text": document.text,
        "span": None
        if span is None
        else {
            "start": span.start,
            "end": span.end,
            "quote": document.text[span.start : span.end],
        },
    }
