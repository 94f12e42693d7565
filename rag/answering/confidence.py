"""Confidence of an answer: how much of the question its best citation covers."""

from collections.abc import Iterable, Sequence

from dixit.rag.dials import DEFAULT, ConfidenceDials
from dixit.rag.question.question import Question
from dixit.rag.question.terms import Term, stems_of
from dixit.rag.records import Block, Citation
from dixit.rag.retrieval.articles import Articles


def confidence(
    question: Question,
    blocks: Iterable[Block],
    articles: Articles,
    dials: ConfidenceDials = DEFAULT.confidence,
) -> float:
    """The share of the question's weight that the best citation covers, from 0 to 1.

    The value ranks answers. It is not a probability; `dixit eval` compares it with the share of
    correct answers.

    Args:
        question: the question and its weighted words.
        blocks: the blocks of the answer.
        articles: the cited articles.
        dials: how much a word counts that is in the article, but not in the citation.

    Returns:
        0 if no citation proves anything. 1 if one does and the question has no weighted words.
    """
    cited = [citation for block in blocks for citation in block.citations if citation.counts]
    terms = question.written_terms
    total = sum(term.weight for term in terms)
    if not cited or not total:
        return float(bool(cited))
    return max(_held(terms, citation, articles, dials) for citation in cited) / total


def _held(
    terms: Sequence[Term], citation: Citation, articles: Articles, dials: ConfidenceDials
) -> float:
    source = citation.span.source
    language = articles.document(source).language
    own = stems_of(f"{citation.quote} {citation.speaker or ''}", language)
    article = articles.stems(source)
    return sum(
        term.weight
        * max(
            term.held(own, language),
            (dials.name_afar if term.is_name else dials.word_afar) * term.held(article, language),
        )
        for term in terms
    )
