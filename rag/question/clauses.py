"""Split a question that asks several things: into questions, or into clauses."""

import re
from itertools import pairwise

from dixit.index.text.tokens import composed, stop_words, words
from dixit.rag.lang.lexicons import generic
from dixit.rag.lang.names import names_in
from dixit.rag.lang.question_language import question_language
from dixit.rag.question.query import Query

_AND_WHAT = re.compile(
    r"\s*[,;]?\s+(?:et|and)\s+(?=(?:(?:à|de|en|dans|pour|sur|avec|depuis|par|in|on|at|for|from|to|by|"
    r"with|over|since)\s+)?(?:qui|que|quoi|quel\w*|combien|quand|où|comment|pourquoi|what|which|who|"
    r"when|where|how|why)\b)",
    re.IGNORECASE,
)
_JOINING = re.compile(r"(?:,|\b(?:et|and|ou|or|vs\.?|versus|comme|puis|then)\b|&)", re.IGNORECASE)
"""What may separate two coordinated names."""
_POINTING = re.compile(
    r"\b(?:ils?|elles?|lui|leurs?|son|sa|ses|celui|celle|y|en|it|its|they|them|their|he|him|his|she|her)\b",
    re.IGNORECASE,
)


def parts_of(question: str) -> list[str]:
    """Split a question that asks two things: "since when ..., and in which month ...?"

    Returns:
        The parts. If a part has a pronoun and no name, the first name of the part before is added
        in brackets. A question that asks one thing is returned whole.
    """
    parts = [part.strip(" ,;") for part in _AND_WHAT.split(composed(question))]
    questions: list[str] = []
    for part in parts:
        language = question_language(question)
        telling = [w for w in words(part) if w not in stop_words(language) | generic()]
        if questions and len(telling) < 2:
            return [question]
        before = names_in(questions[-1]) if questions else ()
        leans = before and not names_in(part) and _POINTING.search(part)
        questions.append(f"{part} ({before[0]})" if leans else part)
    return questions


def clauses_of(query: Query) -> list[str]:
    """Split a question between coordinated names: "A's sales", "and B's aim".

    Returns:
        The clauses; the whole question if it coordinates no names.
    """
    places = sorted((query.text.find(name), name) for name in query.names if name in query.text)
    cuts = [0]
    for (start, one), (end, _) in pairwise(places):
        joints = [match.start() for match in _JOINING.finditer(query.text, start + len(one), end)]
        cuts += joints[-1:]
    return [query.text[start:end] for start, end in pairwise([*cuts, len(query.text)])]
