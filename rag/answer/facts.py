"""The sentences of the articles that answer a question, and the blocks that show them."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from index.records import Hit, Quotation, Span
from index.tokens import fold, words
from rag.answer.evidence import Evidence, enough, weigh
from rag.answer.records import Block
from rag.answer.statements import MAX_STATEMENTS, Library, statement_block
from rag.cite import cite
from rag.query import Query, joined_names
from rag.terms import Term

MAX_SENTENCES = 3
NEAR = 0.92
"""A further sentence must hold this share of the best one's weight."""
NEAR_ACROSS_ARTICLES = 0.7
"""The same for the best sentence of another article, where the question asks for several."""
NEAR_IN_ARTICLE = 0.95
"""The same for a further sentence of one article, where the question asks for several things."""


def find_facts(
    query: Query,
    terms: Sequence[Term],
    hits: Sequence[Hit],
    library: Library,
) -> list[Evidence]:
    """The sentences that hold the answer; none where none holds enough."""
    ranked = weigh(query, terms, hits, library.document)
    fit = [evidence for evidence in ranked if enough(query, evidence)]
    chosen = _chosen(query, fit) if fit else _of_each(query, terms, hits, library)
    most = MAX_STATEMENTS if query.asks_several else MAX_SENTENCES
    return _distinct(chosen)[:most]


def fact_blocks(
    query: Query, facts: Sequence[Evidence], heard: Sequence[Quotation], library: Library
) -> tuple[Block, ...]:
    """A block a sentence; one that somebody is quoted with is given as their statement."""
    blocks: list[Block] = []
    given: set[Span] = set()
    for evidence in facts:
        quoted = next((q for q in heard if q.direct and _lies_in(evidence.span, q.span)), None)
        quoted = quoted or next((q for q in heard if _introduces(evidence.span, q)), None)
        if quoted is None:
            blocks.append(_sentence_block(len(blocks) + 1, evidence, library))
        elif quoted.span not in given:
            given.add(quoted.span)
            blocks.append(statement_block(len(blocks) + 1, quoted, query.language, library))
    return tuple(blocks)


def _sentence_block(number: int, evidence: Evidence, library: Library) -> Block:
    document = library.document(evidence.span.source)
    before = evidence.span.start - evidence.told.start
    focus = [(start + before, end + before) for start, end in evidence.focus]
    citation = cite(number, document, evidence.told, focus=focus)
    return Block(citation.quote, (citation,))


def _lies_in(sentence: Span, quotation: Span) -> bool:
    """Whether a sentence is quoted words, but for its marks."""
    shared = min(sentence.end, quotation.end) - max(sentence.start, quotation.start)
    near = shared >= 0.9 * (sentence.end - sentence.start)
    return sentence.source == quotation.source and near


def _introduces(sentence: Span, quotation: Quotation) -> bool:
    """Whether a sentence tells who speaks and holds but a part of what they say."""
    speaker, said = quotation.speaker_span, quotation.span
    if speaker is None or not quotation.direct or not speaker.overlaps(sentence):
        return False
    return sentence.overlaps(said) and not (
        sentence.start <= said.start and said.end <= sentence.end
    )


def _chosen(query: Query, ranked: Sequence[Evidence]) -> list[Evidence]:
    """The sentences near the best; where several articles are asked for, the best of each."""
    best = ranked[0]
    if query.asks_several:
        first: dict[str, Evidence] = {}
        for evidence in ranked:
            first.setdefault(evidence.hit.source, evidence)
        least = NEAR_ACROSS_ARTICLES * best.weight
        return [
            e
            for e in ranked
            if e.weight >= max(least, NEAR_IN_ARTICLE * first[e.hit.source].weight)
        ]
    of_article: dict[str, Evidence] = {}
    for evidence in ranked:
        of_article.setdefault(evidence.hit.source, evidence)
    near = NEAR * best.weight
    return [e for e in of_article.values() if e.weight >= near and e.fits == best.fits]


def _distinct(ranked: Sequence[Evidence]) -> list[Evidence]:
    """Each wording once, the best placed."""
    first: dict[str, Evidence] = {}
    for evidence in ranked:
        first.setdefault(fold(evidence.text), evidence)
    return list(first.values())


def _of_each(
    query: Query, terms: Sequence[Term], hits: Sequence[Hit], library: Library
) -> list[Evidence]:
    """The best sentence for each of the names that a question puts side by side.

    Of each group of names that stand in one article together, and that no other article holds, one
    sentence is given; it need not hold what the question tells of the others.
    """
    joined = joined_names(query)
    found: list[Evidence] = []
    for names in _groups(joined, hits, library):
        others = {w for other in joined if other not in names for w in words(other)}
        others -= {w for name in names for w in words(name)}
        narrowed = [term for term in terms if term.word not in others]
        clause = _clause(query, names, joined)
        for asked in (narrowed, [t for t in narrowed if t.is_name or t.word in clause]):
            needed = [name for name in query.names if name in names or name not in joined]
            ranked = weigh(replace(query, asks_several=True), asked, hits, library.document, needed)
            fit = [evidence for evidence in ranked if enough(query, evidence)]
            if fit:
                found.append(fit[0])
                break
    return found


def _groups(joined: Sequence[str], hits: Sequence[Hit], library: Library) -> list[tuple[str, ...]]:
    """The joined names, parted by the articles that hold most of them; each name once."""
    held = []
    for source in dict.fromkeys(hit.source for hit in hits):
        known = set(words(library.document(source).text))
        held.append(tuple(name for name in joined if set(words(name)) <= known))
    groups: list[tuple[str, ...]] = []
    for names in sorted(held, key=len, reverse=True):
        left = tuple(n for n in names if not any(n in group for group in groups))
        if left:
            groups.append(left)
    return sorted(groups, key=lambda group: joined.index(group[0]))


def _clause(query: Query, names: Sequence[str], joined: Sequence[str]) -> set[str]:
    """The words before the first of all joined names, and those up to the next of the others."""
    at = sorted((query.text.find(name), name in names) for name in joined)
    told = words(query.text[: at[0][0]])
    for (start, own), (end, _) in pairwise([*at, (len(query.text), False)]):
        if own:
            told += words(query.text[start:end])
    return set(told)
