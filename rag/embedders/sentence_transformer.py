"""Embedders from sentence-transformers, on the device that the library selects."""

import hashlib
import json
import logging
import math
import re
import sys
import threading
from collections.abc import Sequence
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from dixit.index.manifest import EmbedderIdentity
from dixit.index.records import Vectors
from dixit.rag.embedders.weight_hash import remembered_hash
from dixit.rag.errors import EmbedderError
from dixit.rag.installation import adding_package
from dixit.rag.settings import DEFAULT_EMBEDDER

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_HUB_TIMEOUT_S = 5.0
_E5_NAME = re.compile(r"(^|[/-])e5-(?!.*instruct)")
_E5_PREFIXES = ("query: ", "passage: ")
"""What the E5 models were trained with (Wang et al., 2024); their files do not say so."""
_WEIGHTS = ("*.safetensors", "pytorch_model*.bin")


class SentenceTransformerEmbedder:
    """A sentence-transformers model, by name or folder."""

    def __init__(
        self,
        name: str,
        location: str,
        *,
        query_prefix: str = "",
        passage_prefix: str = "",
        expected_sha256: str | None = None,
    ) -> None:
        self._name = name
        self._location = location
        self._given_query_prefix = query_prefix
        self._given_passage_prefix = passage_prefix
        self._expected_sha256 = expected_sha256
        self._loading = threading.Lock()
        self._loaded: SentenceTransformer | None = None

    @cached_property
    def identity(self) -> EmbedderIdentity:
        """The identity; a model without weight files is loaded for it.

        Raises:
            EmbedderError: The weights are not the expected ones, or the model cannot be loaded.
        """
        files = _weight_files(Path(self._location))
        if files:
            weights_hash = remembered_hash(files)
            dimension = _written_dimension(Path(self._location)) or self._model_dimension()
        else:
            weights_hash = _hash_of_parameters(self._model)
            dimension = self._model_dimension()
        if self._expected_sha256 and weights_hash != self._expected_sha256:
            raise EmbedderError(
                f"The weights of {self._name} in {self._location} are not the ones that were "
                "published (their SHA-256 differs): install the package anew."
            )
        return EmbedderIdentity(
            self._name, weights_hash, dimension, self._query_prefix, self._passage_prefix
        )

    @property
    def _query_prefix(self) -> str:
        return self._given_query_prefix or self._own_prefixes[0]

    @property
    def _passage_prefix(self) -> str:
        return self._given_passage_prefix or self._own_prefixes[1]

    @cached_property
    def _own_prefixes(self) -> tuple[str, str]:
        """The prefixes that the model was trained with: before a query, before a passage."""
        written = _written_prompts(Path(self._location))
        if written is None and not _is_folder(self._location):
            written = {name: text or "" for name, text in self._model.prompts.items()}
        if written and written.get("query"):
            return written["query"], written.get("document") or written.get("passage") or ""
        return _E5_PREFIXES if _E5_NAME.search(self._name) else ("", "")

    @property
    def window(self) -> int:
        """Maximum length of a text beside its prefix, in tokens; `sys.maxsize` without a limit."""
        longest = self._model.max_seq_length
        if not longest or not math.isfinite(longest):
            return sys.maxsize
        empty, *prefixed = self.count_tokens(["", self._query_prefix, self._passage_prefix])
        return int(longest) - (max(prefixed) - empty)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return the number of tokens of each text, special tokens included."""
        if not texts:
            return []
        tokenizer = self._model.tokenizer
        if not callable(tokenizer):  # A static model has the bare tokenizer, which is not callable.
            return [len(encoding.ids) for encoding in tokenizer.encode_batch(list(texts))]
        encoded = tokenizer(list(texts), truncation=False, verbose=False)
        return [len(ids) for ids in encoded["input_ids"]]

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors of passages, shape (len(texts), dimension), float32."""
        if not texts:
            return np.empty((0, self.identity.dimension), dtype=np.float32)
        return self._encode([self._passage_prefix + text for text in texts])

    def embed_query(self, text: str) -> Vectors:
        """Return the unit vector of a question, shape (dimension,), float32."""
        row: Vectors = self._encode([self._query_prefix + text])[0]
        return row

    def _encode(self, texts: list[str]) -> Vectors:
        # The prefix is in front already: a prompt would come twice.
        rows = self._model.encode(
            texts, prompt="", normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(rows, dtype=np.float32)

    def _model_dimension(self) -> int:
        return int(self._model.get_embedding_dimension() or 0)

    @property
    def _model(self) -> "SentenceTransformer":
        with self._loading:  # Two concurrent questions load it once.
            if self._loaded is None:
                self._loaded = self._load()
            return self._loaded

    def _load(self) -> "SentenceTransformer":
        if find_spec("sentence_transformers") is None:
            raise EmbedderError(
                f"The embedder {self._name} needs the package sentence-transformers: "
                f"{adding_package('sentence-transformers')}"
            )
        # Imported on first use: the import takes seconds.
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415
        from transformers.utils.logging import disable_progress_bar  # noqa: PLC0415

        disable_progress_bar()  # type: ignore[no-untyped-call]
        loader = logging.getLogger("sentence_transformers")
        before = loader.level
        loader.setLevel(logging.ERROR)  # Errors are raised below, once.
        try:
            kept = _is_folder(self._location) or not _hub_answers()
            return SentenceTransformer(self._location, device=None, local_files_only=kept)
        except Exception as error:
            raise EmbedderError(
                f"The embedder {self._name} cannot be loaded from {self._location} "
                f"({type(error).__name__}): give the name or folder of a sentence-transformers "
                f"model, or leave --embedder out for {DEFAULT_EMBEDDER}."
            ) from error
        finally:
            loader.setLevel(before)


def _is_folder(location: Path | str) -> bool:
    try:
        return Path(location).is_dir()
    except OSError:  # The name is no valid path.
        return False


def _hub_answers() -> bool:
    """Return whether the model hub is reachable; its client would retry for minutes otherwise."""
    from huggingface_hub import constants, get_session  # noqa: PLC0415

    try:
        get_session().head(constants.ENDPOINT, timeout=_HUB_TIMEOUT_S)
    except Exception:  # Any failure: use the downloaded models.
        return False
    return True


def _weight_files(folder: Path) -> list[Path]:
    if not _is_folder(folder):
        return []
    return sorted(path for pattern in _WEIGHTS for path in folder.rglob(pattern))


def _written_prompts(folder: Path) -> dict[str, str] | None:
    """The prompts in a model's own settings, or None where there are no such settings."""
    try:
        config = json.loads((folder / "config_sentence_transformers.json").read_text("utf-8"))
    except (OSError, ValueError):
        return None
    prompts = config.get("prompts")
    return dict(prompts) if isinstance(prompts, dict) else {}


def _written_dimension(folder: Path) -> int | None:
    """Return the dimension of the vectors by the model's files; None where they lack it."""
    for path in sorted(folder.rglob("*Pooling/config.json")):
        config = json.loads(path.read_text("utf-8"))
        size = config.get("word_embedding_dimension") or config.get("embedding_dimension")
        if isinstance(size, int):
            return size
    return None


def _hash_of_parameters(model: "SentenceTransformer") -> str:
    digest = hashlib.sha256()
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(tensor.detach().cpu().contiguous().numpy().tobytes())
    return digest.hexdigest()
