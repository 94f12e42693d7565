"""The answerer that needs no model: it answers in the articles' own words.

Asked what somebody said, it gives their statements; asked for a fact, the sentences that hold
it. Every block is words of one document, cited where they stand. Asked what the articles do not
tell, it says so.
"""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from index.records import Hit, Quotation, Span
from index.tokens import fold, words
from rag.answer.about import about_article
from rag.answer.evidence import Evidence, enough, weigh
from rag.answer.offices import UNHELD, Office, about_office, described, rank
from rag.answer.records import Block
from rag.answer.statements import (
    MAX_STATEMENTS,
    Library,
    by_description,
    describing,
    on_subject,
    said_by,
    statement_block,
    statement_blocks,
)
from rag.answer.wording import say
from rag.cite import cite
from rag.query import Query, joined_names
from rag.speakers import matches_name, same_speaker
from rag.terms import Term, is_common, name_words, terms_of

NAME = "quoting"


MAX_SENTENCES = 3


LOOKED_AT = 20
"""Passages in which an answer is looked for."""


NEAR = 0.92
"""A further sentence must hold this share of the best one's weight."""


MARGIN = 0.1
"""By how much a sentence must hold more than a statement of the one named."""


NEAR_ACROSS_ARTICLES = 0.7
"""The same for the best sentence of another article, where the question asks for several."""


NEAR_IN_ARTICLE = 0.95
"""The same for a further sentence of one article, where the question asks for several things."""


def answer(
    query: Query,
    hits: Sequence[Hit],
    spoken: Sequence[Quotation],
    heard: Sequence[Quotation],
    library: Library,
) -> tuple[bool, tuple[Block, ...]]:
    """Whether the articles answer, and the blocks that do or that say why not.

    `hits` are the passages found, best first; `spoken` the statements of those whom the question
    names as speakers; `heard` all statements in the hits' documents, where it asks for words.
    """
    if (told := about_article(query, hits, library)) is not None:
        return True, (told,)
    query = replace(query, names=(*query.names, *_names_in_small(query, hits)))
    terms = terms_of(query, library)
    missing = _missing(query, terms)
    if missing:
        return False, (
            Block(say("unknown", query.language, names=_listed(missing, query.language))),
        )
    if (held := about_office(query, terms, hits, library)) is not None:
        return held
    if query.asks_who and heard and (said := said_by(query, terms, heard, library)):
        return True, said
    facts = _facts(query, terms, hits, library)
    office = described(query.text, query, terms)
    meant = _by_office(office, heard, library) if office else []
    # "Renault's chief" is not Renault.
    house = office is not None and all(set(words(n)) <= set(office.houses) for n in query.speakers)
    if spoken and not (meant and house):
        return _statements(query, terms, spoken, facts, library)
    if not meant and query.may_ask_words:
        meant = by_description(terms, heard, library)
    if meant:
        known = set(map(id, describing(terms, meant[0], library)))
        subject = [term for term in terms if id(term) not in known]
        score, chosen = on_subject(subject, meant, library)
        plainly = query.asks_words or (office is not None and query.may_ask_words)
        asks = plainly or (subject and (not facts or score > facts[0].weight))
        if chosen and asks:
            return True, statement_blocks(query, chosen, library)
        if query.asks_words and office:
            return False, (Block(say("off_topic", query.language, name=meant[0].speaker)),)
    if query.asks_words and office and not meant:
        return False, (Block(say("nothing", query.language)),)
    if query.speakers:
        return False, (Block(say("silent", query.language, name=query.speakers[0])),)
    if not facts:
        return False, (Block(say("nothing", query.language)),)
    return True, _fact_blocks(query, facts, heard, library)


def _by_office(
    office: Office, heard: Sequence[Quotation], library: Library
) -> list[Quotation]:
    """The statements of those who hold an office."""
    ranks = [
        rank(office, q.role or q.speaker, library.document(q.span.source).language) for q in heard
    ]
    best = min(ranks, default=UNHELD)
    return [q for q, at in zip(heard, ranks, strict=True) if at == best != UNHELD]


