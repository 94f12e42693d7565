"""The ways to answer without a model, in the order in which they are tried.

Each is a function `strategy(question, retrieved)` that gives a reply, an answer or a refusal, or
None where it has none to this question. The first reply stands.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from dixit.index.records import Quotation
from dixit.index.text.tokens import words
from dixit.rag.answering.extractive.absent_names import absent_names
from dixit.rag.answering.extractive.bibliography import about_article
from dixit.rag.answering.extractive.collection import reply_to_request
from dixit.rag.answering.extractive.facts import fact_blocks
from dixit.rag.answering.extractive.offices import UNHELD, Office, about_office, described, rank
from dixit.rag.answering.extractive.quoted_words import who_said_these
from dixit.rag.answering.extractive.retrieved import Retrieved
from dixit.rag.answering.extractive.sentence_scoring import Evidence
from dixit.rag.answering.extractive.statements import (
    by_description,
    describing,
    on_subject,
    said_by,
    statement_blocks,
)
from dixit.rag.answering.extractive.whole_article import no_such_article
from dixit.rag.answering.refusal.refusals import NOTHING, Refusal, Reply
from dixit.rag.lang.name_matching import matches_name
from dixit.rag.question.query import Query
from dixit.rag.question.question import Question

Strategy = Callable[[Question, Retrieved], Reply | None]


def collection(question: Question, retrieved: Retrieved) -> Reply | None:
    """What asks for the collection or for an article as a whole; a greeting, as one."""
    reply = reply_to_request(question, retrieved)
    return None if reply is None else replace(reply, is_sure=reply.refusal is None)


def article_fact(question: Question, retrieved: Retrieved) -> Reply | None:
    """Who wrote an article, when and where: the line that tells."""
    told = about_article(question.written, retrieved.hits, retrieved.articles)
    return None if told is None else Reply((told,))


def unknown_names(question: Question, retrieved: Retrieved) -> Reply | None:
    """A refusal where no passage holds a name or a number of the question."""
    missing = absent_names(question, retrieved.hits)
    if not missing or _is_sure(question, retrieved):
        return None
    return Reply(refusal=Refusal("unknown", missing))


def office_holder(question: Question, retrieved: Retrieved) -> Reply | None:
    """Who holds an office, or what office somebody holds."""
    reply = about_office(question, retrieved.hits, retrieved.articles, retrieved.dials.offices)
    # Somebody in another office would be a wrong answer: only a sure sentence is shown instead.
    refused = reply is not None and reply.refusal is not None
    return None if refused and _is_sure(question, retrieved) else reply


def who_said(question: Question, retrieved: Retrieved) -> Reply | None:
    """The statements that hold the words whose speaker is asked for."""
    if not question.query.asks_who or not retrieved.heard:
        return None
    articles, dials = retrieved.articles, retrieved.dials.statements
    likely = [fact.span for fact in retrieved.facts(question)[:1]]
    spoken = [
        quotation
        for quotation in retrieved.heard
        if quotation.speaker and any(quotation.span.overlaps(span) for span in likely)
    ]
    if spoken:
        return Reply(statement_blocks(question, spoken[:1], articles, dials.most))
    said = said_by(question, retrieved.heard, articles, dials)
    return Reply(said) if said else None


def statements_of_named(question: Question, retrieved: Retrieved) -> Reply | None:
    """What those said who are named; or the facts, where the question may as well ask for these."""
    spoken, articles, dials = retrieved.spoken, retrieved.articles, retrieved.dials
    if not spoken or _is_for_an_office(question, retrieved):
        return None
    query, facts = question.query, retrieved.facts(question)
    by_speaker: dict[str, list[Quotation]] = {}
    for quotation in spoken:
        by_speaker.setdefault(quotation.speaker, []).append(quotation)
    speaking = {word for name in query.speakers for word in words(name)}
    subject = [term for term in question.terms if term.word not in speaking]
    scored = [on_subject(subject, said, articles, dials.statements) for said in by_speaker.values()]
    chosen = [quotation for _, said in scored for quotation in said]
    words_asked = query.asks_words and (bool(chosen) or not _is_sure(question, retrieved))
    if facts and not words_asked and (not chosen or _is_told(query, facts[0], spoken)):
        blocks = fact_blocks(question, facts, spoken, articles, dials.facts)
        return Reply(blocks, probability=facts[0].weight)
    if not chosen:
        return Reply(refusal=Refusal("off_topic", (spoken[0].speaker,)))
    unheard = tuple(
        name
        for name in query.speakers
        if not any(matches_name(quotation.speaker, name) for quotation in spoken)
    )
    blocks = statement_blocks(question, chosen, articles, dials.statements.most)
    return Reply(blocks, unheard=unheard)


def statements_of_described(question: Question, retrieved: Retrieved) -> Reply | None:
    """What those said whom the question describes: by an office, or in its own words."""
    query, articles = question.query, retrieved.articles
    dials = retrieved.dials.statements
    office = described(query.text, query, question.terms)
    meant: Sequence[Quotation] = ()
    if office is not None:
        meant = _by_office(office, retrieved)
    elif query.may_ask_words:
        meant = by_description(question.terms, retrieved.heard, articles, dials)
    if not meant:
        return NOTHING if query.asks_words and office else None
    known = {term.word for term in describing(question.terms, meant[0], articles, dials)}
    known |= office.named if office else frozenset()
    subject = [term for term in question.terms if term.word not in known]
    _, chosen = on_subject(subject, meant, articles, dials)
    asks = query.asks_words or (office is not None and query.may_ask_words)
    if not asks and subject:
        facts = retrieved.facts(question)
        asks = not facts or any(facts[0].span.overlaps(one.span) for one in chosen)
    if chosen and asks:
        return Reply(statement_blocks(question, chosen, articles, dials.most))
    if query.asks_words and office:
        return Reply(refusal=Refusal("off_topic", (meant[0].speaker,)))
    return None


def silent_speaker(question: Question, retrieved: Retrieved) -> Reply | None:
    """A refusal where somebody's words are asked for, and none were found."""
    speakers = question.speakers
    if not speakers or (not question.query.asks_words and _is_sure(question, retrieved)):
        return None
    return Reply(refusal=Refusal("silent", speakers[:1]))


