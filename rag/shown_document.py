"""The stored articles as JSON: one with a span of it marked, or the list of them."""

from collections.abc import Sequence

from dixit.index.records import Document, DocumentSummary, Span
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


def listed(
    documents: Sequence[DocumentSummary], groups: Sequence[Sequence[str]]
) -> list[dict[str, object]]:
    """The JSON of `dixit sources --json`.

    Args:
        documents: the articles.
        groups: the names of those with the same text, or most of it; see `Dixit.copy_groups`.
    """
    copies = {name: [one for one in group if one != name] for group in groups for name in group}
    return [{**each.as_dict(), "copies": copies.get(each.source, [])} for each in documents]
