"""The sentences among which the answer is looked for, with what is known of each."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from dixit.index.records import Hit, Quotation, Span, Vectors
from dixit.index.text.tokens import words
from dixit.rag.parsing.article import Article
from dixit.rag.parsing.sentences import sentences
from dixit.rag.question.answer_type import answering, counted_in
from dixit.rag.question.question import Question
from dixit.rag.question.terms import Term, stems_of
from dixit.rag.retrieval.articles import Articles

READ = 8
"""Passages whose sentences are candidates. With 8, the answer is among them for 97 of 100
questions whose article is found at all; further ones only cost time."""
COMPARED = 24
"""Candidates that are compared with the question by their vectors: about five passages of text."""

_AHEAD = 800
"""Characters before a passage in which the sentence is looked for that names whom it means."""
_MOST_BEFORE = 2
"""Sentences before one that may name whom its pronoun means."""
_FEWEST_WORDS = 4
"""Words that a sentence has at least, which names somebody for the next: a caption has fewer."""
_POINTS_BACK = re.compile(
    r"^\W*(?:(?:\w+\s){0,2}(?:\w+,\s))?(?:ils?|elles?|it|they|he|she|son|sa|ses|leurs?|its|his|her|their"
    r"|c(?:e|et|ette|es)\s\w+|th(?:is|ese)\s\w+"
    r"|(?:la|le|les|l['’]|the)\s?(?:deux\s|two\s)?(?:société|entreprise|groupe|firme|constructeur|marque|compagnie|company|group|firm"
    r"|carmaker|maker|parties|partenaires|partners)s?)\b(?!\sde\s[A-Z])",
    re.IGNORECASE,
)
"""A sentence that begins with a pronoun or a general noun, and so means one named before."""

Encode = Callable[[Sequence[str]], Vectors]
"""Texts to unit vectors, shape (texts, dimension)."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence of a passage that was found.

    Attributes:
        hit: the passage.
        span: the sentence.
        text: its words.
        context: the sentence with those before it that name whom its pronoun means.
        focus: places in `text` of the words of the kind asked for, such as a number.
        shares: of the question's telling words by place, as `Shares` names them.
        cosine: of question and sentence; NaN where they were not compared.
        position: of the sentence in its document, 0 (first character) to 1.
        speaker: who says it, where it is part of a statement.
    """

    hit: Hit
    span: Span
    text: str
    context: Span
    focus: tuple[tuple[int, int], ...]
    shares: "Shares"
    cosine: float
    position: float
    speaker: str | None


@dataclass(frozen=True, slots=True)
class Shares:
    """How much of the question's telling words a text holds, by their weights, each 0 to 1.

    Attributes:
        sentence: in the sentence.
        beside: in it or a neighbour.
        passage: in the passage.
        article: in the whole article.
        plain: of the words that are no names, in the sentence.
        plain_beside: of these, in it or a neighbour.
        names: of the names, in the sentence or the one it refers back to.
        names_passage: of the names, in the passage.
        names_article: of the names, in the article.
        numbers: of the numbers, in the sentence.
        counted: whether the sentence holds what is counted ("how many engineers"); 1 without.
        run: the longest run of the question's telling words that stand in the same order in the
            sentence, as a share of them.
    """

    sentence: float
    beside: float
    passage: float
    article: float
    plain: float
    plain_beside: float
    names: float
    names_passage: float
    names_article: float
    numbers: float
    counted: float
    run: float


def candidates(
    question: Question,
    hits: Sequence[Hit],
    heard: Sequence[Quotation],
    articles: Articles,
    encode: Encode | None = None,
    vector: Vectors | None = None,
) -> list[Candidate]:
    """The sentences of the first passages.

    Args:
        question: what is asked.
        hits: the passages found, best first.
        heard: the statements in their documents.
        articles: where the documents are.
        encode: the embedder, or None to compare no vectors.
        vector: the question's unit vector, shape (dimension,), or None.
    """
    asked = frozenset(words(question.text))
    counted = counted_in(question.text)
    unique: dict[Span, Candidate] = {}
    for hit in hits[:READ]:
        spoken = [q for q in heard if q.span.source == hit.source]
        for candidate in _in_hit(hit, articles, question, asked, counted, spoken):
            unique.setdefault(candidate.span, candidate)
    rows = list(unique.values())
    if encode is None or vector is None or not rows:
        return rows
    order = sorted(range(len(rows)), key=lambda at: (-_promise(rows[at], hits), at))[:COMPARED]
    cosines = encode([rows[at].text for at in order]) @ vector
    values = dict(zip(order, cosines.tolist(), strict=True))
    return [_with_cosine(row, values.get(at)) for at, row in enumerate(rows)]


def _promise(candidate: Candidate, hits: Sequence[Hit]) -> float:
    """By which candidates are drawn that are worth comparing."""
    best = hits[0].score or 1.0
    shares = candidate.shares
    return shares.sentence + 0.5 * shares.beside + candidate.hit.score / best


def _with_cosine(candidate: Candidate, cosine: float | None) -> Candidate:
    if cosine is None:
        return candidate
    return Candidate(
        candidate.hit,
        candidate.span,
        candidate.text,
        candidate.context,
        candidate.focus,
        candidate.shares,
        cosine,
        candidate.position,
        candidate.speaker,
    )


def _in_hit(
    hit: Hit,
    articles: Articles,
    question: Question,
    asked: frozenset[str],
    counted: frozenset[str],
    spoken: Sequence[Quotation],
) -> list[Candidate]:
    language, terms = hit.passage.language, question.terms
    article = articles.article(hit.source)
    text = article.document.text
    places = [(hit.start + start, hit.start + end) for start, end in sentences(hit.text)]
    ahead = _ahead(article, hit.start)
    around = [*ahead, *places]
    texts = [text[start:end] for start, end in around]
    heads = _heads(texts)
    stems = [stems_of(text, language) for text in texts]
    passage = frozenset().union(*stems[len(ahead) :])
    whole = articles.stems(hit.source)
    found = []
    for number, (start, end) in enumerate(places, len(ahead)):
        meant = frozenset().union(*stems[heads[number] : number + 1])
        beside = frozenset().union(*stems[max(0, number - 1) : number + 2])
        shares = _shares(
            terms, counted, stems[number], meant, beside, passage, whole, texts[number], language
        )
        span = Span(hit.source, start, end)
        focus = tuple(answering(texts[number], question.wanted, asked, language))
        said = next((q for q in spoken if q.span.overlaps(span)), None)
        found.append(
            Candidate(
                hit,
                span,
                texts[number],
                Span(hit.source, around[heads[number]][0], end),
                focus,
                shares,
                float("nan"),
                start / max(1, len(text)),
                said.speaker if said else None,
            )
        )
    return found


def _shares(
    terms: Sequence[Term],
    counted: frozenset[str],
    sentence: frozenset[str],
    meant: frozenset[str],
    beside: frozenset[str],
    passage: frozenset[str],
    article: frozenset[str],
    text: str,
    language: str,
) -> Shares:
    plain = [term for term in terms if not term.is_name]
    names = [term for term in terms if term.is_name]
    numbers = [term for term in terms if term.word[:1].isdigit()]
    nouns = [term for term in terms if term.word in counted]

    def share(some: Sequence[Term], stems: frozenset[str]) -> float:
        total = sum(term.weight for term in some)
        if not total:
            return float("nan")
        return sum(term.weight * term.held(stems, language) for term in some) / total

    return Shares(
        sentence=share(terms, sentence),
        beside=share(terms, beside),
        passage=share(terms, passage),
        article=share(terms, article),
        plain=share(plain, sentence),
        plain_beside=share(plain, beside),
        names=share(names, meant),
        names_passage=share(names, passage),
        names_article=share(names, article),
        numbers=share(numbers, sentence),
        counted=share(nouns, sentence),
        run=_longest_run(terms, text, language),
    )


def _longest_run(terms: Sequence[Term], text: str, language: str) -> float:
    """The longest run of neighbouring terms that the text has in the same order and close by."""
    if not terms:
        return float("nan")
    tokens = [stems_of(word, language) for word in words(text)]
    longest = run = 0
    last = -1
    for term in terms:
        place = next(
            (at for at, own in enumerate(tokens) if at > last and term.held(own, language) > 0.5),
            None,
        )
        if place is None:
            run, last = 0, -1
            continue
        run = run + 1 if last >= 0 and place - last <= 4 else 1
        last = place
        longest = max(longest, run)
    return longest / len(terms)


def _heads(texts: Sequence[str]) -> list[int]:
    """For each sentence the number of the one that names whom it means, or its own."""
    heads: list[int] = []
    for number, text in enumerate(texts):
        back = (
            number > 0
            and _POINTS_BACK.match(text) is not None
            and len(texts[heads[-1]].split()) >= _FEWEST_WORDS
        )
        heads.append(heads[-1] if back and number - heads[-1] <= _MOST_BEFORE else number)
    return heads


def _ahead(article: Article, start: int) -> list[tuple[int, int]]:
    """The places of the last sentences before a passage."""
    text = article.document.text
    first = text.rfind("\n", 0, max(0, start - _AHEAD)) + 1
    places = [
        place
        for line in re.finditer(r"[^\n]+", text[first:start])
        for place in article.layout.sentences(first + line.start(), first + line.end())
    ]
    return places[-_MOST_BEFORE:]


def cosines_of(rows: Sequence[Candidate]) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """The cosines of candidates, shape (candidates,)."""
    return np.array([row.cosine for row in rows])
