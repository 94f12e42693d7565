"""An embedder that needs no model, and an index of the five articles that may be changed."""

import shutil
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from dixit.index.manifest import EmbedderIdentity
from dixit.index.records import Vectors
from dixit.index.text.tokens import words
from dixit.rag.embedders.base import Embedder

DIMENSION = 32


class HashedWords:
    """Each word counts in one of 32 places: texts that share words lie near each other."""

    identity = EmbedderIdentity("hashed-words", "0" * 64, DIMENSION)
    window = 256

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(words(text)) for text in texts]

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        rows = [self.embed_query(text) for text in texts]
        return np.array(rows, dtype=np.float32).reshape(-1, DIMENSION)

    def embed_query(self, text: str) -> Vectors:
        row = np.full(DIMENSION, 1e-3, dtype=np.float32)
        for word in words(text):
            row[zlib.crc32(word.encode()) % DIMENSION] += 1
        unit: Vectors = row / np.linalg.norm(row)
        return unit


@pytest.fixture(scope="session")
def hashed() -> Embedder:
    return HashedWords()


@pytest.fixture
def index(seed_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the index of the five articles, to be changed."""
    copy = tmp_path / "index"
    shutil.copytree(seed_index, copy)
    monkeypatch.setenv("DIXIT_INDEX", str(copy))
    return copy
