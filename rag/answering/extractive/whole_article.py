"""What an article is about, in its own words: its title and the sentences that tell most of it."""

import itertools
from collections.abc import Sequence
from dataclasses import replace

from dixit.index.records import Document, DocumentSummary, Span
from dixit.rag.answering.extractive.mentioning import holding, mentioning, without_article
from dixit.rag.answering.extractive.named_articles import articles_named, is_file_name, same_text
from dixit.rag.answering.extractive.reported_speech import named_within
from dixit.rag.answering.extractive.retrieved import Retrieved
from dixit.rag.answering.extractive.summary import Telling, telling_sentences
from dixit.rag.answering.refusal.refusals import Refusal, Reply
from dixit.rag.lang.written_dates import written_date
from dixit.rag.messages import counted, listed, marked, of, say
from dixit.rag.parsing.boilerplate import EVIDENCE
from dixit.rag.parsing.injection import addresses_machine
from dixit.rag.question.question import Question
from dixit.rag.question.requests import Request
from dixit.rag.records import Block, Citation
from dixit.rag.verification.citation import cite


def subject_or_summary(request: Request, question: Question, retrieved: Retrieved) -> Reply | None:
    """A summary of the article that a request names, or what it is about.

    All articles are told of in a sentence each. Where several may be meant, they are named. Where
    none bears the name and it is called an article, those that mention it are meant.

    Returns:
        The reply; None where the request may be none for an article.
    """
    articles, where, dials = retrieved.articles, retrieved.where, retrieved.dials.collection
    named = articles_named(request, articles, where, dials)
    if request.of_every and len(named) != 1:
        return Reply(_each(named, question.language, retrieved))
    if not named and request.of_article and not is_file_name(request.about):
        if not request.about:
            return Reply(_which(articles.documents(where), question.language, retrieved))
        held = holding([without_article(request.about)], articles, where, dials.documents)
        sources = held.in_text() if held.whole else {}
        named = [one for one in articles.documents(where) if one.source in sources]
        if not _is_one(named, retrieved):
            return mentioning(request.about, question, retrieved) if named else None
    if not named:
        return no_such_article(request) if is_file_name(request.about) else None
    if not _is_one(named, retrieved):
        return Reply(_which(named, question.language, retrieved))
    return Reply(_told(named[0], request, question.language, retrieved))


def no_such_article(request: Request) -> Reply:
    """A refusal: no article has the name, title or date asked for."""
    return Reply(refusal=Refusal("no_article", (request.about,)))


def title_cited(document: Document, language: str, number: int) -> tuple[str, tuple[Citation, ...]]:
    """An article's title between marks, cited where it stands in the text; empty without one.

    One that gives orders to a machine is left out.

    Args:
        document: the article.
        language: what the marks are for.
        number: of the citation.
    """
    if document.title is None or addresses_machine(document.title):
        return "", ()
    places = document.metadata.get(EVIDENCE)
    place = places.get("title") if isinstance(places, dict) else None
    text = marked(document.title, language)
    if not isinstance(place, (list, tuple)):
        return text, ()
    return text, (cite(number, document, Span(document.source, place[0], place[1])),)


def _is_one(named: Sequence[DocumentSummary], retrieved: Retrieved) -> bool:
    """Whether articles are one text, under several names."""
    texts = {retrieved.articles.document(one.source).text for one in named[:1]}
    return bool(named) and all(
        one.characters == named[0].characters
        and retrieved.articles.document(one.source).text in texts
        for one in named
    )


def _told(
    one: DocumentSummary, request: Request, language: str, retrieved: Retrieved
) -> tuple[Block, ...]:
    """An article's title and its telling sentences, each cited in all files of the same text."""
    articles, dials = retrieved.articles, retrieved.dials.summary
    twins = same_text(one, articles, retrieved.where)
    documents = [articles.document(twin.source) for twin in twins]
    most = dials.subject if request.kind == "subject" else None
    spoken = articles.quotations([one.source])
    sentences = telling_sentences(articles.article(one.source), articles, spoken, most, dials)
    title, cited = title_cited(documents[0], language, 1)
    names = listed([document.source for document in documents], language)
    date = written_date(one.published, language) if one.published else ""
    beside = ", ".join(filter(None, (names if title else "", date)))
    about = f"{title or names} ({beside})" if beside else names
    if not sentences:
        return (Block(say("nothing_to_sum_up", language, source=names), cited),)
    what = "subject_of" if request.kind == "subject" else "summary_of"
    blocks = [Block(say(what, language, of_article=of(about, language), article=about), cited)]
    number = 1 + len(cited)
    for sentence in sentences:
        blocks.append(_sentence(sentence, number, documents, language))
        number += len(documents)
    return tuple(blocks)


def _sentence(told: Telling, first: int, documents: Sequence[Document], language: str) -> Block:
    """A sentence as it stands, or as the words of who speaks."""
    quotation = told.quotation
    citations = tuple(
        cite(
            first + at,
            document,
            Span(document.source, told.span.start, told.span.end),
            speaker=quotation.speaker if quotation else None,
            role=quotation.role if quotation else None,
            direct=True if quotation else None,
        )
        for at, document in enumerate(documents)
    )
    text = " ".join(citations[0].quote.split())
    if quotation is not None:
        speaker = named_within(quotation.speaker, quotation.role)
        text = say("said", language, speaker=speaker[:1].upper() + speaker[1:], quote=text)
    return Block(text, citations)


def _each(
    named: Sequence[DocumentSummary], language: str, retrieved: Retrieved
) -> tuple[Block, ...]:
    """Each article in its most telling sentence, those with the same one together."""
    articles, dials = retrieved.articles, retrieved.dials
    shown = named[: dials.collection.quoted]
    alike: dict[str, list[Block]] = {}
    silent: list[str] = []
    for one in shown:
        article, spoken = articles.article(one.source), articles.quotations([one.source])
        told = telling_sentences(article, articles, spoken, 1, dials.summary)
        if told:
            block = _sentence(told[0], 1, [article.document], language)
            alike.setdefault(block.text, []).append(block)
        else:
            silent.append(one.source)
    blocks = [Block(say("collection", language, articles=counted("article", len(named), language)))]
    numbers = itertools.count(1)
    for sentence, same in alike.items():
        cited = [replace(c, number=next(numbers)) for block in same for c in block.citations]
        names = listed([citation.span.source for citation in cited], language)
        text = say("told_of", language, head=names, told=sentence)
        blocks.append(Block(text, tuple(cited)))
    blocks += [Block(say("nothing_to_sum_up", language, source=source)) for source in silent]
    if rest := named[len(shown) :]:
        sources = ", ".join(one.source for one in rest)
        blocks.append(Block(say("other_articles", language, sources=sources)))
    return tuple(blocks)


def _which(
    named: Sequence[DocumentSummary], language: str, retrieved: Retrieved
) -> tuple[Block, ...]:
    """The articles that may be meant, by name and title."""
    most = retrieved.dials.collection.quoted
    blocks = [Block(say("which_article", language))]
    number = 1
    for one in named[:most]:
        title, cited = title_cited(retrieved.articles.document(one.source), language, number)
        number += len(cited)
        text = say("told_of", language, head=one.source, told=title) if title else one.source
        blocks.append(Block(text, cited))
    if rest := named[most:]:
        sources = ", ".join(one.source for one in rest)
        blocks.append(Block(say("other_articles", language, sources=sources)))
    return tuple(blocks)
