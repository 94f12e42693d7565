"""The sentences of the articles that answer a question, and the blocks that show them."""

import re
from collections.abc import Sequence
from dataclasses import replace

from dixit.index.records import Hit, Quotation, Span
from dixit.index.text.tokens import fold, words
from dixit.rag.answering.extractive.ranker import Judged
from dixit.rag.answering.extractive.sentence_scoring import Evidence, enough, weigh
from dixit.rag.answering.extractive.statements import statement_block
from dixit.rag.dials import Dials, FactDials, ReadingDials
from dixit.rag.lang.lexicons import generic
from dixit.rag.parsing.injection import is_planted
from dixit.rag.question.clauses import clauses_of
from dixit.rag.question.query import Query
from dixit.rag.question.question import Question
from dixit.rag.question.terms import Term, name_words
from dixit.rag.records import Block
from dixit.rag.retrieval.articles import Articles
from dixit.rag.verification.citation import cite


def find_facts(
    question: Question,
    judged: Sequence[Judged],
    hits: Sequence[Hit],
    articles: Articles,
    dials: Dials,
) -> list[Evidence]:
    """The sentences that hold the answer, best first; none where none is likely enough.

    Args:
        question: what is asked.
        judged: the candidates with their probabilities, best first.
        hits: the passages found.
        articles: where the documents are.
        dials: the numbers that decide an answer.

    Returns:
        Evidence whose `weight` is its probability; or, of a question for several things, the share
        of the question that it holds.
    """
    query = question.query
    fit = _likely(judged, articles, dials.reading)
    chosen = _of_each(query, question.terms, hits, articles, dials)
    if len(chosen) < 2 and query.asks_several:
        chosen = _of_several(question, hits, articles, dials) or chosen
    elif len(chosen) < 2:
        chosen = []
    if not chosen and fit:
        chosen = _chosen(fit, dials.facts)
        chosen += _other_sides(fit, chosen, dials.facts)
    most = dials.facts.most_of_several if query.asks_several else dials.facts.most
    return _distinct(chosen)[:most]


def _likely(judged: Sequence[Judged], articles: Articles, dials: ReadingDials) -> list[Evidence]:
    """The candidates, if the best is likely enough; else those with nearly all of the question."""
    rows = [one for one in judged if not _is_planted(one.candidate.span, articles)]
    if rows and rows[0].probability < dials.least:
        rows = [
            one
            for one in rows
            if one.probability >= dials.least_by_words
            and one.candidate.evidence.fits
            and one.candidate.evidence.weight >= dials.by_words
        ]
    return [
        replace(one.candidate.evidence, weight=one.probability, focus=_focus(one, dials))
        for one in rows
    ]


def _focus(one: Judged, dials: ReadingDials) -> tuple[tuple[int, int], ...]:
    """The words that answer, in characters of the sentence: the model's, or those of the rules.

    None where the model is sure of nearly the whole sentence.
    """
    reading, span = one.candidate.reading, one.candidate.span
    if reading is None or reading.words_odds < dials.words:
        return one.candidate.evidence.focus
    start, end = reading.words
    if start >= end or end - start > dials.words_most * (span.end - span.start):
        return ()
    return ((start - span.start, end - span.start),)


def fact_blocks(
    question: Question,
    facts: Sequence[Evidence],
    heard: Sequence[Quotation],
    articles: Articles,
    dials: FactDials,
) -> tuple[Block, ...]:
    """A block a sentence; one that somebody is quoted with is given as their statement."""
    blocks: list[Block] = []
    given: set[Span] = set()
    for evidence in facts:
        quoted = next(
            (q for q in heard if q.direct and _lies_in(evidence.span, q.span, dials)), None
        )
        if quoted is None and question.wanted != "person":
            quoted = next((q for q in heard if _introduces(evidence.span, q)), None)
        if quoted is None:
            blocks.append(_sentence_block(len(blocks) + 1, evidence, articles))
        elif quoted.span not in given:
            given.add(quoted.span)
            article = articles.article(quoted.span.source)
            blocks.append(statement_block(len(blocks) + 1, quoted, question.language, article))
    return tuple(blocks)


def _sentence_block(number: int, evidence: Evidence, articles: Articles) -> Block:
    document = articles.document(evidence.span.source)
    told = evidence.span if _is_planted(evidence.told, articles) else evidence.told
    before = evidence.span.start - told.start
    focus = [(start + before, end + before) for start, end in evidence.focus]
    citation = cite(number, document, told, focus=focus)
    return Block(citation.quote, (citation,))


def _is_planted(place: Span, articles: Articles) -> bool:
    """Whether a place holds an order to a machine, which answers nothing."""
    return is_planted(articles.article(place.source).layout, place.start, place.end)


def _lies_in(sentence: Span, quotation: Span, dials: FactDials) -> bool:
    """Whether a sentence is quoted words, but for its marks."""
    shared = min(sentence.end, quotation.end) - max(sentence.start, quotation.start)
    near = shared >= dials.quoted * (sentence.end - sentence.start)
    return sentence.source == quotation.source and near


def _introduces(sentence: Span, quotation: Quotation) -> bool:
    """Whether a sentence tells who speaks and holds but a part of what they say."""
    speaker, said = quotation.speaker_span, quotation.span
    if speaker is None or not quotation.direct or not speaker.overlaps(sentence):
        return False
    return sentence.overlaps(said) and not (
        sentence.start <= said.start and said.end <= sentence.end
    )


