"""An answer read back from its JSON, every place in it looked at anew."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, Protocol

from index.errors import SourceUnknown
from index.records import Document, Hit, Passage, Span
from rag.answer.records import Answer, Block, Citation, Timings
from rag.answer.usage import Usage


class Library(Protocol):
    """Where the cited documents are."""

    def document(self, source: str) -> Document:
        """The stored document of that name; `SourceUnknown` where there is none."""
        ...


def restored(record: Mapping[str, Any], library: Library) -> Answer:
    """The answer that `Answer.as_dict` wrote.

    A citation or passage whose place no longer holds its words is dropped, and a block that has
    lost what proved it is shown as proven by nothing.

    Raises:
        KeyError, TypeError, ValueError: the record is of another shape.
    """
    citations = {int(one["number"]): _citation(one) for one in record["citations"]}
    held = {n: c for n, c in citations.items() if _holds(c.span, c.quote, library)}
    blocks = tuple(_block(block, citations, held) for block in record["blocks"])
    nearest = [Hit(_passage(hit), float(hit["score"])) for hit in record["nearest"]]
    return Answer(
        question=str(record["question"]),
        language=str(record["language"]),
        answered=bool(record["answered"]),
        model=str(record["model"]),
        blocks=blocks,
        nearest=tuple(hit for hit in nearest if _holds(hit.passage.span, hit.text, library)),
        timings=Timings(**{f.name: float(record["timings_ms"][f.name]) for f in fields(Timings)}),
        asked=str(record.get("asked", "")),
        unknown_ids=int(record.get("unknown_ids", 0)),
        confidence=float(record.get("confidence", 0.0)),
        usage=Usage(**record["usage"]) if "usage" in record else None,
    )


def _block(
    record: Mapping[str, Any], given: Mapping[int, Citation], held: Mapping[int, Citation]
) -> Block:
    kept = tuple(held[number] for number in record["citations"] if number in held)
    lost = any(given[number].counts for number in record["citations"])
    proven = any(citation.counts for citation in kept)
    return Block(
        str(record["text"]),
        kept,
        unproven=bool(record.get("unproven")) or (lost and not proven),
    )


def _citation(record: Mapping[str, Any]) -> Citation:
    source = str(record["source"])
    return Citation(
        number=int(record["number"]),
        span=Span(source, int(record["start"]), int(record["end"])),
        quote=str(record["quote"]),
        speaker=record["speaker"],
        role=record.get("role"),
        direct=record.get("direct"),
        verdict=record["verdict"],
        page=record["page"],
        title=record["title"],
        published=record["published"],
        focus=tuple(Span(source, int(start), int(end)) for start, end in record["focus"]),
    )


def _passage(record: Mapping[str, Any]) -> Passage:
    span = Span(str(record["source"]), int(record["start"]), int(record["end"]))
    return Passage(span, str(record["text"]), "")


def _holds(span: Span, words: str, library: Library) -> bool:
    try:
        text = library.document(span.source).text
    except SourceUnknown:
        return False
    return 0 <= span.start < span.end and text[span.start : span.end] == words
