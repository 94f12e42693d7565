"""A question analysed once, and passed through all steps of answering.

`query.understand` uses only the question's own words. Two things need the articles: names that the
question writes without a capital and the passages with one, and the weights of the words.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dixit.index.records import Hit
from dixit.index.text.tokens import fold, words
from dixit.rag.dials import DEFAULT, TermDials
from dixit.rag.lang.translation import is_common
from dixit.rag.question.answer_type import Wanted
from dixit.rag.question.query import Query
from dixit.rag.question.terms import Frequencies, Term, terms_of


@dataclass(frozen=True, slots=True)
class Question:
    """A question, with what the articles show about its words."""

    written: Query
    """The analysis of the question's own words."""
    query: Query
    """The same, with the names that were written without a capital."""
    terms: tuple[Term, ...]
    """The content words with their weights; names written without a capital count as names."""
    written_terms: tuple[Term, ...]
    """The same for `written`; confidence is measured with these."""

    @classmethod
    def over(
        cls,
        query: Query,
        hits: Sequence[Hit],
        frequencies: Frequencies,
        dials: TermDials = DEFAULT.terms,
    ) -> "Question":
        """Complete a query with the passages found for it.

        Args:
            query: the analysed question.
            hits: the passages found; capitals in them reveal names.
            frequencies: how common words are in the index.
            dials: the weights of the words.
        """
        terms = terms_of(query, frequencies, dials)
        small = names_in_small(query, hits)
        if not small:
            return cls(query, query, terms, terms)
        named = replace(query, names=(*query.names, *small))
        return cls(query, named, terms_of(named, frequencies, dials), terms)

    @property
    def text(self) -> str:
        """The question itself."""
        return self.query.text

    @property
    def language(self) -> str:
        """ "fr" or "en"."""
        return self.query.language

    @property
    def wanted(self) -> Wanted:
        """The type of answer that it asks for."""
        return self.query.wanted

    @property
    def speakers(self) -> tuple[str, ...]:
        """The names whose words are asked for."""
        return self.query.speakers


def names_in_small(query: Query, hits: Sequence[Hit]) -> tuple[str, ...]:
    """Names that the question writes without a capital, and the passages always with one.

    Args:
        query: the analysed question.
        hits: the passages found for it.

    Returns:
        The names as the question writes them; neighbouring names as one.
    """
    name_parts = {word for name in query.names for word in words(name)}
    names = []
    for word in query.topic:
        if word in name_parts or word in query.kinds or len(word) < 3 or word[0].isdigit():
            continue
        pattern = re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE)
        written = [m[0] for hit in hits for m in pattern.finditer(hit.text)]
        common = is_common(word, query.language)
        if written and not common and all(form[0].isupper() for form in written):
            names.append(word)
    return tuple(_written_together(names, query.text, hits))


def _written_together(names: Sequence[str], text: str, hits: Sequence[Hit]) -> list[str]:
    """The names; those that follow one another in the question and in a passage become one."""
    joined: list[str] = []
    for name in names:
        both = rf"{re.escape(joined[-1])} {re.escape(name)}" if joined else None
        if (
            both
            and re.search(both, fold(text))
            and any(re.search(both, fold(h.text)) for h in hits)
        ):
            joined[-1] += f" {name}"
        else:
            joined.append(name)
    return joined
