"""The pipeline from articles to cited answers, and the public Python API."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rag.pipeline import Dixit as Dixit

__all__ = ["Dixit"]


def __getattr__(name: str) -> Any:
    # On demand: the process that reads files wants the readers and nothing else.
    if name in __all__:
        return getattr(import_module("rag.pipeline"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
