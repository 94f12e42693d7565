"""The reader judges every sentence of the passages found by what is known of it."""

from collections.abc import Sequence

import numpy as np
import pytest

from dixit.index.records import Vectors
from dixit.rag.answering.extractive.candidates import COMPARED, IN_CONTEXT, candidates
from dixit.rag.answering.extractive.ranker import shipped_ranker
from dixit.rag.answering.extractive.reader import Reader, light_reader
from dixit.rag.answering.extractive.sentence_vectors import SentenceVectors
from dixit.rag.answering.extractive.signals import FROM_VECTORS, SIGNALS, signals
from dixit.rag.dials import DEFAULT
from dixit.rag.embedders.base import Embedder
from tests.rag.answering.extractive.asking import asked

ARTICLES = {
    "gare.txt": (
        "La gare de Vaubert fermera en mars. Le toit menace de tomber, selon les experts. "
        "Claire Monin, maire de Vaubert, a déclaré : « Nous perdons notre dernier train. »"
    ),
    "lait.txt": "La laiterie Brunel a vendu 4 200 tonnes de lait en 2019. Elle emploie 35 gens.",
}
CLOSING = "Pourquoi la gare de Vaubert est-elle condamnée ?"


def column(question: str, name: str) -> dict[str, float]:
    """A signal of each sentence, by the sentence's first two words."""
    understood, retrieved = asked(question, ARTICLES)
    rows = candidates(
        understood, retrieved.hits, retrieved.heard, retrieved.articles, DEFAULT.sentences
    )
    table = signals(understood, retrieved.hits, rows)
    values = table[:, SIGNALS.index(name)].tolist()
    return {" ".join(row.text.split()[:2]): value for row, value in zip(rows, values, strict=True)}


def test_every_sentence_of_the_passages_is_a_candidate() -> None:
    assert set(column(CLOSING, "length")) == {
        "La gare", "Le toit", "Claire Monin,", "La laiterie", "Elle emploie",
    }  # fmt: skip


def test_names_and_numbers_are_signals_and_no_gates() -> None:
    names = column("Combien de litres la laiterie Brunel a-t-elle vendus en 2020 ?", "names")
    numbers = column("Combien la laiterie Brunel a-t-elle vendu en 2019 ?", "numbers")

    assert names["La laiterie"] > names["La gare"]
    assert numbers["La laiterie"] > 0
    assert numbers["La gare"] == 0


def test_a_sentence_that_refers_back_is_read_with_the_one_before() -> None:
    assert column(CLOSING, "refers_back")["Elle emploie"] == 1
    assert column(CLOSING, "refers_back")["La gare"] == 0


def test_who_speaks_is_known_of_a_sentence() -> None:
    question = "Que dit Claire Monin ?"

    assert column(question, "in_statement")["Claire Monin,"] == 1
    assert column(question, "speaker_is_asked")["Claire Monin,"] == 1
    assert column(question, "speaker_is_asked")["La laiterie"] == 0


def test_without_vectors_their_signals_are_unknown() -> None:
    assert FROM_VECTORS
    for name in FROM_VECTORS:
        assert all(np.isnan(value) for value in column(CLOSING, name).values())


class _Meanings:
    """Vectors of two dimensions: of danger, and of everything else."""

    def __init__(self) -> None:
        self.count = 0

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        self.count += len(texts)
        rows = [[1.0, 0.0] if "menace" in text else [0.0, 1.0] for text in texts]
        return np.array(rows, dtype=np.float32)

    def embed_query(self, text: str) -> Vectors:
        return np.array([1.0, 0.0], dtype=np.float32)


def test_each_sentence_is_embedded_once() -> None:
    embedder = _Meanings()
    vectors = SentenceVectors(embedder)  # type: ignore[arg-type]
    first = vectors.of_sentences(["un", "deux", "un"])
    again = vectors.of_sentences(["deux", "trois"])

    assert first.shape == (3, 2)
    assert (again[0] == first[1]).all()
    assert embedder.count == 3


def test_only_so_many_sentences_are_kept() -> None:
    embedder = _Meanings()
    vectors = SentenceVectors(embedder, most=1)  # type: ignore[arg-type]
    for text in ("un", "deux", "un"):
        vectors.of_sentences([text])

    assert embedder.count == 3


def test_at_most_so_many_candidates_are_compared() -> None:
    long = {"long.txt": " ".join(f"La phrase {n} parle du port." for n in range(COMPARED * 2))}
    understood, retrieved = asked("Que dit-on du port ?", long)
    embedder = _Meanings()
    Reader(shipped_ranker(), SentenceVectors(embedder)).read(  # type: ignore[arg-type]
        understood, retrieved.hits, retrieved.heard, retrieved.articles, DEFAULT.sentences
    )

    assert embedder.count == COMPARED + IN_CONTEXT


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Combien de tonnes de lait la laiterie Brunel a-t-elle vendues en 2019 ?", "La laiterie"),
        ("When will the station of Vaubert close?", "La gare"),
    ],
)
def test_the_sentence_that_answers_comes_first(
    embedder: Embedder, question: str, answer: str
) -> None:
    understood, retrieved = asked(question, ARTICLES)
    for reader in (light_reader(), Reader(shipped_ranker(), SentenceVectors(embedder))):
        judged = reader.read(
            understood, retrieved.hits, retrieved.heard, retrieved.articles, DEFAULT.sentences
        )
        assert judged[0].candidate.text.startswith(answer)
        assert all(0 <= one.probability <= 1 for one in judged)
        assert judged[0].probability == max(one.probability for one in judged)


def test_no_passages_have_no_candidates() -> None:
    understood, retrieved = asked(CLOSING, {})

    assert light_reader().read(understood, [], [], retrieved.articles, DEFAULT.sentences) == []