def _names_in_small(query: Query, hits: Sequence[Hit]) -> tuple[str, ...]:
    """Names that the question writes without a capital, and the passages never do."""
    known = {word for name in query.names for word in words(name)}
    found = []
    for word in query.topic:
        if word in known or word in query.kinds or len(word) < 3 or word[0].isdigit():
            continue
        pattern = re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE)
        written = [m[0] for hit in hits for m in pattern.finditer(hit.text)]
        common = is_common(word, query.language)
        if written and not common and all(form[0].isupper() for form in written):
            found.append(word)
    return tuple(found)


def _missing(query: Query, terms: Sequence[Term]) -> tuple[str, ...]:
    """Names and numbers of the question that stand nowhere in the articles."""
    unknown = {term.word for term in terms if term.is_name and not term.is_known}
    names = [name for name in query.names if unknown & set(name_words(name))]
    numbers = [term.word for term in terms if term.word in unknown and term.word[0].isdigit()]
    return tuple(dict.fromkeys((*names, *numbers)))


def _statements(
    query: Query,
    terms: Sequence[Term],
    spoken: Sequence[Quotation],
    facts: Sequence[Evidence],
    library: Library,
) -> tuple[bool, tuple[Block, ...]]:
    """What those said who are named; or the facts, where the question may as well ask for these."""
    by_speaker: dict[str, list[Quotation]] = {}
    for quotation in spoken:
        by_speaker.setdefault(quotation.speaker, []).append(quotation)
    speaking = {word for name in query.speakers for word in words(name)}
    subject = [term for term in terms if term.word not in speaking]
    scored = [on_subject(subject, said, library) for said in by_speaker.values()]
    best = max(score for score, _ in scored)
    chosen = [quotation for _, said in scored for quotation in said]
    if facts and not (query.asks_words and chosen) and _is_told(query, facts[0], spoken, best):
        return True, _fact_blocks(query, facts, spoken, library)
    if not chosen:
        return False, (Block(say("off_topic", query.language, name=spoken[0].speaker)),)
    silent = tuple(
        Block(say("silent", query.language, name=name))
        for name in query.speakers
        if not any(matches_name(quotation.speaker, name) for quotation in spoken)
    )
    return True, (*statement_blocks(query, chosen, library), *silent)


def _is_told(query: Query, fact: Evidence, spoken: Sequence[Quotation], statement: float) -> bool:
    """Whether a sentence answers better than what the one named says, and is no part of that."""
    places = [place for q in spoken for place in (q.span, q.speaker_span) if place is not None]
    if any(place.overlaps(fact.span) for place in places):
        return False
    named = {word for name in query.speakers for word in words(name)}
    if query.asks_words and not named <= set(words(fact.text)):
        return False
    return fact.weight > statement + MARGIN


def _facts(
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


def _fact_blocks(
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


def _groups(
    joined: Sequence[str], hits: Sequence[Hit], library: Library
) -> list[tuple[str, ...]]:
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


def together(
    parts: Sequence[tuple[str, bool, tuple[Block, ...]]], language: str
) -> tuple[bool, tuple[Block, ...]]:
    """The answers to the parts of a question as one, citations numbered through.

    A part without an answer is named, where another has one.
    """
    if not any(answered for _, answered, _ in parts):
        return False, parts[0][2]
    blocks: list[Block] = []
    numbers = itertools.count(1)
    for question, answered, given in parts:
        if not answered:
            blocks.append(Block(say("part", language, question=question)))
            continue
        for block in given:
            citations = tuple(replace(c, number=next(numbers)) for c in block.citations)
            blocks.append(replace(block, citations=citations))
    return True, tuple(blocks)


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


def _sentence_block(number: int, evidence: Evidence, library: Library) -> Block:
    document = library.document(evidence.span.source)
    before = evidence.span.start - evidence.told.start
    focus = [(start + before, end + before) for start, end in evidence.focus]
    citation = cite(number, document, evidence.told, focus=focus)
    return Block(citation.quote, (citation,))


def speakers_meant(name: str, speakers: Iterable[str]) -> list[str]:
    """Those of the stored speakers whom a name means, best match of names only."""
    known = list(speakers)
    exact = [speaker for speaker in known if same_speaker(speaker, name)]
    return exact or [speaker for speaker in known if matches_name(speaker, name)]


def _listed(names: Sequence[str], language: str) -> str:
    last = " et " if language == "fr" else " and "
    return last.join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
