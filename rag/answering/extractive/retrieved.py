"""What was found for one question: the passages, who says what in them, and the articles."""

from collections.abc import Sequence

from dixit.index.filters import ANYTHING, Filter
from dixit.index.records import Hit, Quotation
from dixit.rag.answering.extractive.facts import find_facts
from dixit.rag.answering.extractive.sentence_scoring import Evidence
from dixit.rag.dials import DEFAULT, Dials
from dixit.rag.question.question import Question
from dixit.rag.retrieval.articles import Articles


class Retrieved:
    """What the strategies of one question look at.

    Args:
        hits: the passages found, best first.
        spoken: the statements of those whom the question names as speakers.
        heard: all statements in the hits' documents.
        articles: where the documents are.
        dials: the numbers that decide an answer.
        where: which articles were searched.
    """

    def __init__(
        self,
        hits: Sequence[Hit],
        spoken: Sequence[Quotation],
        heard: Sequence[Quotation],
        articles: Articles,
        dials: Dials = DEFAULT,
        where: Filter = ANYTHING,
    ) -> None:
        self.hits = hits
        self.spoken = spoken
        self.heard = heard
        self.articles = articles
        self.dials = dials
        self.where = where
        self._facts: list[Evidence] | None = None

    def facts(self, question: Question) -> list[Evidence]:
        """The sentences that hold the answer, best first; worked out once, for one question."""
        if self._facts is None:
            self._facts = find_facts(question, self.hits, self.articles, self.dials)
        return self._facts