def _of_several(
    question: Question, hits: Sequence[Hit], articles: Articles, dials: Dials
) -> list[Evidence]:
    """The sentences of several articles that hold enough of the question's words, the best of each.

    One probability is no guide here: several sentences answer, and each is one of them.
    """
    query = question.query
    fit = [
        evidence
        for evidence in weigh(query, question.terms, hits, articles, dials.sentences)
        if enough(query, evidence, dials.sentences) and not _is_planted(evidence.span, articles)
    ]
    first: dict[str, Evidence] = {}
    for evidence in fit:
        first.setdefault(evidence.hit.source, evidence)
    least = dials.facts.near_across_articles * fit[0].weight if fit else 0.0
    near = dials.facts.near_in_article
    return [e for e in fit if e.weight >= max(least, near * first[e.hit.source].weight)]


def _chosen(ranked: Sequence[Evidence], dials: FactDials) -> list[Evidence]:
    """The sentences to show, the likeliest first.

    The fewest that together hold the answer likely enough: one where the reader is sure, up to
    three where it is not.
    """
    best = ranked[0]
    chosen: list[Evidence] = []
    for evidence in ranked:
        covered = sum(one.weight for one in chosen)
        if chosen and (covered >= dials.cover or evidence.weight < dials.near * best.weight):
            break
        chosen.append(evidence)
    return chosen


def _other_sides(
    ranked: Sequence[Evidence], chosen: Sequence[Evidence], dials: FactDials
) -> list[Evidence]:
    """Likely sentences of other articles whose words answer otherwise, the best of each article."""
    told = [chosen[0]]
    for evidence in ranked:
        if evidence.weight < dials.other_side:
            break
        elsewhere = all(evidence.span.source != one.span.source for one in (*told, *chosen))
        if elsewhere and all(_differ(evidence, one) for one in told):
            told.append(evidence)
    return told[1:]


def _differ(one: Evidence, other: Evidence) -> bool:
    """Whether the words that answer are others, and neither has but more of the same."""
    if len(one.focus) != 1 or len(other.focus) != 1:
        return False
    mine, theirs = (set(words(e.text[slice(*e.focus[0])])) for e in (one, other))
    return bool(mine and theirs) and not (mine <= theirs or theirs <= mine)


def _distinct(ranked: Sequence[Evidence]) -> list[Evidence]:
    """Each wording once, the best placed."""
    first: dict[str, Evidence] = {}
    for evidence in ranked:
        first.setdefault(fold(evidence.text), evidence)
    return list(first.values())


def _of_each(
    query: Query, terms: Sequence[Term], hits: Sequence[Hit], articles: Articles, dials: Dials
) -> list[Evidence]:
    """The best sentence for each clause of a question that puts names side by side.

    It need not hold what the question tells of the others. None where one clause has its names in
    no article.
    """
    clauses = clauses_of(query)
    if len(clauses) > 1:
        names_held = _names_held(terms, hits, articles)
        clauses = _merged(clauses, query.names, names_held)
    if len(clauses) == 1:
        return []
    told = [[name for name in query.names if name in clause] for clause in clauses]
    plain = {term.word for term in terms if not term.is_name} - generic()
    parted = all(plain & set(words(clause)) for clause in clauses)
    head = words(query.text[: query.text.find(told[0][0])])
    found: list[Evidence] = []
    for clause, names in zip(clauses, told, strict=True):
        own = {word for name in names for word in name_words(name)}
        held = [known for known in names_held if own <= known]
        if not held:
            return []
        others = {w for other in _others(names, told, held) for w in name_words(other)} - own
        narrowed = [term for term in terms if term.word not in others]
        alone = [term for term in narrowed if term.word in words(clause)]
        near = [term for term in narrowed if term.is_name or term.word in (*head, *words(clause))]
        for asked in (alone, narrowed) if parted else (narrowed, near):
            several = replace(query, asks_several=True)
            ranked = weigh(several, asked, hits, articles, dials.sentences, names)
            best = next(
                (
                    e
                    for e in ranked
                    if enough(query, e, dials.sentences) and not _is_planted(e.span, articles)
                ),
                None,
            )
            if best is not None:
                found.append(best)
                break
    return found


def _names_held(terms: Sequence[Term], hits: Sequence[Hit], articles: Articles) -> list[set[str]]:
    """For each article the words of the question's names that it holds, in any of their forms."""
    sources = dict.fromkeys(hit.source for hit in hits)
    stems = [(articles.stems(source), articles.document(source).language) for source in sources]
    return [{t.word for t in terms if t.is_name and t.held(*known) > 0} for known in stems]


def _merged(
    clauses: Sequence[str], names: Sequence[str], articles: Sequence[set[str]]
) -> list[str]:
    """The clauses, those as one whose names are a pair that one article holds: "A and B"."""
    merged = [clauses[0]]
    for clause in clauses[1:]:
        pairs = (
            (one, two)
            for one in names
            for two in names
            if merged[-1].rstrip().endswith(one)
            and re.match(rf"(?:et|and|&)\s(?:l['’]|l[ea]\s|the\s)?{re.escape(two)}", clause)
        )
        if any({*name_words(a), *name_words(b)} <= known for a, b in pairs for known in articles):
            merged[-1] += clause
        else:
            merged.append(clause)
    return merged


def _others(
    names: Sequence[str], told: Sequence[Sequence[str]], articles: Sequence[set[str]]
) -> list[str]:
    """The names that are not meant for a clause.

    Those are that stand away from what joins the clauses, and in an article with the clause's own:
    "what did A and B sign with C?"
    """
    sides = {clause[-1] for clause in told[:-1]} | {clause[0] for clause in told[1:]}
    rest = [name for clause in told for name in clause if name not in names]
    return [
        n for n in rest if n in sides or not any(set(name_words(n)) <= known for known in articles)
    ]
