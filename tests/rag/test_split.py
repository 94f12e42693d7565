"""Passages: whole sentences, in place, within the embedder's window, free of debris."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.records import Document
from rag.read import read
from rag.sentences import sentences
from rag.split import PASSAGE_TOKENS, is_debris, split

SEEDS = Path(__file__).parent.parent.parent / "seeds"
ARTICLES = [read(path, path.name) for path in sorted(SEEDS.glob("*.txt"))]
DEBRIS = ["T+ | T-", "RSS", "Partager", "010020070770000000000000011199231370267401", "Souscrire"]


def count_words(texts: Sequence[str]) -> list[int]:
    return [len(text.split()) for text in texts]


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.source[:3])
@pytest.mark.parametrize("window", [30, 80, 1000])
def test_passages_are_in_place_within_the_window_and_lose_no_sentence(
    article: Document, window: int
) -> None:
    passages = split(article, count_words, window)

    for passage in passages:
        assert article.text[passage.span.start : passage.span.end] == passage.text
        assert count_words([passage.text])[0] <= min(window, PASSAGE_TOKENS)
    for start, end in sentences(article.text):
        if count_words([article.text[start:end]])[0] <= window:
            held = any(p.span.start <= start and end <= p.span.end for p in passages)
            assert held or is_debris(article.text[start:end]) or "\n" in article.text[end : end + 1]


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.source[:3])
def test_a_passage_begins_and_ends_with_sentences(article: Document) -> None:
    places = sentences(article.text)
    starts, ends = {start for start, _ in places}, {end for _, end in places}
    for passage in split(article, count_words, 1000):
        assert passage.span.start in starts
        assert passage.span.end in ends


def test_debris_is_in_no_passage() -> None:
    texts = [passage.text for article in ARTICLES for passage in split(article, count_words, 100)]

    for debris in DEBRIS:
        assert is_debris(debris)
        assert not any(debris in text.splitlines() for text in texts)


@pytest.mark.parametrize(
    "line", ["Il est parti.", "La Chine est le plus grand marché mondial de BMW.", "C'est fini !"]
)
def test_a_short_sentence_is_no_debris(line: str) -> None:
    assert not is_debris(line)


def test_neighbouring_passages_share_a_sentence_where_it_leaves_room() -> None:
    text = " ".join(f"Ceci est la phrase numéro {number}." for number in range(9))
    passages = split(Document("a.txt", text, "", "fr"), count_words, 20)

    assert len(passages) > 2
    for one, following in pairwise(passages):
        assert following.span.start < one.span.end < following.span.end


def test_a_sentence_longer_than_the_window_is_cut_between_words_and_lost_nowhere() -> None:
    text = " ".join(f"mot{number}" for number in range(95)) + "."
    passages = split(Document("a.txt", text, "", "fr"), count_words, 10)

    assert " ".join(passage.text for passage in passages) == text


def test_splitting_twice_gives_the_same() -> None:
    for article in ARTICLES:
        assert split(article, count_words, 60) == split(article, count_words, 60)


@given(st.text(), st.integers(2, 40))
def test_any_text_is_split_in_place(text: str, window: int) -> None:
    for passage in split(Document("a.txt", text, "", "fr"), count_words, window):
        assert text[passage.span.start : passage.span.end] == passage.text != ""
