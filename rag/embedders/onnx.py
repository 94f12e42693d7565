"""Embedders as ONNX graphs, run by onnxruntime: quick to load, without torch."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from dixit.index.manifest import EmbedderIdentity
from dixit.index.records import Vectors
from dixit.rag.embedders.onnx_graph import OnnxGraph, read_manifest
from dixit.rag.embedders.weight_hash import remembered_hash
from dixit.rag.errors import EmbedderError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

FEW = 3
"""Number of first questions for which graph optimisation costs more time than it saves."""

_MARKERS = 2
"""Number of special tokens around a text."""


class OnnxEmbedder:
    """An embedder in a folder with `model.onnx`, its weights, `tokenizer.json` and `manifest.json`.

    The graph takes `input_ids` and `attention_mask`, shape (texts, tokens), and returns unit
    vectors, shape (texts, dimension).
    """

    def __init__(self, folder: Path, *, query_prefix: str = "", passage_prefix: str = "") -> None:
        """Store where the model lies; it is loaded with the first text.

        Args:
            folder: the model's folder.
            query_prefix: put before a question; empty for what the manifest names.
            passage_prefix: put before a passage; empty for what the manifest names.
        """
        self._folder = folder
        self._given_query_prefix = query_prefix
        self._given_passage_prefix = passage_prefix
        self._graph = OnnxGraph(folder, "embedder")
        self._asked = 0

    @cached_property
    def identity(self) -> EmbedderIdentity:
        """The identity, read without loading the model.

        Raises:
            EmbedderError: The weights differ from the manifest's hash.
        """
        weights_hash = remembered_hash([self._folder / "model.safetensors"])
        if weights_hash != self._manifest["weights_sha256"]:
            raise EmbedderError(
                f"The weights of {self._manifest['name']} in {self._folder} are not the ones that "
                "were published (their SHA-256 differs): install Dixit anew."
            )
        return EmbedderIdentity(
            f"{self._manifest['name']}, {self._manifest['weights']}",
            weights_hash,
            int(self._manifest["dimension"]),
            self._query_prefix,
            self._passage_prefix,
        )

    @cached_property
    def _query_prefix(self) -> str:
        return self._given_query_prefix or str(self._manifest.get("query_prefix", ""))

    @cached_property
    def _passage_prefix(self) -> str:
        return self._given_passage_prefix or str(self._manifest.get("passage_prefix", ""))

    @cached_property
    def window(self) -> int:
        """Maximum length of a text, in tokens, beside its prefix."""
        prefixes = [self._query_prefix, self._passage_prefix]
        in_front = max(len(e) for e in self._tokenizer.encode_batch_fast(prefixes)) - _MARKERS
        return int(self._manifest["window"]) - in_front

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return the number of tokens of each text, the two special tokens included."""
        return [len(encoding) for encoding in self._tokenizer.encode_batch_fast(list(texts))]

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors of passages, shape (len(texts), dimension), float32."""
        return self._encode([self._passage_prefix + text for text in texts])

    def embed_query(self, text: str) -> Vectors:
        """Return the unit vector of a question, shape (dimension,), float32."""
        self._asked += 1
        few = not self._graph.is_prepared and self._asked <= FEW
        row: Vectors = self._encode([self._query_prefix + text], few=few)[0]
        return row

    def _encode(self, texts: list[str], *, few: bool = False) -> Vectors:
        """Unit vectors, one text at a time.

        The graph rounds activations by the range that they have in one call: in a batch, a text's
        vector would depend on the texts beside it. Alone it also needs no padding.
        """
        rows = np.empty((len(texts), int(self._manifest["dimension"])), dtype=np.float32)
        longest = int(self._manifest["window"])
        for row, encoding in enumerate(self._tokenizer.encode_batch_fast(texts)):
            tokens = encoding.ids
            if len(tokens) > longest:
                tokens = [*tokens[: longest - 1], tokens[-1]]  # Its end marker stays.
            rows[row] = self._graph.run(tokens, prepared=not few)[0]
        return rows

    @cached_property
    def _manifest(self) -> dict[str, str | int]:
        return read_manifest(self._folder, "embedder")

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        # Imported on first use: not every command embeds.
        from tokenizers import Tokenizer  # noqa: PLC0415

        return Tokenizer.from_file(str(self._folder / "tokenizer.json"))
