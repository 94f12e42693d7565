"""How sure an answer is: what its best proof holds of the question's telling words."""

from collections.abc import Iterable, Sequence

from dixit.rag.question.question import Question
from dixit.rag.question.terms import Term, stems_of
from dixit.rag.records import Block, Citation
from dixit.rag.retrieval.articles import Articles

_NAME_AFAR = 0.8
"""What a name is worth that only the rest of the article holds."""
_WORD_AFAR = 0.3
"""The same for any other word."""


def confidence(question: Question, blocks: Iterable[Block], articles: Articles) -> float:
    """0 to 1: the share of the telling words' weight that the best citation holds; 0 of a refusal.

    It tells answers apart, and is no chance of being right: `dixit eval` lays one beside the other.
    """
    cited = [citation for block in blocks for citation in block.citations if citation.counts]
    terms = question.written_terms
    total = sum(term.weight for term in terms)
    if not cited or not total:
        return float(bool(cited))
    return max(_held(terms, citation, articles) for citation in cited) / total


def _held(terms: Sequence[Term], citation: Citation, articles: Articles) -> float:
    source = citation.span.source
    language = articles.document(source).language
    own = stems_of(f"{citation.quote} {citation.speaker or ''}", language)
    article = articles.stems(source)
    return sum(
        term.weight
        * max(
            term.held(own, language),
            (_NAME_AFAR if term.is_name else _WORD_AFAR) * term.held(article, language),
        )
        for term in terms
    )
