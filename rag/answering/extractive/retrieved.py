"""What was found for one question: the passages, who says what in them, and the articles."""

from collections.abc import Sequence

from dixit.index.filters import ANYTHING, Filter
from dixit.index.records import Hit, Quotation
from dixit.rag.answering.extractive.facts import find_facts
from dixit.rag.answering.extractive.ranker import Judged
from dixit.rag.answering.extractive.reader import Reader, light_reader
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
        reader: judges the sentences of the passages.
    """

    def __init__(
        self,
        hits: Sequence[Hit],
        spoken: Sequence[Quotation],
        heard: Sequence[Quotation],
        articles: Articles,
        dials: Dials = DEFAULT,
        where: Filter = ANYTHING,
        reader: Reader | None = None,
    ) -> None:
        self.hits = hits
        self.spoken = spoken
        self.heard = heard
        self.articles = articles
        self.dials = dials
        self._reader = reader or light_reader()
        self._judged: list[Judged] | None = None
        self.where = where
        self._facts: list[Evidence] | None = None

    def judged(self, question: Question) -> list[Judged]:
        """The sentences of the first passages, the likeliest answer first; worked out once."""
        if self._judged is None:
            self._judged = self._reader.read(
                question, self.hits, self.heard, self.articles, self.dials.sentences
            )
        return self._judged

    def best(self, question: Question) -> float:
        """The probability of the likeliest sentence; 0 without any."""
        judged = self.judged(question)
        return judged[0].probability if judged else 0.0

    def facts(self, question: Question) -> list[Evidence]:
        """The sentences that hold the answer, best first; worked out once, for one question."""
        if self._facts is None:
            self._facts = find_facts(
                question, self.judged(question), self.hits, self.articles, self.dials
            )
        return self._facts
