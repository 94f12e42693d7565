"""How far a sentence answers a question, and when that is too little.

A question is answered by a sentence that holds most of what its telling words weigh, together
with its neighbours, in an article that holds every name asked for; and that holds words of the
kind asked for, where a number or a date is. A sentence that shares nothing but names with the
question only says that somebody or something is mentioned.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dixit.index.records import Hit, Span
from dixit.index.text.tokens import words
from dixit.rag.dials import SentenceDials
from dixit.rag.lang.lexicons import generic
from dixit.rag.lang.quantities import numbers_in
from dixit.rag.parsing.article import Article
from dixit.rag.parsing.layout import Layout
from dixit.rag.question.answer_type import Wanted, answering, counted_in
from dixit.rag.question.query import Query
from dixit.rag.question.terms import Term, name_words, stems_of
from dixit.rag.retrieval.articles import Articles

_POINTS_BACK = re.compile(
    r"^\W*(?:(?:\w+\s){0,2}(?:\w+,\s))?(?:ils?|elles?|it|they|he|she|son|sa|ses|leurs?|its|his|her|their"
    r"|c(?:e|et|ette|es)\s\w+|th(?:is|ese)\s\w+"
    r"|(?:la|le|les|l['’]|the)\s?(?:deux\s|two\s)?(?:société|entreprise|groupe|firme|constructeur|marque|compagnie|company|group|firm"
    r"|carmaker|maker|parties|partenaires|partners)s?)\b(?!\sde\s[A-Z])",
    re.IGNORECASE,
)
"""A sentence that means by a small word, at its head, whom the one before names."""
_COUNTED: tuple[Wanted, ...] = (
    "number", "percent", "money", "date", "duration", "address", "definition", "reason"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence of a hit and what it holds of the question."""

    hit: Hit
    span: Span
    text: str
    weight: float
    """Of the question's telling words, 0 to 1."""
    content: float
    """Of those that are no names, 0 to 1; where there are none, of the names in the passage."""
    fits: bool
    """Whether it has words of the kind asked for."""
    focus: tuple[tuple[int, int], ...]
    """Where these stand in `text`."""
    told: Span
    """The sentence, with those before it that name whom its pronoun means."""


def weigh(
    query: Query,
    terms: Sequence[Term],
    hits: Sequence[Hit],
    articles: Articles,
    dials: SentenceDials,
    needed: Iterable[str] | None = None,
    *,
    every: bool = False,
) -> list[Evidence]:
    """The sentences of the hits by how far they answer, best first.

    Args:
        query: the question.
        terms: its telling words.
        hits: the passages found.
        articles: where the documents are.
        dials: what a word is worth by its place.
        needed: the names that an article must hold, with the question's numbers; None stands for
            all of the question's names.
        every: whether articles that lack these are weighed too.
    """
    wanted = query.wanted
    asked = frozenset(words(query.text))
    counted = counted_in(query.text) - generic()
    required = {
        word for name in (query.names if needed is None else needed) for word in name_words(name)
    }
    # What another year's article tells is no answer.
    required |= {term.word for term in terms if term.word.isdigit()}
    with_numbers = any(term.word[0].isdigit() for term in terms)
    in_articles: dict[str, frozenset[str]] = {}
    often: dict[str, set[str]] = {}
    best: dict[Span, Evidence] = {}
    for hit in hits:
        language = hit.passage.language
        article = articles.article(hit.source)
        if hit.source not in in_articles:
            in_articles[hit.source] = _article_stems(hit.source, articles, with_numbers)
            often[hit.source] = _often(terms, article)
        stems = in_articles[hit.source]
        lacking = (t.word in required and not t.held(stems, language) for t in terms)
        if not every and any(lacking):
            continue
        afar = dials.name_afar_of_several if query.asks_several else dials.name_afar
        for evidence in _in_hit(
            hit, article, terms, often[hit.source], wanted, asked, afar, counted, dials
        ):
            known = best.get(evidence.span)
            if known is None or known.weight < evidence.weight:
                best[evidence.span] = evidence
    return sorted(best.values(), key=lambda evidence: (-evidence.weight, evidence.span))


def _stems(text: str, language: str, with_numbers: bool) -> frozenset[str]:
    """The stems of a text; its numbers in digits too, where the question has any."""
    stems = stems_of(text, language)
    return stems | numbers_in(text, language) if with_numbers else stems


def _article_stems(source: str, articles: Articles, with_numbers: bool) -> frozenset[str]:
    """The same of a whole document."""
    stems, document = articles.stems(source), articles.document(source)
    return stems | numbers_in(document.text, document.language) if with_numbers else stems


def enough(query: Query, evidence: Evidence, dials: SentenceDials) -> bool:
    """Whether a sentence holds enough of the question to answer it."""
    if query.wanted == "definition":
        return evidence.fits
    across = evidence.hit.passage.language != query.language
    least = dials.enough_across if across else dials.enough
    return evidence.weight >= least and evidence.content >= dials.content


