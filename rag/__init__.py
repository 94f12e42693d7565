"""The pipeline from articles to cited answers, and the public Python API."""

from rag.pipeline import Dixit

__all__ = ["Dixit"]
