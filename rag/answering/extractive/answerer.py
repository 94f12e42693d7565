"""The answerer that needs no model: it answers in the articles' own words.

Asked what somebody said, it gives their statements; asked for a fact, the sentences that hold
it. Every block is words of one document, cited where they stand. Asked what the articles do not
tell, it says so.
"""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from dixit.index.records import Hit, Quotation
from dixit.index.text.tokens import words
from dixit.rag.answering.extractive.bibliography import about_article
from dixit.rag.answering.extractive.facts import fact_blocks, find_facts
from dixit.rag.answering.extractive.offices import UNHELD, Office, about_office, described, rank
from dixit.rag.answering.extractive.sentence_scoring import Evidence, weigh
from dixit.rag.answering.extractive.statements import (
    by_description,
    describing,
    on_subject,
    said_by,
    statement_blocks,
)
from dixit.rag.answering.refusal.refusals import NOTHING, Refusal, Reply
from dixit.rag.lang.name_matching import is_pronoun, matches_name, same_speaker
from dixit.rag.lang.quantities import numbers_in
from dixit.rag.messages import say
from dixit.rag.question.query import Query
from dixit.rag.question.question import Question
from dixit.rag.question.terms import Term, name_words
from dixit.rag.records import Block
from dixit.rag.retrieval.articles import Articles

NAME = "quoting"


LOOKED_AT = 20
"""Passages in which an answer is looked for."""


BAR = 0.25
"""The weight of evidence, 0 to 1, under which a chat model is not asked."""


MARGIN = 0.1
"""By how much a sentence must hold more than a statement of the one named."""


_DATE = re.compile(r"\b\d{1,4}([/.-])\d{1,2}\1\d{1,4}\b")


def answer(
    question: Question,
    hits: Sequence[Hit],
    spoken: Sequence[Quotation],
    heard: Sequence[Quotation],
    articles: Articles,
) -> Reply:
    """The blocks that answer, or why none do.

    `hits` are the passages found, best first; `spoken` the statements of those whom the question
    names as speakers; `heard` all statements in the hits' documents, where it asks for words.
    """
    query, terms = question.query, question.terms
    if (told := about_article(question.written, hits, articles)) is not None:
        return Reply((told,))
    if missing := _missing(query, terms, hits):
        return Reply(refusal=Refusal("unknown", missing))
    if (held := about_office(question, hits, articles)) is not None:
        return held
    if query.asks_who and heard and (said := said_by(question, heard, articles)):
        return Reply(said)
    facts = find_facts(question, hits, articles)
    office = described(query.text, query, terms)
    meant = _by_office(office, heard, articles) if office else []
    # "Renault's chief" is not Renault.
    house = office is not None and all(set(words(n)) <= set(office.houses) for n in query.speakers)
    if spoken and not (meant and house):
        return _statements(question, spoken, facts, articles)
    if office is None and query.may_ask_words:
        meant = by_description(terms, heard, articles)
    if meant:
        known = {term.word for term in describing(terms, meant[0], articles)}
        known |= office.named if office else frozenset()
        subject = [term for term in terms if term.word not in known]
        score, chosen = on_subject(subject, meant, articles)
        plainly = query.asks_words or (office is not None and query.may_ask_words)
        asks = plainly or (subject and (not facts or score > facts[0].weight))
        if chosen and asks:
            return Reply(statement_blocks(question, chosen, articles))
        if query.asks_words and office:
            return Reply(refusal=Refusal("off_topic", (meant[0].speaker,)))
    if query.asks_words and office and not meant:
        return NOTHING
    if query.speakers:
        return Reply(refusal=Refusal("silent", query.speakers[:1]))
    if not facts:
        return NOTHING
    return Reply(fact_blocks(question, facts, heard, articles))


def without_model(
    question: Question, hits: Sequence[Hit], spoken: Sequence[Quotation], articles: Articles
) -> Reply | None:
    """What needs no model, as `answer` gives it: a fact about an article, answered, and what the
    passages say too little of to be worth a model's time, refused; None where one may answer."""
    if (told := about_article(question.written, hits, articles)) is not None:
        return Reply((told,))
    if missing := _missing(question.query, question.terms, hits):
        return Reply(refusal=Refusal("unknown", missing))
    best = next(iter(weigh(question.query, question.terms, hits, articles, ())), None)
    if spoken or (best is not None and best.weight >= BAR):
        return None
    return NOTHING


