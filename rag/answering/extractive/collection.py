"""Replies to requests about the collection: how large it is, who speaks most, what can be asked."""

from dixit.index.records import Quotation
from dixit.index.text.tokens import fold
from dixit.rag.answering.extractive.mentioning import mentioning
from dixit.rag.answering.extractive.news import published_since
from dixit.rag.answering.extractive.retrieved import Retrieved
from dixit.rag.answering.extractive.statements import statement_block
from dixit.rag.answering.extractive.whole_article import subject_or_summary, title_cited
from dixit.rag.answering.refusal.refusals import Reply
from dixit.rag.lang.name_matching import is_pronoun
from dixit.rag.messages import counted, say
from dixit.rag.parsing.injection import is_planted
from dixit.rag.question.question import Question
from dixit.rag.records import Block

_COURTESIES = ("greeting", "thanks", "farewell", "abilities")
"""Requests for nothing that is stored."""


def reply_to_request(question: Question, retrieved: Retrieved) -> Reply | None:
    """The reply to a question that asks for the collection, an article as a whole, or nothing.

    Returns:
        The reply; None where the question asks no such thing.
    """
    request, language = question.query.request, question.language
    if request is None:
        return None
    if request.kind in _COURTESIES:
        return Reply((Block(say(request.kind, language)),))
    if not retrieved.articles.documents(retrieved.where):
        return Reply(_size(language, retrieved))
    match request.kind:
        case "mentioning":
            return mentioning(request.about, question, retrieved)
        case "subject" | "summary":
            return subject_or_summary(request, question, retrieved)
        case "news":
            return published_since(request, language, retrieved)
        case "speaking":
            return Reply(_speaking(language, retrieved))
        case "size":
            return Reply(_size(language, retrieved))
        case _:
            return Reply((*_size(language, retrieved), *_list(language, retrieved)))


def _size(language: str, retrieved: Retrieved) -> tuple[Block, ...]:
    """How many articles there are, and how many texts where some are equal."""
    every = retrieved.articles.documents(retrieved.where)
    what = "size_among" if retrieved.where else "size"
    blocks = [Block(say(what, language, articles=counted("article", len(every), language)))]
    texts = len({one.text_hash for one in every})
    if texts < len(every):
        twins = counted("article", len(every) - texts, language)
        blocks.append(Block(say("same_file", language, articles=twins)))
    return tuple(blocks)


def _list(language: str, retrieved: Retrieved) -> list[Block]:
    """The articles by name, each with its title."""
    articles, most = retrieved.articles, retrieved.dials.collection.quoted
    every = articles.documents(retrieved.where)
    blocks: list[Block] = []
    number = 1
    for one in every[:most]:
        title, cited = title_cited(articles.document(one.source), language, number)
        number += len(cited)
        text = say("told_of", language, head=one.source, told=title) if title else one.source
        blocks.append(Block(text, cited))
    if rest := every[most:]:
        sources = ", ".join(one.source for one in rest)
        blocks.append(Block(say("other_articles", language, sources=sources)))
    return blocks


def _speaking(language: str, retrieved: Retrieved) -> tuple[Block, ...]:
    """Those with the most statements found, each with one of them.

    A statement that several articles have in the same words counts once.
    """
    articles, where = retrieved.articles, retrieved.where
    sources = [one.source for one in articles.documents(where)] if where else None
    said: dict[str, dict[str, Quotation]] = {}
    for quotation in articles.quotations(sources):
        if quotation.speaker and not is_pronoun(quotation.speaker):
            words = " ".join(fold(quotation.quote).split())
            said.setdefault(quotation.speaker, {}).setdefault(words, quotation)
    if not said:
        return (Block(say("nobody_speaks", language)),)
    ranked = sorted(said, key=lambda speaker: (-len(said[speaker]), speaker))
    blocks = [Block(say("most_statements", language))]
    for speaker in ranked[: retrieved.dials.collection.speakers]:
        count = counted("statement", len(said[speaker]), language)
        text = say("speaks", language, speaker=speaker, statements=count)
        number = 1 + sum(len(block.citations) for block in blocks)
        shown = _example(list(said[speaker].values()), number, language, retrieved)
        blocks.append(Block(f"{text} {shown.text}", shown.citations) if shown else Block(text))
    return tuple(blocks)


def _example(
    spoken: list[Quotation], number: int, language: str, retrieved: Retrieved
) -> Block | None:
    """One of somebody's statements, word for word if there is such; none to a machine."""
    for quotation in sorted(spoken, key=lambda one: not one.direct):
        article = retrieved.articles.article(quotation.span.source)
        if not is_planted(article.layout, quotation.span.start, quotation.span.end):
            return statement_block(number, quotation, language, article)
    return None
