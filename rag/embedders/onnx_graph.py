"""A transformer as an ONNX graph in a folder, loaded with its first text."""

import json
import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from dixit.rag.errors import EmbedderError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

Numbers = npt.NDArray[np.float32]


class OnnxGraph:
    """A graph `model.onnx` that takes `input_ids` and `attention_mask`, shape (1, tokens).

    Args:
        folder: where the graph and its weights lie.
        what: what the model is to the user, for messages ("embedder").
    """

    def __init__(self, folder: Path, what: str) -> None:
        self._folder = folder
        self._what = what
        self._loading = threading.Lock()
        self._prepared: InferenceSession | None = None
        self._as_it_is: InferenceSession | None = None

    @property
    def is_prepared(self) -> bool:
        """Whether the graph was optimised for speed."""
        return self._prepared is not None

    def run(self, ids: list[int], *, prepared: bool = True) -> Numbers:
        """What the graph gives for one text, its first dimension of 1 included.

        Args:
            ids: the numbers of the text's tokens.
            prepared: whether the graph is optimised first, which takes time and saves it later.

        Raises:
            EmbedderError: the graph cannot be loaded.
        """
        given = np.array([ids], dtype=np.int64)
        feed = {"input_ids": given, "attention_mask": np.ones_like(given)}
        (numbers,) = self._session(prepared=prepared).run(None, feed)
        found: Numbers = numbers
        return found

    def _session(self, *, prepared: bool) -> "InferenceSession":
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
                f"The {self._what} in {self._folder} cannot be loaded ({type(error).__name__}): "
                "install Dixit anew."
            ) from error


def read_manifest(folder: Path, what: str) -> dict[str, str | int]:
    """Read what a model's folder tells of it.

    Args:
        folder: where `manifest.json` lies.
        what: what the model is to the user, for messages ("embedder").

    Raises:
        EmbedderError: there is none, or it cannot be read.
    """
    try:
        told: dict[str, str | int] = json.loads((folder / "manifest.json").read_bytes())
    except (OSError, ValueError) as error:
        raise EmbedderError(
            f"The {what} in {folder} has no manifest.json that can be read: install Dixit anew."
        ) from error
    return told


def quiet_onnxruntime() -> Any:
    """Import onnxruntime with its telemetry disabled."""
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # Read once, at import.
    # Imported on first use: not every command embeds.
    import onnxruntime  # noqa: PLC0415

    return onnxruntime


def _threads() -> int:
    """Return the number of threads: OMP_NUM_THREADS, or the cores of this process."""
    told = os.environ.get("OMP_NUM_THREADS", "")
    if told.isdigit() and int(told) > 0:
        return int(told)
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
