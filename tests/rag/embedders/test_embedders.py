"""The embedder that ships: two libraries read it alike, and it reads both languages."""

import json
import random
import shutil
from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer

from dixit.rag.embedders.base import SHIPPED, Embedder, open_embedder
from dixit.rag.embedders.onnx import OnnxEmbedder
from dixit.rag.errors import EmbedderError
from dixit.rag.settings import ENGLISH_EMBEDDER, Settings
from tests.conftest import SEEDS
from training.unpack import unpack

SAME = [
    ("The factory closed for lack of orders.", "L'usine a fermé faute de commandes."),
    ("Our neighbours keep three goats.", "Nos voisins élèvent trois chèvres."),
    ("The judge put off the trial.", "Le juge a reporté le procès."),
    ("It will snow in the mountains tomorrow.", "Il neigera demain en montagne."),
    ("She sold the company to her brother.", "Elle a vendu l'entreprise à son frère."),
    ("Who wrote this song?", "Qui a écrit cette chanson ?"),
    ("The price of bread went up again.", "Le prix du pain a encore augmenté."),
    ("Batteries are the costliest part of the car.", "Les batteries coûtent le plus cher."),
    ("The minister resigned last night.", "Le ministre a démissionné hier soir."),
    ("Ships wait for days outside the port.", "Des navires attendent des jours devant le port."),
]


@pytest.fixture(scope="session")
def texts() -> list[str]:
    """A thousand pieces of the articles, of one word to far more than the window."""
    whole = [path.read_text("utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    chance = random.Random(7)

    def drawn() -> str:
        text = chance.choice(whole)
        start = chance.randrange(len(text) - 10)
        return text[start : start + int(10 ** chance.uniform(1, 3.3))]

    return [drawn() for _ in range(1_000)]


def test_two_libraries_make_the_same_vectors_of_the_same_weights(
    embedder: Embedder, texts: list[str], tmp_path: Path
) -> None:
    unpack(SHIPPED, tmp_path)
    theirs = SentenceTransformer(str(tmp_path), device="cpu")
    rows = theirs.encode(
        texts, prompt_name="document", normalize_embeddings=True, show_progress_bar=False
    )

    # sentence-transformers computes in floats; the shipped graph rounds activations to 8 bits.
    cosines = (embedder.embed_passages(texts) * rows).sum(axis=1)
    assert cosines.mean() >= 0.995
    assert cosines.min() >= 0.98
    assert embedder.identity.dimension == rows.shape[1]
    by_name = open_embedder(Settings(embedder=str(tmp_path)))
    assert by_name.count_tokens(texts) == embedder.count_tokens(texts)
    assert by_name.window == embedder.window


def test_a_text_has_the_same_vector_in_any_company(embedder: Embedder, texts: list[str]) -> None:
    some = texts[:100]
    alone = np.concatenate([embedder.embed_passages([text]) for text in some])

    assert (embedder.embed_passages(some) == alone).all()
    assert np.allclose(np.linalg.norm(alone, axis=1), 1, atol=1e-5)


def test_the_first_questions_are_read_by_the_graph_as_it_is(
    embedder: Embedder, texts: list[str]
) -> None:
    new, short = OnnxEmbedder(SHIPPED), [text[:200] for text in texts[:20]]
    first = np.stack([new.embed_query(text) for text in short])
    later = np.stack([embedder.embed_query(text) for text in short])

    assert (first * later).sum(axis=1).min() >= 0.99


def test_no_text_has_no_vector(embedder: Embedder) -> None:
    assert embedder.embed_passages([]).shape == (0, embedder.identity.dimension)
    assert embedder.count_tokens([]) == []


def test_what_is_beyond_the_window_is_not_read(embedder: Embedder) -> None:
    words = [f"mot{number}" for number in range(embedder.window)]
    text = " ".join(words)
    assert embedder.count_tokens([text])[0] > embedder.window

    cosine = embedder.embed_query(text) @ embedder.embed_query(text + " tout autre chose")
    assert cosine == pytest.approx(1, abs=1e-5)


def test_a_sentence_is_nearest_to_its_translation(embedder: Embedder) -> None:
    english = embedder.embed_passages([pair[0] for pair in SAME])
    french = embedder.embed_passages([pair[1] for pair in SAME])
    nearness = english @ french.T

    assert list(nearness.argmax(axis=1)) == list(range(len(SAME)))
    assert list(nearness.argmax(axis=0)) == list(range(len(SAME)))


def test_the_english_embedder_has_its_name_still() -> None:
    embedder = open_embedder(Settings(embedder=ENGLISH_EMBEDDER))

    assert embedder.identity.name == ENGLISH_EMBEDDER
    assert embedder.identity != open_embedder(Settings()).identity


def test_the_prefixes_are_the_models_own_unless_others_are_given() -> None:
    own = open_embedder(Settings())
    other = open_embedder(Settings(query_prefix="question: ", passage_prefix="text: "))

    assert (own.identity.query_prefix, own.identity.passage_prefix) == ("query: ", "passage: ")
    assert other.identity != own.identity
    assert not np.allclose(other.embed_query("Qui parle ?"), own.embed_query("Qui parle ?"))


def test_a_folder_of_sentence_transformers_names_its_prefixes_too(tmp_path: Path) -> None:
    unpack(SHIPPED, tmp_path)
    identity = open_embedder(Settings(embedder=str(tmp_path))).identity

    assert (identity.query_prefix, identity.passage_prefix) == ("query: ", "passage: ")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "model"))


def test_other_weights_than_the_published_are_refused(copy: Path) -> None:
    weights = bytearray((copy / "model.safetensors").read_bytes())
    weights[-1] ^= 1
    (copy / "model.safetensors").write_bytes(weights)

    with pytest.raises(EmbedderError, match="are not the ones that were published"):
        OnnxEmbedder(copy).identity  # noqa: B018


def test_what_cannot_be_read_is_told_in_a_sentence(copy: Path) -> None:
    (copy / "model.onnx").write_bytes(b"no graph")
    with pytest.raises(EmbedderError, match=r"cannot be loaded \(\w+\): install Dixit anew"):
        OnnxEmbedder(copy).embed_query("Qui parle ?")
    (copy / "manifest.json").unlink()
    with pytest.raises(EmbedderError, match=r"no manifest\.json"):
        OnnxEmbedder(copy).identity  # noqa: B018


def test_the_shipped_folder_is_small_and_tells_what_it_is() -> None:
    files = [path for path in SHIPPED.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) <= 64_000_000

    card = (SHIPPED / "README.md").read_text("utf-8")
    told = json.loads((SHIPPED / "manifest.json").read_text("utf-8"))
    assert told["weights_sha256"][:12] in card
