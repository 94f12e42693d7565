"""The reader: which sentences of the passages found answer a question, and how likely."""

from collections.abc import Sequence
from dataclasses import dataclass

from dixit.index.records import Hit, Quotation
from dixit.rag.answering.extractive.candidates import candidates
from dixit.rag.answering.extractive.ranker import Judged, Ranker, shipped_ranker
from dixit.rag.answering.extractive.sentence_vectors import SentenceVectors
from dixit.rag.dials import SentenceDials
from dixit.rag.embedders.base import Embedder
from dixit.rag.question.question import Question
from dixit.rag.retrieval.articles import Articles
from dixit.rag.settings import Settings


@dataclass(frozen=True, slots=True)
class Reader:
    """A learned ranker, and what compares sentences with the question.

    Attributes:
        ranker: judges each candidate by its signals; None for the shipped one, which is loaded with
            the first question that is read, so that a search does without it.
        vectors: of sentences; None compares none (the setting `reader = "light"`), which is faster
            and a little less often right.
    """

    ranker: Ranker | None = None
    vectors: SentenceVectors | None = None

    def read(
        self,
        question: Question,
        hits: Sequence[Hit],
        heard: Sequence[Quotation],
        articles: Articles,
        dials: SentenceDials,
    ) -> list[Judged]:
        """Judge the sentences of the first passages.

        Args:
            question: what is asked.
            hits: the passages found, best first.
            heard: the statements in their documents.
            articles: where the documents are.
            dials: by which sentences are weighed by rules.

        Returns:
            The candidates with their probabilities, the likeliest answer first.
        """
        rows = candidates(question, hits, heard, articles, dials, self.vectors)
        ranker = self.ranker or shipped_ranker()
        return ranker.judge(question, hits, rows)


def open_reader(settings: Settings, embedder: Embedder) -> Reader:
    """The reader that the settings name; ranker and embedder load with the first question."""
    return Reader(vectors=SentenceVectors(embedder) if settings.reader == "full" else None)


def light_reader() -> Reader:
    """The shipped ranker without vectors."""
    return Reader()