def _by_office(office: Office, heard: Sequence[Quotation], articles: Articles) -> list[Quotation]:
    """The statements of those who hold an office."""
    heard = [quotation for quotation in heard if quotation.speaker]
    ranks = [
        rank(office, q.role or q.speaker, articles.document(q.span.source).language) for q in heard
    ]
    best = min(ranks, default=UNHELD)
    return [q for q, at in zip(heard, ranks, strict=True) if at == best != UNHELD]


def _missing(query: Query, terms: Sequence[Term], hits: Sequence[Hit]) -> tuple[str, ...]:
    """Names and numbers of the question that no passage holds; a date is no number."""
    unknown = {term.word for term in terms if term.is_name and not term.is_known}
    named = [name for name in query.names if unknown & set(name_words(name))]
    names = [name for name in named if not is_pronoun(name)]
    unknown -= {word for date in _DATE.finditer(query.text) for word in words(date[0])}
    unknown -= {word for name in named for word in name_words(name)}
    numbers = [term.word for term in terms if term.word in unknown and term.word[0].isdigit()]
    if numbers:
        # An article may write them otherwise: "24" as "vingt-quatre".
        held = (numbers_in(hit.text, hit.passage.language) for hit in hits)
        written = frozenset[str]().union(*held)
        numbers = [number for number in numbers if number not in written]
    return tuple(dict.fromkeys((*names, *numbers)))


def _statements(
    question: Question,
    spoken: Sequence[Quotation],
    facts: Sequence[Evidence],
    articles: Articles,
) -> Reply:
    """What those said who are named; or the facts, where the question may as well ask for these."""
    query, terms = question.query, question.terms
    by_speaker: dict[str, list[Quotation]] = {}
    for quotation in spoken:
        by_speaker.setdefault(quotation.speaker, []).append(quotation)
    speaking = {word for name in query.speakers for word in words(name)}
    subject = [term for term in terms if term.word not in speaking]
    scored = [on_subject(subject, said, articles) for said in by_speaker.values()]
    best = max(score for score, _ in scored)
    chosen = [quotation for _, said in scored for quotation in said]
    if facts and not (query.asks_words and chosen) and _is_told(query, facts[0], spoken, best):
        return Reply(fact_blocks(question, facts, spoken, articles))
    if not chosen:
        return Reply(refusal=Refusal("off_topic", (spoken[0].speaker,)))
    unheard = tuple(
        name
        for name in query.speakers
        if not any(matches_name(quotation.speaker, name) for quotation in spoken)
    )
    return Reply(statement_blocks(question, chosen, articles), unheard=unheard)


def _is_told(query: Query, fact: Evidence, spoken: Sequence[Quotation], statement: float) -> bool:
    """Whether a sentence answers better than what the one named says, and is no part of that."""
    places = [place for q in spoken for place in (q.span, q.speaker_span) if place is not None]
    if any(place.overlaps(fact.span) for place in places):
        return False
    named = {word for name in query.speakers for word in words(name)}
    if query.asks_words and not named <= set(words(fact.text)):
        return False
    return fact.weight > statement + MARGIN


def together(
    parts: Sequence[tuple[str, bool, tuple[Block, ...]]], language: str
) -> tuple[bool, tuple[Block, ...]]:
    """The answers to the parts of a question as one, citations numbered through.

    A part without an answer is named, and why where more is known, where another has one.
    """
    if not any(answered for _, answered, _ in parts):
        return False, parts[0][2]
    blocks: list[Block] = []
    numbers = itertools.count(1)
    for question, answered, given in parts:
        if not answered:
            why = " ".join(block.text for block in given)
            plain = why in (say("nothing", language), say("nothing_among", language))
            what = "part_nothing" if plain else "part"
            blocks.append(Block(say(what, language, question=question, why=why)))
            continue
        for block in given:
            citations = tuple(replace(c, number=next(numbers)) for c in block.citations)
            blocks.append(replace(block, citations=citations))
    return True, tuple(blocks)


def speakers_meant(name: str, speakers: Iterable[str]) -> list[str]:
    """Those of the stored speakers whom a name means, best match of names only.

    A part of the name asked for is only theirs where nobody else who speaks bears it: of "Mary
    Rudd", "Rudd" is not, where "Andrew Rudd" speaks too.
    """
    known = list(speakers)
    exact = [
        speaker
        for speaker in known
        if same_speaker(speaker, name) and not _is_anothers(speaker, name, known)
    ]
    return exact or [speaker for speaker in known if matches_name(speaker, name)]


def _is_anothers(speaker: str, name: str, known: Iterable[str]) -> bool:
    """Whether a stored name is but part of the one asked for, and of somebody else's too."""
    part, whole = set(words(speaker)), set(words(name))
    return part < whole and any(
        part < set(words(one)) and not whole & set(words(one)) - part for one in known
    )
