"""The sentences among which the answer is looked for, with what is known of each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from dixit.index.records import Document, Hit, Quotation, Span, Vectors
from dixit.index.text.tokens import words
from dixit.rag.answering.extractive.sentence_scoring import Evidence, weigh
from dixit.rag.dials import SentenceDials
from dixit.rag.models.passage_reading import SentenceReading
from dixit.rag.question.answer_type import counted_in
from dixit.rag.question.question import Question
from dixit.rag.question.terms import Term, stems_of
from dixit.rag.retrieval.articles import Articles

READ = 8
"""Passages whose sentences are candidates."""
COMPARED = 24
"""Candidates that are compared with the question by their vectors: about five passages of text."""
IN_CONTEXT = 12
"""Those of them that are compared once more with their article's title in front."""

_TITLE = 120
"""Most characters of a first line that stands for a title."""
_GAP = 4
"""Characters between two sentences that follow one another: marks and line ends."""
_STEP = 4
"""Words from one of the question's words to the next, where both are part of a run."""


class Vectoriser(Protocol):
    """Turns texts into unit vectors."""

    def of_query(self, text: str) -> Vectors:
        """The vector of a question, shape (dimension,)."""
        ...

    def of_sentences(self, texts: Sequence[str]) -> Vectors:
        """The vectors of sentences, shape (texts, dimension)."""
        ...


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence of a passage that was found.

    Attributes:
        evidence: the sentence, its place, and how far it holds the question by rules.
        shares: of the question's telling words by place.
        cosine: of question and sentence; NaN where they were not compared.
        cosine_in_context: the same with the article's title before the sentence. Questions name the
            article's subject, and the sentence that answers often does not.
        cosine_without_names: of the sentence and the question without its names.
        reading: what the cross-encoder reads in it; None where it was not read.
        is_title: whether it is part of the article's title.
        position: of the sentence in its document, 0 (first character) to 1.
        speaker: who says it, where it is part of a statement.
    """

    evidence: Evidence
    shares: "Shares"
    cosine: float
    cosine_in_context: float
    cosine_without_names: float
    reading: SentenceReading | None
    is_title: bool
    position: float
    speaker: str | None

    @property
    def span(self) -> Span:
        """The place of the sentence."""
        return self.evidence.span

    @property
    def text(self) -> str:
        """The words of the sentence."""
        return self.evidence.text

    @property
    def hit(self) -> Hit:
        """The passage that it was found in."""
        return self.evidence.hit


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
    dials: SentenceDials,
    vectors: Vectoriser | None = None,
) -> list[Candidate]:
    """The sentences of the first passages.

    Args:
        question: what is asked.
        hits: the passages found, best first.
        heard: the statements in their documents.
        articles: where the documents are.
        dials: by which sentences are weighed by rules.
        vectors: the embedder, or None to compare no vectors.
    """
    found = weigh(question.query, question.terms, hits[:READ], articles, dials, every=True)
    found = sorted(found, key=lambda evidence: evidence.span)
    rows = [_candidate(at, found, question, heard, articles) for at in range(len(found))]
    if vectors is None or not rows:
        return rows
    order = sorted(range(len(rows)), key=lambda at: (-promise(rows[at], hits), at))[:COMPARED]
    asked = vectors.of_query(question.text)
    bare = vectors.of_query(_without_names(question))
    table = vectors.of_sentences([rows[at].text for at in order])
    for at, cosine, without in zip(
        order, (table @ asked).tolist(), (table @ bare).tolist(), strict=True
    ):
        rows[at] = replace(rows[at], cosine=cosine, cosine_without_names=without)
    near = sorted(order, key=lambda at: (-rows[at].cosine - rows[at].cosine_without_names, at))
    near = near[:IN_CONTEXT]
    titled = [f"{title_of(rows[at], articles)}\n{rows[at].text}" for at in near]
    for at, cosine in zip(near, (vectors.of_sentences(titled) @ asked).tolist(), strict=True):
        rows[at] = replace(rows[at], cosine_in_context=cosine)
    return rows


def _without_names(question: Question) -> str:
    """The question without its names: what it asks of them."""
    text = question.text
    for name in question.query.names:
        text = text.replace(name, "")
    return " ".join(text.split()) or question.text


def title_of(candidate: Candidate, articles: Articles) -> str:
    """The title of a candidate's article, or its first line."""
    document = articles.document(candidate.span.source)
    return document.title or document.text.lstrip().partition("\n")[0][:_TITLE]


def promise(candidate: Candidate, hits: Sequence[Hit]) -> float:
    """By which the candidates are drawn that are worth comparing."""
    best = hits[0].score or 1.0
    return candidate.evidence.weight + candidate.hit.score / best


def _candidate(
    at: int,
    found: Sequence[Evidence],
    question: Question,
    heard: Sequence[Quotation],
    articles: Articles,
) -> Candidate:
    evidence = found[at]
    span, hit = evidence.span, evidence.hit
    language = hit.passage.language
    document = articles.document(span.source)
    text = document.text
    start, end = span.start, span.end
    if at and _follows(found[at - 1].span, span):
        start = found[at - 1].span.start
    if at + 1 < len(found) and _follows(span, found[at + 1].span):
        end = found[at + 1].span.end
    shares = _shares(
        question.terms,
        counted_in(question.text),
        language,
        sentence=stems_of(evidence.text, language),
        meant=stems_of(text[evidence.told.start : span.end], language),
        beside=stems_of(text[start:end], language),
        passage=stems_of(hit.text, language),
        article=articles.stems(span.source),
        run=_longest_run(question.terms, evidence.text, language),
    )
    said = next((q for q in heard if q.span.overlaps(span)), None)
    return Candidate(
        evidence,
        shares,
        float("nan"),
        float("nan"),
        float("nan"),
        None,
        _in_title(span, document),
        span.start / max(1, len(text)),
        said.speaker if said else None,
    )


def _in_title(span: Span, document: Document) -> bool:
    """Whether a sentence is the first line of a text, or stands in its title."""
    first = document.text.find("\n", len(document.text) - len(document.text.lstrip()))
    if first > 0 and span.end <= first + 1:
        return True
    return document.text[span.start : span.end].strip() in (document.title or "")


def _follows(first: Span, second: Span) -> bool:
    return first.source == second.source and 0 <= second.start - first.end <= _GAP


def _shares(
    terms: Sequence[Term],
    counted: frozenset[str],
    language: str,
    *,
    sentence: frozenset[str],
    meant: frozenset[str],
    beside: frozenset[str],
    passage: frozenset[str],
    article: frozenset[str],
    run: float,
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
        run=run,
    )


def _longest_run(terms: Sequence[Term], text: str, language: str) -> float:
    """The longest run of neighbouring terms that a text has in the same order and near."""
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
        run = run + 1 if last >= 0 and place - last <= _STEP else 1
        last = place
        longest = max(longest, run)
    return longest / len(terms)
