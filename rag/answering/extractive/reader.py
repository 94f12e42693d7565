"""The reader: which sentences of the passages found answer a question, and how likely."""

from collections.abc import Sequence
from dataclasses import dataclass

from dixit.index.records import Hit, Quotation
from dixit.rag.answering.extractive.candidates import candidates
from dixit.rag.answering.extractive.model_reading import read_by_model
from dixit.rag.answering.extractive.ranker import Judged, Ranker, shipped_ranker
from dixit.rag.answering.extractive.sentence_vectors import SentenceVectors
from dixit.rag.dials import SentenceDials
from dixit.rag.embedders.base import Embedder
from dixit.rag.models.cross_encoder import CrossEncoder, shipped_cross_encoder
from dixit.rag.question.question import Question
from dixit.rag.retrieval.articles import Articles
from dixit.rag.settings import Settings


@dataclass(frozen=True, slots=True)
class Reader:
    """A learned ranker, and what compares sentences with the question.

    Attributes:
        ranker: judges each candidate by its signals; None for the shipped one, which is loaded with
            the first question that is read, so that a search does without it.
        vectors: of sentences; None compares none (the setting `reader = "none"`), which is faster
            and less often right.
        model: the cross-encoder that reads the passages; None reads with none.
    """

    ranker: Ranker | None = None
    vectors: SentenceVectors | None = None
    model: CrossEncoder | None = None

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
        if self.model is not None:
            rows = read_by_model(self.model, question, rows, hits, articles)
        ranker = self.ranker or shipped_ranker()
        return ranker.judge(question, hits, rows)


def open_reader(settings: Settings, embedder: Embedder) -> Reader:
    """The reader that the settings name; ranker and embedder load with the first question."""
    if settings.reader == "none":
        return light_reader()
    return Reader(vectors=SentenceVectors(embedder), model=shipped_cross_encoder())


def light_reader() -> Reader:
    """The shipped ranker without vectors and without the cross-encoder."""
    return Reader()
