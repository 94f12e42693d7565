"""The articles that mention some words: how many, which, and where."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dixit.index.filters import Filter
from dixit.index.records import Span
from dixit.index.text.tokens import fold, stop_words, words
from dixit.rag.answering.extractive.facts import fact_blocks
from dixit.rag.answering.extractive.retrieved import Retrieved
from dixit.rag.answering.refusal.mentions import Mention, mentions_in
from dixit.rag.answering.refusal.misspelling import near_names
from dixit.rag.answering.refusal.refusals import Reply
from dixit.rag.answering.refusal.spelling import pattern_of, readings_of
from dixit.rag.messages import counted, listed, marked, of, say
from dixit.rag.parsing.article import Article
from dixit.rag.parsing.injection import is_planted
from dixit.rag.question.question import Question
from dixit.rag.question.terms import name_words
from dixit.rag.records import Block, Citation
from dixit.rag.retrieval.articles import Articles
from dixit.rag.verification.citation import cite

_STOPS = (".", "!", "…", "»", "”", '"')
_AND = re.compile(r"\s*(?:,|&|\b(?:et|and)\b)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Holding:
    """The articles that hold some words."""

    parts: tuple[str, ...]
    """The words or names looked for; an article holds each."""
    places: dict[str, tuple[tuple[Mention, ...], ...]]
    """By article the places of each part."""
    whole: bool
    """Whether no other article holds them."""

    def in_text(self) -> dict[str, tuple[tuple[Span, ...], ...]]:
        """By article the places in its text, of those whose text has each part."""
        spans = {
            source: tuple(tuple(m.span for m in part if m.span is not None) for part in parts)
            for source, parts in self.places.items()
        }
        return {source: parts for source, parts in spans.items() if all(parts)}


def holding(parts: Sequence[str], articles: Articles, where: Filter, most: int) -> Holding:
    """The articles that hold each of some words or names.

    Case, accents, hyphens, plurals and words cut at a line end make no difference.

    Args:
        parts: what is looked for.
        articles: where the documents are.
        where: which of them count.
        most: documents that are read at most for each part.
    """
    found: list[dict[str, tuple[Mention, ...]]] = []
    complete = True
    for part in parts:
        spelled = name_words(part)
        sources, whole = articles.search_name(readings_of(spelled), most, where)
        pattern = pattern_of(spelled)
        held = {
            source: tuple(mentions_in(articles.document(source), pattern)) for source in sources
        }
        found.append({source: places for source, places in held.items() if places})
        complete = complete and whole
    common = sorted(set(found[0]).intersection(*found[1:]))
    places = {source: tuple(held[source] for held in found) for source in common}
    return Holding(tuple(parts), places, complete)


def mentioning(subject: str, question: Question, retrieved: Retrieved) -> Reply:
    """How many articles mention a subject, which, and a sentence of each.

    Names joined by "and" are looked for each by itself. Words that stand nowhere one after the
    other are looked for apart, and it is said so. Where no article holds them, that is said, with
    the sentences nearest in meaning.
    """
    articles, where, language = retrieved.articles, retrieved.where, question.language
    most = retrieved.dials.collection.documents
    parts = [part for part in map(without_article, _AND.split(subject)) if words(part)]
    if not parts:
        return Reply(_none(subject, question, retrieved, whole=True))
    held = holding(parts, articles, where, most)
    what = "mentioning"
    if not held.in_text() and len(parts) == 1:
        telling = [word for word in words(parts[0]) if word not in _small()]
        if len(telling) > 1:
            apart = holding(list(dict.fromkeys(telling)), articles, where, most)
            if apart.in_text():
                held, what = apart, "holding"
    if not held.in_text():
        blocks = _none(subject, question, retrieved, whole=held.whole)
        return Reply((*blocks, *_beside(held, language)))
    return Reply((*_blocks(held, what, question, retrieved), *_beside(held, language)))


def _blocks(
    held: Holding, what: str, question: Question, retrieved: Retrieved
) -> tuple[Block, ...]:
    """How many articles there are, a block for each, and the names of those not shown."""
    language, dials = question.language, retrieved.dials.collection
    in_text = held.in_text()
    times = {source: sum(map(len, parts)) for source, parts in in_text.items()}
    ranked = sorted(in_text, key=lambda source: (-times[source], source))
    count = "" if held.whole else say("at_least", language)
    head = say(
        f"{'one' if len(ranked) == 1 else 'many'}_{what}",
        language,
        articles=f"{count}{counted('article', len(ranked), language)}",
        words=listed([marked(part, language) for part in held.parts], language),
        among=say("among", language) if retrieved.where else "",
    )
    if held.whole and len(held.parts) == 1 and len(ranked) > 1:
        mentions = counted("mention", sum(times.values()), language)
        head = f"{head} {say('in_all', language, mentions=mentions)}"
    blocks = [Block(head[0].upper() + head[1:])]
    number = 1
    for sources, spans in _alike(ranked[: dials.quoted], in_text, retrieved.articles).items():
        citations: list[Citation] = []
        for source in sources:
            document = retrieved.articles.document(source)
            for span in spans[source]:
                citations.append(cite(number, document, span))
                number += 1
        quotes = dict.fromkeys(" ".join(one.quote.split()) for one in citations)
        told = [
            say("times", language, source=s, times=counted("mention", times[s], language))
            for s in sources
        ]
        text = listed(told, language)
        if quotes:
            text = say("told_of", language, head=text, told=" […] ".join(quotes))
        blocks.append(Block(text, tuple(citations)))
    if rest := ranked[dials.quoted :]:
        blocks.append(Block(say("other_articles", language, sources=", ".join(rest))))
    return tuple(blocks)


def _alike(
    ranked: Sequence[str],
    in_text: dict[str, tuple[tuple[Span, ...], ...]],
    articles: Articles,
) -> dict[tuple[str, ...], dict[str, list[Span]]]:
    """The sentences to show, articles with the same ones together."""
    together: dict[tuple[str, ...], list[str]] = {}
    spans: dict[str, list[Span]] = {}
    for source in ranked:
        article = articles.article(source)
        spans[source] = _sentences(article, in_text[source])
        text = article.document.text
        key = tuple(fold(" ".join(text[s.start : s.end].split())) for s in spans[source])
        together.setdefault(key or (source,), []).append(source)
    return {
        tuple(alike): {source: spans[source] for source in alike} for alike in together.values()
    }


def _sentences(article: Article, parts: tuple[tuple[Span, ...], ...]) -> list[Span]:
    """The first sentences that hold each part between them; none that give orders to a machine.

    One of the article's own text goes before a heading, and this before boilerplate.
    """
    layout, document = article.layout, article.document
    own = [Span(document.source, b.start, b.end) for b in article.blocks if not b.debris]
    shown: list[Span] = []

    def rank(sentence: Span) -> tuple[bool, bool]:
        text = document.text[sentence.start : sentence.end].rstrip()
        return not any(sentence.overlaps(block) for block in own), not text.endswith(_STOPS)

    for places in parts:
        if any(place.overlaps(one) for place in places for one in shown):
            continue
        around = [Span(document.source, *layout.sentence_around(p.start, p.end)) for p in places]
        fit = [one for one in around if not is_planted(layout, one.start, one.end)]
        if fit:
            shown.append(min(fit, key=rank))
    return sorted(shown)


def _none(
    subject: str, question: Question, retrieved: Retrieved, *, whole: bool
) -> tuple[Block, ...]:
    """That no article mentions a subject, what may be meant, and the nearest sentences."""
    language, articles = question.language, retrieved.articles
    name = without_article(subject)
    among = say("among", language) if retrieved.where else ""
    key = "none_mentioning" if whole else "none_read_mentioning"
    blocks = [Block(say(key, language, words=marked(name, language), among=among))]
    near, _ = near_names(name, articles, retrieved.where, retrieved.dials.refusals)
    if near:
        others = listed(list(near[: retrieved.dials.refusals.nearest]), language, either=True)
        return (*blocks, Block(say("may_be", language, others=others)))
    found = retrieved.facts(question)
    if found:
        blocks.append(Block(say("nearest", language)))
        blocks += fact_blocks(question, found, retrieved.heard, articles, retrieved.dials.facts)
    return tuple(blocks)


def _beside(held: Holding, language: str) -> list[Block]:
    """Where words stand beside the text alone: in a title, a name."""
    in_text = held.in_text()
    places = [
        say(mention.place, language, source=source, of_source=of(source, language))
        for source, parts in held.places.items()
        if source not in in_text
        for mention in parts[0]
        if mention.span is None
    ]
    if not places:
        return []
    return [Block(say("beside_text", language, places=listed(places, language)))]


def without_article(words_asked: str) -> str:
    """Words without the small ones at their head and without marks: "la Chine" is "Chine"."""
    text = words_asked.strip(" \"'«»“”")
    while True:
        head = re.match(
            r"(?:(?:le|la|les|un|une|des|du|de|the|an?)\s|[ld]['’])", text, re.IGNORECASE
        )
        if head is None or not words(text[head.end() :]):
            return text
        text = text[head.end() :]


def _small() -> frozenset[str]:
    return stop_words("fr") | stop_words("en")