def _often(terms: Sequence[Term], article: Article) -> set[str]:
    """The words of names that an article holds more than once: it speaks of them throughout.

    One that it holds once is known from there on.
    """
    told, language = article.tokens, article.document.language
    return {
        term.word
        for term in terms
        if term.is_name
        and term.word.isalpha()
        and sum(told[stem] for stem in term.stems(language)) > 1
    }


def _counts(
    text: str, place: tuple[int, int], nouns: Sequence[Term], language: str, within: int
) -> bool:
    """Whether a number stands right before the things counted: "28,88 millions d'unités"."""
    behind = " ".join(text[place[1] :].split()[:within])
    stems = stems_of(behind, language)
    return any(term.held(stems, language) for term in nouns)


def _heads(texts: Sequence[str], dials: SentenceDials) -> list[int]:
    """For each sentence the number of the one that names whom its pronoun means, or its own."""
    heads: list[int] = []
    for number, text in enumerate(texts):
        back = number > 0 and _POINTS_BACK.match(text) is not None
        back = back and len(texts[heads[-1]].split()) >= dials.antecedent_words  # No caption.
        heads.append(
            heads[-1] if back and number - heads[-1] <= dials.antecedent_sentences else number
        )
    return heads


def _ahead(layout: Layout, start: int, dials: SentenceDials) -> list[tuple[int, int]]:
    """The places of the last sentences before a passage, which may name whom it speaks of."""
    text = layout.text
    first = text.rfind("\n", 0, max(0, start - dials.antecedent_characters)) + 1
    places = [
        place
        for line in re.finditer(r"[^\n]+", text[first:start])
        for place in layout.sentences(first + line.start(), first + line.end())
    ]
    return places[-dials.antecedent_sentences :]


def _in_hit(
    hit: Hit,
    article: Article,
    terms: Sequence[Term],
    often: set[str],
    wanted: Wanted,
    asked: frozenset[str],
    afar: float,
    counted: frozenset[str],
    dials: SentenceDials,
) -> list[Evidence]:
    language = hit.passage.language
    document = article.document
    sentences = article.part(hit.text).all_sentences
    places = [(hit.start + start, hit.start + end) for start, end in sentences]
    texts = [hit.text[start - hit.start : end - hit.start] for start, end in places]
    with_numbers = any(term.word[0].isdigit() for term in terms)
    stems = [_stems(text, language, with_numbers) for text in texts]
    passage = frozenset().union(*stems)
    ahead = _ahead(article.layout, hit.start, dials)
    told = [*ahead, *places]
    heads = _heads([document.text[start:end] for start, end in told], dials)[len(ahead) :]
    total = sum(term.weight for term in terms)
    plain = sum(term.weight for term in terms if not term.is_name)
    named = sum(term.weight for term in terms if term.is_name)
    seldom = any(t.is_name and t.word not in often for t in terms)
    earlier = stems_of(document.text[: hit.start], language) if seldom else frozenset()
    found: list[Evidence] = []
    for number, (start, end) in enumerate(places):
        earlier = earlier | stems[number]
        first = told[heads[number]][0]
        before = stems_of(document.text[first:start], language) if first < start else frozenset()
        meant = stems[number] | before
        beside = frozenset().union(*stems[max(0, number - 1) : number + 2])
        weight = content = names = 0.0
        for term in terms:
            held = term.held(stems[number], language)
            held = max(held, dials.next_to * term.held(beside, language))
            held = max(held, dials.in_passage * term.held(passage, language))
            if term.is_name:
                held = max(held, dials.name_meant * term.held(meant, language))
                names += term.weight * held
                # A number is of its own sentence: another year's sales are another fact.
                told_of = term.word in often or term.held(earlier, language) > 0
                held = max(held, afar * (told_of and term.word.isalpha()))
            weight += term.weight * held
            content += 0.0 if term.is_name else term.weight * held
        focus = answering(texts[number], wanted, asked, language)
        nouns = [term for term in terms if term.word in counted]
        if nouns and wanted == "number":
            focus = [
                place
                for place in focus
                if _counts(texts[number], place, nouns, language, dials.counted_within)
            ]
        counts = not nouns or any(term.held(stems[number], language) for term in nouns)
        fits = (
            counts and (wanted not in _COUNTED or bool(focus)) and not texts[number].endswith("?")
        )
        share = weight / total if total else 0.0
        found.append(
            Evidence(
                hit,
                Span(hit.source, start, end),
                texts[number],
                share if fits else dials.unfit * share,
                content / plain if plain else names / named if named else 0.0,
                fits,
                tuple(focus),
                Span(hit.source, first, end),
            )
        )
    return found