def facts(question: Question, retrieved: Retrieved) -> Reply | None:
    """The sentences that hold the answer."""
    found = retrieved.facts(question)
    if not found:
        return None
    articles, dials = retrieved.articles, retrieved.dials.facts
    blocks = fact_blocks(question, found, retrieved.heard, articles, dials)
    return Reply(blocks, probability=found[0].weight)


def article_not_found(question: Question, retrieved: Retrieved) -> Reply | None:
    """A refusal where an article is asked for by a name that none has."""
    del retrieved
    request = question.query.request
    return no_such_article(request) if request is not None and request.of_article else None


STRATEGIES: tuple[Strategy, ...] = (
    collection,
    article_fact,
    unknown_names,
    office_holder,
    who_said_these,
    who_said,
    statements_of_named,
    statements_of_described,
    silent_speaker,
    facts,
    article_not_found,
)
"""In the order in which they are tried."""


def _is_for_an_office(question: Question, retrieved: Retrieved) -> bool:
    """Whether the speakers named are but the house whose officer is meant: "Renault's chief"."""
    office = described(question.text, question.query, question.terms)
    if office is None or not all(set(words(n)) <= set(office.houses) for n in question.speakers):
        return False
    return bool(_by_office(office, retrieved))


def _by_office(office: Office, retrieved: Retrieved) -> list[Quotation]:
    """The statements of those who hold an office."""
    heard = [quotation for quotation in retrieved.heard if quotation.speaker]
    articles, dials = retrieved.articles, retrieved.dials.offices
    ranks = [
        rank(office, q.role or q.speaker, articles.document(q.span.source).language, dials)
        for q in heard
    ]
    best = min(ranks, default=UNHELD)
    return [q for q, at in zip(heard, ranks, strict=True) if at == best != UNHELD]


def _is_sure(question: Question, retrieved: Retrieved) -> bool:
    """Whether a sentence answers so likely that it is shown although a name was not found."""
    return retrieved.best(question) >= retrieved.dials.reading.despite_names


def _is_told(query: Query, fact: Evidence, spoken: Sequence[Quotation]) -> bool:
    """Whether a sentence is no part of what the one named says, and names them where words are
    asked for."""
    places = [place for q in spoken for place in (q.span, q.speaker_span) if place is not None]
    if any(place.overlaps(fact.span) for place in places):
        return False
    named = {word for name in query.speakers for word in words(name)}
    return not query.asks_words or named <= set(words(fact.text))
