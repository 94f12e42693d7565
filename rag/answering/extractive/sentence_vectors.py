"""Vectors of sentences, each computed once: questions come back to the same passages."""

import threading
from collections import OrderedDict
from collections.abc import Sequence

import numpy as np

from dixit.index.records import Vectors
from dixit.rag.embedders.base import Embedder

KEPT = 20_000
"""Sentences whose vectors are kept: 30 MB at 384 numbers each."""


class SentenceVectors:
    """An embedder's vectors of sentences; threads may share it.

    Args:
        embedder: makes the vectors.
        most: how many sentences are kept, the latest used.
    """

    def __init__(self, embedder: Embedder, most: int = KEPT) -> None:
        self._embedder = embedder
        self._most = most
        self._rows: OrderedDict[str, Vectors] = OrderedDict()
        self._lock = threading.Lock()

    def of_query(self, text: str) -> Vectors:
        """The unit vector of a question, shape (dimension,)."""
        return self._embedder.embed_query(text)

    def of_sentences(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of sentences, shape (len(texts), dimension)."""
        with self._lock:
            rows = {text: self._rows[text] for text in texts if text in self._rows}
        new = [text for text in dict.fromkeys(texts) if text not in rows]
        if new:
            rows |= dict(zip(new, self._embedder.embed_passages(new), strict=True))
        with self._lock:
            for text in dict.fromkeys(texts):
                self._rows[text] = rows[text]
                self._rows.move_to_end(text)
            while len(self._rows) > self._most:
                self._rows.popitem(last=False)
        return np.stack([rows[text] for text in texts])
