"""A question understood once, and carried through the answering step.

What it says is read off its own words (`query.understand`). Two things need the articles: names
written without a capital, which the passages found write with one, and what each word weighs.
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
    """A question, with what the articles tell of its words."""

    written: Query
    """As its own words tell."""
    query: Query
    """The same, names written small among its names."""
    terms: tuple[Term, ...]
    """Its telling words, weighed; names written small are names."""
    written_terms: tuple[Term, ...]
    """The same, without knowing the names written small; by these confidence is measured."""

    @classmethod
    def over(
        cls,
        query: Query,
        hits: Sequence[Hit],
        frequencies: Frequencies,
        dials: TermDials = DEFAULT.terms,
    ) -> "Question":
        """A query as the passages found for it let it be read.

        Args:
            query: the question, understood.
            hits: the passages found, whose capitals tell names.
            frequencies: how common its words are.
            dials: what its words weigh.
        """
        terms = terms_of(query, frequencies, dials)
        small = names_in_small(query, hits)
        if not small:
            return cls(query, query, terms, terms)
        named = replace(query, names=(*query.names, *small))
        return cls(query, named, terms_of(named, frequencies, dials), terms)

    @property
    def text(self) -> str:
        """Its words."""
        return self.query.text

    @property
    def language(self) -> str:
        """ "fr" or "en"."""
        return self.query.language

    @property
    def wanted(self) -> Wanted:
        """The kind of answer it wants."""
        return self.query.wanted

    @property
    def speakers(self) -> tuple[str, ...]:
        """The names in it whose words are asked for."""
        return self.query.speakers


def names_in_small(query: Query, hits: Sequence[Hit]) -> tuple[str, ...]:
    """Names that the question writes without a capital, and the passages never do."""
    known = {word for name in query.names for word in words(name)}
    found = []
    for word in query.topic:
        if word in known or word in query.kinds or len(word) < 3 or word[0].isdigit():
            continue
        pattern = re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE)
        written = [m[0] for hit in hits for m in pattern.finditer(hit.text)]
        common = is_common(word, query.language)
        if written and not common and all(form[0].isupper() for form in written):
            found.append(word)
    return tuple(_written_together(found, query.text, hits))


def _written_together(names: Sequence[str], text: str, hits: Sequence[Hit]) -> list[str]:
    """Names that the question and a passage write one after the other, as one."""
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
