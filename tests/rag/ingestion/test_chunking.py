"""Passages: whole sentences, in place, within the embedder's window, free of debris."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dixit.index.records import Document
from dixit.rag.embedders.base import Embedder
from dixit.rag.ingestion.chunking import PASSAGE_TOKENS, lead, split
from dixit.rag.ingestion.loader import read
from dixit.rag.parsing.article import Article
from dixit.rag.parsing.boilerplate import blocks_of, debris_in
from dixit.rag.parsing.quotation_marks import quoted_in
from dixit.rag.parsing.sentences import sentences_in

SEEDS = Path(__file__).parents[3] / "seeds"
ARTICLES = [read(path, path.name) for path in sorted(SEEDS.glob("*.txt"))]


def told_sentences(article: Document) -> list[tuple[int, int]]:
    return [
        place
        for block in blocks_of(article)
        if not block.debris
        for place in sentences_in(article.text, block.start, block.end)
    ]


def count_words(texts: Sequence[str]) -> list[int]:
    return [len(text.split()) for text in texts]


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.source[:3])
@pytest.mark.parametrize("window", [30, 80, 1000])
def test_passages_are_in_place_within_the_window_and_lose_no_sentence(
    article: Document, window: int
) -> None:
    passages = split(Article(article), count_words, window)

    for passage in passages:
        assert article.text[passage.span.start : passage.span.end] == passage.text
        assert count_words([passage.text])[0] <= min(window, PASSAGE_TOKENS)
    for start, end in told_sentences(article):
        if count_words([article.text[start:end]])[0] <= window:
            assert any(p.span.start <= start and end <= p.span.end for p in passages)


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.source[:3])
def test_a_passage_begins_and_ends_with_sentences(article: Document) -> None:
    places = told_sentences(article)
    starts, ends = {start for start, _ in places}, {end for _, end in places}
    for passage in split(Article(article), count_words, 1000):
        assert passage.span.start in starts
        assert passage.span.end in ends


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.source[:3])
def test_no_passage_reaches_into_debris(article: Document) -> None:
    for passage in split(Article(article), count_words, 1000):
        for start, end in debris_in(article):
            assert end <= passage.span.start or passage.span.end <= start


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.source[:3])
@pytest.mark.parametrize("window", [90, 120])
def test_a_quotation_that_fits_lies_whole_in_a_passage(article: Document, window: int) -> None:
    passages = split(Article(article), count_words, window)
    for mark in (
        mark
        for block in blocks_of(article)
        if not block.debris
        for mark in quoted_in(article.text, block.start, block.end)
    ):
        if count_words([article.text[mark.open : mark.close]])[0] < window - 20:
            assert any(p.span.start <= mark.open and mark.close <= p.span.end for p in passages)


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.source[:3])
def test_the_default_embedder_reads_every_passage_whole_with_the_title(
    article: Document, embedder: Embedder
) -> None:
    passages = split(Article(article), embedder.count_tokens, embedder.window)
    title = lead(article, embedder.count_tokens, embedder.window)

    assert passages
    assert max(embedder.count_tokens([title + p.text for p in passages])) <= embedder.window


def test_a_title_too_long_for_the_window_is_not_put_in_front() -> None:
    long = Document("a.txt", "Un texte.", "", "fr", title="mot " * 40)

    assert lead(long, count_words, 1000) == f"{long.title}\n"
    assert lead(long, count_words, 100) == ""


def test_each_passage_has_its_own_language() -> None:
    french = " ".join(ARTICLES[1].text.split("\n")[2:5])
    english = (
        "The two companies said on Tuesday that they would work together on the digital side of "
        "car making, from the first drawing to the repair shop, and that the agreement had no end."
    )
    text = f"{french}\n\nPublicité\n\n{english}"
    passages = split(Article(Document("a.txt", text, "", "fr")), count_words, 90)

    assert {passage.language for passage in passages} == {"fr", "en"}
    assert next(p.language for p in passages if p.text == english) == "en"


def test_neighbouring_passages_share_a_sentence_where_it_leaves_room() -> None:
    text = " ".join(f"Ceci est la phrase numéro {number}." for number in range(9))
    passages = split(Article(Document("a.txt", text, "", "fr")), count_words, 20)

    assert len(passages) > 2
    for one, following in pairwise(passages):
        assert following.span.start < one.span.end < following.span.end


def test_a_sentence_longer_than_the_window_is_cut_between_words_and_lost_nowhere() -> None:
    text = " ".join(f"mot{number}" for number in range(95)) + "."
    passages = split(Article(Document("a.txt", text, "", "fr")), count_words, 10)

    assert " ".join(passage.text for passage in passages) == text


def test_splitting_twice_gives_the_same() -> None:
    for article in ARTICLES:
        assert split(Article(article), count_words, 60) == split(Article(article), count_words, 60)


PIECES = st.sampled_from(
    [
        *(
            "Il a dit : « Oui. Non. »",
            "Les ventes ont bondi de 13,1% en un an.",
            "Partager",
            "\r\n",
        ),
        *(
            "\n\n",
            "\n",
            " ",
            "\u202f",
            "\u00a0",
            "\ufeff",
            "e\u0301",
            "\U0001f697",
            "\u0627\u0644\u0633",
            "\u202b",
        ),
        *("Lire aussi : la suite", "« ", " »", "“", "”", '"', "M. X", "…", "12 €.", "SAIC.Les"),
    ]
)
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=40).map("".join))


@given(TEXTS, st.integers(2, 40), st.sampled_from([None, "Partager", "Un titre de quatre mots"]))
def test_any_text_is_split_in_place_and_loses_no_sentence(
    text: str, window: int, title: str | None
) -> None:
    article = Document("a.txt", text, "", "fr", title=title)
    passages = split(Article(article), count_words, window)

    assert passages == split(Article(article), count_words, window)
    for passage in passages:
        assert text[passage.span.start : passage.span.end] == passage.text != ""
    covered = {place for p in passages for place in range(p.span.start, p.span.end)}
    for start, end in told_sentences(article):
        assert all(place in covered or text[place].isspace() for place in range(start, end))
    for start, end in debris_in(article):
        assert covered.isdisjoint(range(start, end))
