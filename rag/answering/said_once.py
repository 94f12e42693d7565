"""The same text under several names is said once, with a citation of each.

Agencies sell their texts to many papers, and people keep files twice. Without this, an answer would
repeat itself, and the passages it is made of would be one passage many times.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dixit.index.filters import Filter
from dixit.index.records import Hit, Span
from dixit.index.search_index import SearchIndex
from dixit.index.text.tokens import words
from dixit.rag.dials import CopyDials
from dixit.rag.lang.name_matching import same_speaker
from dixit.rag.records import Block, Citation
from dixit.rag.retrieval.articles import Articles
from dixit.rag.verification.citation import cite


def unlike(hits: Sequence[Hit]) -> list[Hit]:
    """The hits without those that have the same words as a better one."""
    first: dict[str, Hit] = {}
    for hit in hits:
        first.setdefault(" ".join(words(hit.text)), hit)
    return list(first.values())


def said_once(
    blocks: Sequence[Block],
    articles: Articles,
    index: SearchIndex,
    where: Filter,
    dials: CopyDials,
) -> tuple[Block, ...]:
    """Blocks with the same words as one, each with a citation of every copy of what it cites.

    Args:
        blocks: the blocks of an answer.
        articles: where the documents are.
        index: finds the copies of a document.
        where: which passages may be cited.
        dials: when a document is a copy.

    Returns:
        The blocks, their citations numbered through from 1.
    """
    merged: dict[object, Block] = {}
    for at, block in enumerate(blocks):
        cited = list(block.citations)
        for citation in block.citations:
            if citation.counts:
                twins = _twins(
                    citation, articles, index.copies.of(citation.span.source, dials.share)
                )
                cited.extend(
                    one for one in twins if not where or index.passages_over(one.span, where)
                )
        key = (" ".join(words(block.text)), block.unproven) if cited else at
        before = merged.get(key)
        if before is None:
            merged[key] = replace(block, citations=_each_place(cited))
        else:
            cited = [*before.citations, *cited]
            merged[key] = replace(before, citations=_each_place(cited))
    numbers = itertools.count(1)
    return tuple(
        replace(block, citations=tuple(replace(c, number=next(numbers)) for c in block.citations))
        for block in merged.values()
    )


def _each_place(citations: Sequence[Citation]) -> tuple[Citation, ...]:
    """The citations, one of each place."""
    return tuple({citation.span: citation for citation in reversed(citations)}.values())[::-1]


def _twins(citation: Citation, articles: Articles, copies: Sequence[str]) -> Iterator[Citation]:
    """The citations of the same sentence in the copies of a document."""
    for source in copies:
        span = _place(citation.span, source, articles)
        if span is None or not _is_said(citation, span, articles):
            continue
        ahead = citation.span.start
        yield cite(
            citation.number,
            articles.document(source),
            span,
            speaker=citation.speaker,
            role=citation.role,
            direct=citation.direct,
            verdict=citation.verdict,
            focus=[(place.start - ahead, place.end - ahead) for place in citation.focus],
        )


def _place(span: Span, source: str, articles: Articles) -> Span | None:
    """Where another document has the same words, in the same sentence."""
    text, other = articles.document(span.source).text, articles.document(source).text
    if text == other:
        return Span(source, span.start, span.end)
    start, end = articles.article(span.source).layout.sentence_around(span.start, span.end)
    found = re.search(_spaced(text[start:end]), other)
    if found is None:
        return None
    within = re.compile(_spaced(text[span.start : span.end]))
    before = re.match(_spaced(text[start : span.start]), found[0])
    at = within.search(other, found.start() + (before.end() if before else 0), found.end())
    exact = at is not None and at[0] == text[span.start : span.end]
    return Span(source, *at.span()) if at is not None and exact else None


def _spaced(text: str) -> str:
    """A pattern for a text with any white space between its words."""
    return r"\s+".join(map(re.escape, text.split()))


def _is_said(citation: Citation, span: Span, articles: Articles) -> bool:
    """Whether the copy attributes the words to the same speaker, where they are somebody's."""
    return citation.speaker is None or any(
        quotation.span.overlaps(span) and same_speaker(quotation.speaker, citation.speaker)
        for quotation in articles.quotations([span.source])
    )
