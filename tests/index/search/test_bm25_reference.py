"""The ranking by words beside another implementation of BM25, over the articles' sentences."""

from pathlib import Path

import pytest

from dixit.index.search.bm25 import Bm25Index
from dixit.index.search.changes import PassageText
from dixit.index.storage.database import State
from dixit.index.text.tokens import document_tokens, query_tokens
from dixit.rag.ingestion.loader import read
from dixit.rag.parsing.sentences import sentences

bm25s = pytest.importorskip("bm25s", reason="bm25s is only there to compare with")

SEEDS = Path(__file__).parents[3] / "seeds"
LONGEST = 40
"""Tantivy keeps a passage's length in one byte: exactly up to 40 tokens, and then in steps."""

QUESTIONS = [
    "partenariat entre Renault et Alibaba",
    "véhicules électriques en Chine",
    "intelligence artificielle et conduite autonome",
    "Combien de véhicules ont été livrés ?",
    "accord signé par Audi et SAIC",
]


@pytest.fixture(scope="module")
def passages() -> list[list[str]]:
    articles = [read(path, path.name).text for path in sorted(SEEDS.glob("*.txt"))]
    found = [
        document_tokens(text[start:end], "fr")
        for text in articles
        for start, end in sentences(text)
    ]
    return [tokens for tokens in found if 0 < len(tokens) <= LONGEST]


@pytest.fixture(scope="module")
def ours(passages: list[list[str]], tmp_path_factory: pytest.TempPathFactory) -> Bm25Index:
    index = Bm25Index.create(tmp_path_factory.mktemp("reference") / "words")
    texts = (PassageText(number, " ".join(tokens)) for number, tokens in enumerate(passages))
    index.apply([], texts, State(1, "reference"))
    return index


@pytest.mark.parametrize("question", QUESTIONS)
def test_scores_are_those_of_bm25s(
    passages: list[list[str]], ours: Bm25Index, question: str
) -> None:
    theirs = bm25s.BM25(method="lucene", k1=1.2, b=0.75)
    theirs.index(passages, show_progress=False)
    tokens = query_tokens(question, "fr", ["fr"])
    expected = theirs.get_scores(tokens)
    found = {match.passage_id: match.score for match in ours.search(tokens, len(passages))}

    assert found
    for passage_id, score in enumerate(expected):
        # Lucene's variant drops the constant factor k1 + 1, which changes no order.
        assert found.get(passage_id, 0.0) == pytest.approx(2.2 * float(score), rel=1e-3, abs=1e-6)
