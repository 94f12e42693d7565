"""The pipeline from articles to cited answers, and the public Python API."""

import os
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rag.pipeline import Dixit as Dixit

__all__ = ["Dixit"]

# onnxruntime reports to its maker unless it is told not to, and reads this when it is imported.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"


def __getattr__(name: str) -> Any:
    # On demand: the process that reads files wants the readers and nothing else.
    if name in __all__:
        return getattr(import_module("rag.pipeline"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
