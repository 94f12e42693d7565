"""What all tests share: user folders of their own, and one index of the five articles."""

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import StaticEmbedding
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from dixit import Dixit
from dixit.rag.embedders.base import Embedder, open_embedder
from dixit.rag.settings import Settings

PROJECT = Path(__file__).parent.parent
SEEDS = PROJECT / "seeds"


@pytest.fixture(scope="session", autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads or writes what the user keeps."""
    home = tmp_path_factory.mktemp("user")
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("DIXIT_")]:
            if name not in ("DIXIT_CHROMIUM", "DIXIT_REQUIRE_BROWSER", "DIXIT_PICTURES"):
                patch.delenv(name)
        patch.setenv("XDG_DATA_HOME", str(home / "data"))
        patch.setenv("XDG_CACHE_HOME", str(home / "cache"))
        yield


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    """The default embedder, loaded once."""
    return open_embedder(Settings())


@pytest.fixture(scope="session")
def seed_index(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Path:
    """An index of the five articles, made once; tests only read it."""
    folder = tmp_path_factory.mktemp("seeds") / "index"
    dixit = Dixit(folder, embedder=embedder)
    dixit.add([SEEDS])
    dixit.close()
    return folder


@pytest.fixture(scope="session")
def seed_dixit(seed_index: Path, embedder: Embedder) -> Iterator[Dixit]:
    """Dixit over the five articles; tests only read it."""
    dixit = Dixit(seed_index, embedder=embedder)
    yield dixit
    dixit.close()


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sentence-transformers model of a few words and random weights, saved to a folder."""
    folder = tmp_path_factory.mktemp("model") / "tiny-static"
    words = sorted({word for path in SEEDS.glob("*.txt") for word in path.read_text().split()})
    tokenizer = Tokenizer(WordLevel({"[UNK]": 0} | {w: i for i, w in enumerate(words, 1)}, "[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    weights = np.random.default_rng(7).normal(size=(len(words) + 1, 24)).astype(np.float32)
    module = StaticEmbedding(tokenizer, embedding_weights=weights)
    SentenceTransformer(modules=[module]).save(str(folder))
    return folder
