"""What one question reads: each document once, and nothing that was changed since is kept."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

import pytest

from dixit import Dixit
from dixit.index.errors import SourceUnknown
from dixit.index.filters import ANYTHING, Filter
from dixit.index.records import Document, DocumentSummary, Quotation
from dixit.index.search_index import SearchIndex
from dixit.rag.question.terms import stems_of
from dixit.rag.retrieval.articles import Articles, Parsed

BRIDGE = Document("pont.txt", "Le pont de Brissac rouvre. Les travaux finissent.", "1", "fr")


class Shelf:
    """A library of one document that counts what it is asked."""

    def __init__(self, document: Document) -> None:
        self.held = document
        self.asked: Counter[str] = Counter()

    def document(self, source: str) -> Document:
        self.asked["document"] += 1
        if source != self.held.source:
            raise SourceUnknown(source)
        return replace(self.held)

    def quotations(self, sources: Sequence[str] | None = None) -> list[Quotation]:
        self.asked["quotations"] += 1
        return []

    def documents(self, where: Filter = ANYTHING) -> list[DocumentSummary]:
        self.asked["documents"] += 1
        return []

    def search_name(
        self,
        patterns: Sequence[Sequence[Collection[str]]],
        k: int,
        where: Filter = ANYTHING,
        *,
        fuzzy: bool = False,
    ) -> tuple[list[str], bool]:
        return [], True

    def frequency(self, token: str) -> int:
        self.asked["frequency"] += 1
        return 1

    def size(self) -> int:
        self.asked["size"] += 1
        return 1

    def languages(self) -> list[str]:
        self.asked["languages"] += 1
        return ["fr"]


def test_what_was_asked_once_is_not_asked_again() -> None:
    shelf = Shelf(BRIDGE)
    articles = Articles(shelf)
    for _ in range(3):
        assert articles.document("pont.txt") == BRIDGE
        assert articles.stems("pont.txt") == stems_of(BRIDGE.text, "fr")
        articles.quotations(["pont.txt"])
        articles.frequency("pont")
        articles.size()
        articles.languages()
        articles.documents()

    assert set(shelf.asked.values()) == {1}
    assert len(shelf.asked) == 6


def test_a_document_that_is_not_there_is_unknown() -> None:
    with pytest.raises(SourceUnknown):
        Articles(Shelf(BRIDGE)).article("autre.txt")


def test_the_next_question_finds_an_article_parsed_unless_it_was_changed() -> None:
    shelf, parsed = Shelf(BRIDGE), Parsed()
    first = Articles(shelf, parsed).article("pont.txt")
    assert Articles(shelf, parsed).article("pont.txt") is first

    shelf.held = replace(BRIDGE, text="Le pont de Brissac ferme.")
    assert Articles(shelf, parsed).document("pont.txt").text == "Le pont de Brissac ferme."


def test_only_the_latest_articles_stay_parsed() -> None:
    parsed = Parsed(most=1)
    first = parsed.article(BRIDGE)
    parsed.article(replace(BRIDGE, source="autre.txt"))

    assert parsed.article(BRIDGE) is not first


@pytest.mark.parametrize(
    "question",
    [
        "How many vehicles did BMW deliver last year?",
        "Qui dirige Renault ?",
        "Que dit An Conghui de la coopération ?",
        "How many cars does BMW make in Toulouse?",
        "What will BMW and Alibaba offer start-ups, and what did An Conghui say?",
    ],
)
def test_one_question_reads_each_document_at_most_once(
    seed_dixit: Dixit, question: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: Counter[str] = Counter()
    document = SearchIndex.document

    def counted(self: SearchIndex, source: str) -> Document:
        read[source] += 1
        return document(self, source)

    monkeypatch.setattr(SearchIndex, "document", counted)
    seed_dixit.ask(question)

    assert set(read.values()) == {1}
