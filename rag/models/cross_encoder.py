"""Runs the shipped cross-encoder: two texts in, numbers for each token out."""

import threading
from collections import OrderedDict
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from dixit.rag.embedders.onnx_graph import OnnxGraph, read_manifest
from dixit.rag.models.model_output import ModelOutput

if TYPE_CHECKING:
    from tokenizers import Tokenizer

SHIPPED = Path(__file__).parent / "reader_judge"
"""The model's folder, as `training.export_cross_encoder` wrote it."""
FEW = 24
"""Number of first pairs for which graph optimisation costs more time than it saves."""
KEPT = 2_000
"""Pairs whose numbers are kept: questions come back, and a page draws an answer twice."""


class CrossEncoder:
    """A model in a folder with `model.onnx`, its weights, `tokenizer.json` and `manifest.json`.

    Threads may share it. It is loaded with the first pair.

    Args:
        folder: the model's folder.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._graph = OnnxGraph(folder, "cross-encoder")
        self._asked = 0
        self._kept: OrderedDict[tuple[str, str], ModelOutput] = OrderedDict()
        self._lock = threading.Lock()

    @cached_property
    def name(self) -> str:
        """The model's name, with the first letters of its weights' SHA-256."""
        return f"{self._manifest['name']} ({str(self._manifest['weights_sha256'])[:8]})"

    def run(self, first: str, second: str) -> ModelOutput:
        """Read two texts as one; the second one is cut where both are too long.

        Args:
            first: a question or a statement.
            second: a passage or a premise.

        Raises:
            EmbedderError: the model cannot be loaded.
        """
        with self._lock:
            known = self._kept.get((first, second))
            if known is not None:
                self._kept.move_to_end((first, second))
                return known
            self._asked += 1
            few = self._asked <= FEW
        encoding = self._tokenizer.encode(first, second)
        ids, kinds = encoding.ids, encoding.sequence_ids
        longest = int(self._manifest["window"])
        if len(ids) > longest:
            ids, kinds = [*ids[: longest - 1], ids[-1]], [*kinds[: longest - 1], None]
        prepared = not few or self._graph.is_prepared
        numbers = self._graph.run(ids, prepared=prepared)[0]
        output = ModelOutput(
            numbers, _range(kinds, 0), _range(kinds, 1), encoding.offsets[: len(ids)]
        )
        with self._lock:
            self._kept[first, second] = output
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return output

    @cached_property
    def _manifest(self) -> dict[str, str | int]:
        return read_manifest(self._folder, "cross-encoder")

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        # Imported on first use: not every command reads.
        from tokenizers import Tokenizer  # noqa: PLC0415

        tokenizer = Tokenizer.from_file(str(self._folder / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return tokenizer


def _range(kinds: list[int | None], wanted: int) -> tuple[int, int]:
    """(start, end) of the tokens of one of the two texts; (0, 1), the first token, of none."""
    own = [at for at, kind in enumerate(kinds) if kind == wanted]
    return (own[0], own[-1] + 1) if own else (0, 1)


@cache
def shipped_cross_encoder() -> CrossEncoder:
    """The model that comes with Dixit, loaded once in a process."""
    return CrossEncoder(SHIPPED)
