"""A question over a few short articles, as the strategies are given it."""

from collections.abc import Collection, Mapping, Sequence
from hashlib import sha256

from dixit.index.filters import ANYTHING, Filter
from dixit.index.records import Document, DocumentSummary, Hit, Passage, Quotation, Span
from dixit.rag.answering.extractive.retrieved import Retrieved
from dixit.rag.lang.detection import language_of
from dixit.rag.parsing.article import Article
from dixit.rag.question.query import understand
from dixit.rag.question.question import Question
from dixit.rag.question.terms import stems_of
from dixit.rag.quotations import quotations_in
from dixit.rag.retrieval.articles import Articles


class Shelf:
    """A library of short articles, each of which is one passage."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.held = {
            source: Document(source, text, "", language_of(text)) for source, text in texts.items()
        }

    def document(self, source: str) -> Document:
        return self.held[source]

    def quotations(self, sources: Sequence[str] | None = None) -> list[Quotation]:
        chosen = self.held if sources is None else sources
        return [q for source in chosen for q in quotations_in(Article(self.held[source]))]

    def documents(self, where: Filter = ANYTHING) -> list[DocumentSummary]:
        return [
            DocumentSummary(
                d.source,
                sha256(d.text.encode()).hexdigest(),
                "",
                d.language,
                d.title,
                d.published,
                "",
                "",
                len(d.text),
                1,
                0,
            )
            for _, d in sorted(self.held.items())
        ]

    def search_name(
        self,
        patterns: Sequence[Sequence[Collection[str]]],
        k: int,
        where: Filter = ANYTHING,
        *,
        fuzzy: bool = False,
    ) -> tuple[list[str], bool]:
        return list(self.held)[:k], True

    def frequency(self, token: str) -> int:
        return sum(token in stems_of(d.text, d.language) for d in self.held.values())

    def size(self) -> int:
        return len(self.held)

    def languages(self) -> list[str]:
        return sorted({document.language for document in self.held.values()})


def asked(text: str, texts: Mapping[str, str]) -> tuple[Question, Retrieved]:
    """A question, and what is found for it where every passage is a hit."""
    shelf = Shelf(texts)
    heard = shelf.quotations()
    query = understand(text, [quotation.speaker for quotation in heard])
    hits = [
        Hit(Passage(Span(d.source, 0, len(d.text)), d.text, d.language), 1.0)
        for d in shelf.held.values()
    ]
    spoken = [quotation for quotation in heard if quotation.speaker in query.speakers]
    articles = Articles(shelf)
    return Question.over(query, hits, articles), Retrieved(hits, spoken, heard, articles)
