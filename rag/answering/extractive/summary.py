"""An article in a few of its own sentences: those that are most like all the others.

The worth of a sentence is its mean cosine with the others over stems weighed by inverse document
frequency (degree centrality; Erkan and Radev, 2004, "LexRank"), with its likeness to the title and
its place. One that says again what a chosen one says loses by it (Carbonell and Goldstein, 1998,
"The Use of MMR"). No model is asked, and no word is changed.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dixit.index.records import Quotation, Span
from dixit.index.text.tokens import document_tokens, fold, stop_words, words
from dixit.rag.dials import DEFAULT, SummaryDials
from dixit.rag.lang.word_lists import words_of
from dixit.rag.parsing.article import Article
from dixit.rag.parsing.injection import is_live, is_planted, seen
from dixit.rag.question.terms import Frequencies

_STOPS = (".", "!", "…", "»", "”", '"', ")")
Weights = Mapping[str, float]
"""Stems with their weights, of length 1 taken together."""


@dataclass(frozen=True, slots=True)
class Telling:
    """A sentence of a summary."""

    span: Span
    quotation: Quotation | None = None
    """The statement that it is words of, where it does not tell itself who speaks."""


def telling_sentences(
    article: Article,
    frequencies: Frequencies,
    spoken: Sequence[Quotation],
    most: int | None = None,
    dials: SummaryDials = DEFAULT.summary,
) -> list[Telling]:
    """The sentences that tell most of an article, in the order of its text.

    Args:
        article: the article; boilerplate, headings, questions and orders to a machine are left
            out.
        frequencies: how common its words are.
        spoken: the article's quotations.
        most: how many sentences; None for as many as its length asks for.
        dials: what makes a sentence worth showing.
    """
    candidates = _candidates(article, spoken, dials)
    language = article.document.language
    texts = [article.document.text[one.span.start : one.span.end] for one in candidates]
    vectors = [_weighed(text, language, frequencies) for text in texts]
    title = _weighed(article.document.title or "", language, frequencies)
    central = [_likeness(v, vectors[:i] + vectors[i + 1 :]) for i, v in enumerate(vectors)]
    peak = max(central, default=0.0) or 1.0
    worth = [
        (mean / peak + dials.title * _cosine(vector, title) + dials.lead / (1 + place))
        * (dials.leaning if _leans(text, language) or one.quotation is not None else 1.0)
        for place, (mean, vector, text, one) in enumerate(
            zip(central, vectors, texts, candidates, strict=True)
        )
    ]
    wanted = most or min(dials.most, max(dials.fewest, len(candidates) // dials.sentences_each))
    chosen: list[int] = []
    while len(chosen) < min(wanted, len(candidates)):
        rest = [i for i in range(len(candidates)) if i not in chosen]

        def gain(i: int) -> float:
            said = max((_cosine(vectors[i], vectors[j]) for j in chosen), default=0.0)
            return worth[i] - dials.alike * said

        chosen.append(max(rest, key=lambda i: (gain(i), -i)))
    return [candidates[i] for i in sorted(chosen)]


def _candidates(
    article: Article, spoken: Sequence[Quotation], dials: SummaryDials
) -> list[Telling]:
    """The sentences that may stand in a summary; where none is whole, any line of the text."""
    document, layout = article.document, article.layout
    found: dict[str, Telling] = {}
    short: dict[str, Telling] = {}
    for block in article.blocks:
        if block.debris:
            continue
        for start, end in layout.sentences(block.start, block.end):
            text = document.text[start:end]
            if is_planted(layout, start, end) or is_live(seen(text)):
                continue
            shown = _shown(Span(document.source, start, end), document.text, spoken)
            whole = dials.words <= len(words(text)) <= dials.most_words
            if shown is not None:
                kept = found if whole and text.rstrip().endswith(_STOPS) else short
                kept.setdefault(fold(text), shown)
    return list((found or short).values())


def _shown(sentence: Span, text: str, spoken: Sequence[Quotation]) -> Telling | None:
    """A sentence as it may stand alone, less the marks around words that are all quoted.

    None where it opens or closes a quotation that goes on beyond it, or nobody is known to speak.
    """
    for quotation in spoken:
        said = quotation.span
        if not quotation.direct or not said.overlaps(sentence):
            continue
        start, end = max(sentence.start, said.start), min(sentence.end, said.end)
        beside = text[sentence.start : start] + text[end : sentence.end]
        if not any(map(str.isalnum, beside)):
            inside = Span(sentence.source, start, end)
            return Telling(inside, quotation) if quotation.speaker else None
        if (start, end) != (said.start, said.end):
            return None
    return Telling(sentence)


def _weighed(text: str, language: str, frequencies: Frequencies) -> Weights:
    """The stems of a text's telling words with their inverse document frequencies."""
    told = [word for word in words(text) if word not in stop_words(language)]
    size = frequencies.size()
    weights = {}
    for stem in set(document_tokens(" ".join(told), language)):
        held = frequencies.frequency(stem)
        weights[stem] = math.log(1 + (size - held + 0.5) / (held + 0.5))
    length = math.sqrt(sum(weight**2 for weight in weights.values())) or 1.0
    return {stem: weight / length for stem, weight in weights.items()}


def _cosine(one: Weights, other: Weights) -> float:
    return sum(weight * other.get(stem, 0.0) for stem, weight in one.items())


def _likeness(one: Weights, others: Sequence[Weights]) -> float:
    """The mean cosine of a sentence with the others; 0 where there are none."""
    return sum(_cosine(one, other) for other in others) / len(others) if others else 0.0


def _leans(text: str, language: str) -> bool:
    """Whether a sentence opens with a word that means something said before."""
    opening = fold(text).split()[:1]
    leaning = {fold(word) for word in words_of("leaning.txt", language)}
    return bool(opening) and opening[0].strip(',«»"“” ') in leaning
