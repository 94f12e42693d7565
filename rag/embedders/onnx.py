"""Embedders as ONNX graphs, run by onnxruntime: quick to load, without torch."""

import json
import os
import threading
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from dixit.index.manifest import EmbedderIdentity
from dixit.index.records import Vectors
from dixit.rag.embedders.weight_hash import remembered_hash
from dixit.rag.errors import EmbedderError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

TOKENS_AT_ONCE = 2048
"""Maximum size of a batch in tokens, padding included; larger ones gain no speed."""

FEW = 3
"""Number of first questions for which graph optimisation costs more time than it saves."""

Tokens = npt.NDArray[np.int64]
"""Token ids or an attention mask, shape (texts, tokens)."""


class OnnxEmbedder:
    """An embedder in a folder with `model.onnx`, its weights, `tokenizer.json` and `manifest.json`.

    The graph takes `input_ids` and `attention_mask`, shape (texts, tokens), and returns unit
    vectors, shape (texts, dimension).
    """

    def __init__(self, folder: Path, *, query_prefix: str = "", passage_prefix: str = "") -> None:
        self._folder = folder
        self._query_prefix = query_prefix
        self._passage_prefix = passage_prefix
        self._loading = threading.Lock()
        self._prepared: InferenceSession | None = None
        self._as_it_is: InferenceSession | None = None
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

    @property
    def window(self) -> int:
        """Maximum length of a text, in tokens."""
        return int(self._manifest["window"])

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return the number of tokens of each text, the two special tokens included."""
        return [len(encoding) for encoding in self._tokenizer.encode_batch_fast(list(texts))]

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors of passages, shape (len(texts), dimension), float32."""
        return self._encode([self._passage_prefix + text for text in texts])

    def embed_query(self, text: str) -> Vectors:
        """Return the unit vector of a question, shape (dimension,), float32."""
        self._asked += 1
        few = self._prepared is None and self._asked <= FEW
        row: Vectors = self._encode([self._query_prefix + text], few=few)[0]
        return row

    def _encode(self, texts: list[str], *, few: bool = False) -> Vectors:
        model = self._model(prepared=not few)
        rows = np.empty((len(texts), int(self._manifest["dimension"])), dtype=np.float32)
        tokens = [self._cut(e.ids) for e in self._tokenizer.encode_batch_fast(texts)]
        for batch in _batches([len(some) for some in tokens]):
            ids, mask = _filled_up([tokens[at] for at in batch])
            (rows[batch],) = model.run(None, {"input_ids": ids, "attention_mask": mask})
        return rows

    def _cut(self, ids: list[int]) -> list[int]:
        """Return token ids truncated to the window, with the final special token."""
        return ids if len(ids) <= self.window else ids[: self.window - 1] + ids[-1:]

    @cached_property
    def _manifest(self) -> dict[str, str | int]:
        try:
            told: dict[str, str | int] = json.loads((self._folder / "manifest.json").read_bytes())
        except (OSError, ValueError) as error:
            raise EmbedderError(
                f"The embedder in {self._folder} has no manifest.json that can be read: "
                "install Dixit anew."
            ) from error
        return told

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        # Imported on first use: not every command embeds.
        from tokenizers import Tokenizer  # noqa: PLC0415

        return Tokenizer.from_file(str(self._folder / "tokenizer.json"))

    def _model(self, *, prepared: bool) -> "InferenceSession":
        with self._loading:  # Two concurrent questions load it once.
            if prepared:
                self._prepared = self._prepared or self._load(prepared=True)
                self._as_it_is = None
                return self._prepared
            self._as_it_is = self._as_it_is or self._load(prepared=False)
            return self._as_it_is

    def _load(self, *, prepared: bool) -> "InferenceSession":
        """Load the graph, optimised for speed or as stored, which loads faster."""
        onnxruntime = quiet_onnxruntime()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = _threads()
        options.log_severity_level = 3
        if not prepared:
            level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
            options.graph_optimization_level = level
        try:
            return onnxruntime.InferenceSession(
                str(self._folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:
            raise EmbedderError(
                f"The embedder in {self._folder} cannot be loaded ({type(error).__name__}): "
                "install Dixit anew."
            ) from error


def quiet_onnxruntime() -> Any:
    """Import onnxruntime with its telemetry disabled."""
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # Read once, at import.
    # Imported on first use: not every command embeds.
    import onnxruntime  # noqa: PLC0415

    return onnxruntime


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Yield indices of texts of similar length, at most `TOKENS_AT_ONCE` padded tokens a batch."""
    batch: list[int] = []
    for place in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and (len(batch) + 1) * lengths[place] > TOKENS_AT_ONCE:
            yield batch
            batch = []
        batch.append(place)
    if batch:
        yield batch


def _filled_up(texts: Sequence[Sequence[int]]) -> tuple[Tokens, Tokens]:
    """Return padded token ids and the attention mask, each of shape (texts, longest text)."""
    ids = np.zeros((len(texts), max(map(len, texts))), dtype=np.int64)
    mask = np.zeros_like(ids)
    for row, tokens in enumerate(texts):
        ids[row, : len(tokens)] = tokens
        mask[row, : len(tokens)] = 1
    return ids, mask


def _threads() -> int:
    """Return the number of threads: OMP_NUM_THREADS, or the cores of this process."""
    told = os.environ.get("OMP_NUM_THREADS", "")
    if told.isdigit() and int(told) > 0:
        return int(told)
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
