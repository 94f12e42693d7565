"""Restores a saved answer: checks every citation against the articles as they are now."""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from dixit.index.errors import SourceUnknown
from dixit.index.records import Document, Hit, Passage, Span
from dixit.rag.records import Answer, Block, Citation, Timings
from dixit.rag.retrieval.articles import Documents
from dixit.rag.usage import Usage
from dixit.rag.verification.citation import cite
from dixit.rag.verification.relocation import relocated


def restored(record: Mapping[str, Any], library: Documents) -> Answer:
    """Read an answer from the dictionary of `Answer.as_dict`, and check its citations again.

    Args:
        record: the saved answer.
        library: the stored documents.

    Returns:
        The answer, as `looked_at_anew` returns it.

    Raises:
        ValueError: the record does not have the form of an answer.
    """
    try:
        answer = _answer(record)
    except (KeyError, TypeError) as error:
        raise ValueError("the record is no answer's") from error
    return looked_at_anew(answer, library)


def _answer(record: Mapping[str, Any]) -> Answer:
    """The answer of a record, not checked."""
    citations = {int(one["number"]): _citation(one) for one in record["citations"]}
    return Answer(
        question=str(record["question"]),
        language=str(record["language"]),
        answered=bool(record["answered"]),
        model=str(record["model"]),
        blocks=tuple(_block(block, citations) for block in record["blocks"]),
        nearest=tuple(Hit(_passage(hit), float(hit["score"])) for hit in record["nearest"]),
        timings=Timings(**{f.name: float(record["timings_ms"][f.name]) for f in fields(Timings)}),
        asked=str(record.get("asked", "")),
        unknown_ids=int(record.get("unknown_ids", 0)),
        confidence=float(record.get("confidence", 0.0)),
        usage=Usage(**record["usage"]) if "usage" in record else None,
    )


def looked_at_anew(answer: Answer, library: Documents) -> Answer:
    """Check each citation of an answer against the current text.

    Args:
        answer: an earlier answer.
        library: the stored documents.

    Returns:
        The answer with each citation at the current place of its words. A citation whose words or
        article are gone is marked as lost and keeps its old quote. A block without any valid
        citation left is marked as unproven. Passages that are gone are left out.
    """
    shelf = _Shelf(library)
    return replace(
        answer,
        blocks=tuple(_proven(block, shelf) for block in answer.blocks),
        nearest=tuple(now for hit in answer.nearest if (now := _hit(hit, shelf))),
    )


class _Shelf:
    """The cited documents, each fetched only once."""

    def __init__(self, library: Documents) -> None:
        self._library = library
        self._documents: dict[str, Document | None] = {}

    def document(self, source: str) -> Document | None:
        """The stored document; None if it is gone."""
        if source not in self._documents:
            try:
                self._documents[source] = self._library.document(source)
            except SourceUnknown:
                self._documents[source] = None
        return self._documents[source]


def _proven(block: Block, shelf: _Shelf) -> Block:
    now = tuple(_now(citation, shelf) for citation in block.citations)
    lost = any(citation.lost for citation in now)
    proven = any(citation.counts for citation in now)
    return replace(block, citations=now, unproven=not proven and (lost or block.unproven))


def _now(citation: Citation, shelf: _Shelf) -> Citation:
    """The citation at the current place of its words, or marked as lost."""
    verdict = citation.was or citation.verdict
    document = shelf.document(citation.span.source)
    if document is None:
        return replace(citation, verdict="unsupported", lost="article", was=verdict)
    before = citation.span
    place = relocated(document.text, citation.quote, before.start)
    if place is None:
        return replace(citation, verdict="unsupported", lost="words", was=verdict)
    span = Span(before.source, *place)
    now = cite(
        citation.number,
        document,
        span,
        speaker=citation.speaker,
        role=citation.role,
        direct=citation.direct,
        verdict=verdict,
        # If the spelling has changed, the old offsets of the focus no longer fit.
        focus=[(at.start - before.start, at.end - before.start) for at in citation.focus]
        if document.text[span.start : span.end] == citation.quote
        else (),
    )
    return replace(now, moved=citation.moved or span.start != before.start)


def _hit(hit: Hit, shelf: _Shelf) -> Hit | None:
    document = shelf.document(hit.source)
    place = relocated(document.text, hit.text, hit.start) if document else None
    if document is None or place is None:
        return None
    passage = Passage(Span(hit.source, *place), document.text[slice(*place)], hit.passage.language)
    return replace(hit, passage=passage)


def _block(record: Mapping[str, Any], citations: Mapping[int, Citation]) -> Block:
    return Block(
        str(record["text"]),
        tuple(citations[number] for number in record["citations"]),
        unproven=bool(record.get("unproven")),
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
        page_label=record.get("page_label"),
        ocr_confidence=record.get("ocr_confidence"),
        url=record.get("url"),
        title=record["title"],
        published=record["published"],
        publisher=record.get("publisher"),
        focus=tuple(Span(source, int(start), int(end)) for start, end in record["focus"]),
        moved=bool(record.get("moved")),
        lost=record.get("lost"),
        was=record.get("was"),
    )


def _passage(record: Mapping[str, Any]) -> Passage:
    span = Span(str(record["source"]), int(record["start"]), int(record["end"]))
    return Passage(span, str(record["text"]), "")
