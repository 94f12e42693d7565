"""A document is parsed once, and what is read off it is the same as read by itself."""

from collections import Counter

import pytest

from dixit.index.records import Document
from dixit.rag.ingestion import chunking
from dixit.rag.parsing import layout
from dixit.rag.parsing.article import Article
from dixit.rag.parsing.boilerplate import blocks_of
from dixit.rag.parsing.injection import is_planted
from dixit.rag.parsing.quotation_marks import quoted_in
from dixit.rag.parsing.sentences import sentences_in
from dixit.rag.quotations import find_quotations, quotations_in

TEXT = (
    "Le pont de Brissac rouvre\n\n"
    "Le maire, Paul Ferrand, a déclaré : « Le pont rouvrira en avril. Il sera plus large. »\n\n"
    "Les travaux ont duré deux ans. Ils ont coûté trois millions d'euros à la commune.\n"
)
DOCUMENT = Document("pont.txt", TEXT, "", "fr", title="Le pont de Brissac rouvre")


def count_words(texts: list[str]) -> list[int]:
    return [len(text.split()) for text in texts]


def test_an_article_has_what_its_document_has() -> None:
    article = Article(DOCUMENT)

    assert article.blocks == blocks_of(DOCUMENT)
    assert quotations_in(article) == find_quotations(DOCUMENT) != ()
    for block in article.blocks:
        place = block.start, block.end
        assert article.layout.sentences(*place) == sentences_in(TEXT, *place)
        assert list(article.layout.quoted(*place)) == quoted_in(TEXT, *place)


def test_chunking_and_quotations_cut_each_block_into_sentences_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cut: Counter[tuple[int, int]] = Counter()

    def counted(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
        cut[start, end] += 1
        return sentences_in(text, start, end)

    monkeypatch.setattr(layout, "sentences_in", counted)
    article = Article(DOCUMENT)
    chunking.split(article, lambda texts: count_words(list(texts)), 40)
    quotations_in(article)
    is_planted(article.layout, 0, len(TEXT))

    assert len(cut) == 3
    assert set(cut.values()) == {1}


def test_the_sentences_around_a_place_stay_in_its_lines() -> None:
    read = Article(DOCUMENT).layout
    start, end = TEXT.index("deux ans"), TEXT.index("trois")

    assert TEXT[slice(*read.sentence_around(start, start + 4))] == "Les travaux ont duré deux ans."
    around = TEXT[slice(*read.sentence_around(start, end))]
    assert around.startswith("Les travaux") and around.endswith("commune.")
