"""Names and numbers of a question that no passage found holds."""

import re
from collections.abc import Sequence

from dixit.index.records import Hit
from dixit.index.text.tokens import words
from dixit.rag.lang.name_matching import is_pronoun
from dixit.rag.lang.quantities import numbers_in
from dixit.rag.question.question import Question
from dixit.rag.question.terms import name_words

_DATE = re.compile(r"\b\d{1,4}([/.-])\d{1,2}\1\d{1,4}\b")


def absent_names(question: Question, hits: Sequence[Hit]) -> tuple[str, ...]:
    """Names and numbers of the question that no passage holds; a date is no number."""
    query, terms = question.query, question.terms
    unknown = {term.word for term in terms if term.is_name and not term.is_known}
    named = [name for name in query.names if unknown & set(name_words(name))]
    names = [name for name in named if not is_pronoun(name)]
    unknown -= {word for date in _DATE.finditer(query.text) for word in words(date[0])}
    unknown -= {word for name in named for word in name_words(name)}
    numbers = [term.word for term in terms if term.word in unknown and term.word[0].isdigit()]
    if numbers:
        # An article may write them otherwise: "24" as "vingt-quatre".
        held = (numbers_in(hit.text, hit.passage.language) for hit in hits)
        written = frozenset[str]().union(*held)
        numbers = [number for number in numbers if number not in written]
    return tuple(dict.fromkeys((*names, *numbers)))
