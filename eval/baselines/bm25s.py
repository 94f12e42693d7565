"""BM25 by another implementation over the same tokens, as a reference for our BM25.

bm25s (Lù, 2024, "BM25S: Orders of magnitude faster lexical search via eager sparse scoring") keeps
the exact length of a passage; tantivy, like Lucene, quantises it to one byte.
"""

from collections.abc import Callable, Sequence
from functools import cache
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dixit.index.records import Match
from dixit.index.search.changes import with_title
from dixit.index.search_index import SearchIndex
from dixit.index.text.tokens import document_tokens, query_tokens


class ReferenceWords:
    """The passages of an index, ranked by bm25s with the k1 and b of the index."""

    def __init__(self, index: SearchIndex) -> None:
        # A dependency for development only.
        import bm25s  # noqa: PLC0415

        entries = [index.stored_document(document.source) for document in index.documents()]
        passages = [passage for entry in entries for passage in entry.passages]
        titles = [entry.document.title for entry in entries for _ in entry.passages]
        self.sources = [passage.span.source for passage in passages]
        self._languages = sorted({passage.language for passage in passages})
        self._ranking: Any = bm25s.BM25(method="lucene", k1=1.2, b=0.75)
        tokens = [
            document_tokens(with_title(passage.text, title), passage.language)
            for passage, title in zip(passages, titles, strict=True)
        ]
        self._ranking.index(tokens, show_progress=False)

    def matching(self, text: str, language: str, k: int) -> list[Match]:
        """Rank the passages for a query.

        Args:
            text: the query.
            language: its ISO 639-1 code.
            k: the number of passages, at most.

        Returns:
            Passages with a score above 0, best first; `passage_id` is the position in `sources`.
        """
        tokens = query_tokens(text, language, self._languages)
        scores = self._ranking.get_scores(tokens)
        order = np.argsort(-scores, kind="stable")[:k]
        return [Match(int(i), float(scores[i])) for i in order if scores[i] > 0]


def token_scores(
    passages: Sequence[Sequence[str]], k1: float, b: float
) -> Callable[[str], NDArray[np.float32]]:
    """BM25 scores by token; the score of a query is the sum over its tokens.

    Args:
        passages: the tokens of each passage.
        k1: the saturation of the term frequency.
        b: the strength of the length normalisation, 0 to 1.

    Returns:
        A function from a token to its score in each passage, shape (passages,), cached.
    """
    import bm25s  # noqa: PLC0415

    ranking: Any = bm25s.BM25(method="lucene", k1=k1, b=b)
    ranking.index([list(tokens) for tokens in passages], show_progress=False)
    return cache(lambda token: np.asarray(ranking.get_scores([token]), dtype=np.float32))


def is_at_hand() -> bool:
    """Whether bm25s is installed."""
    return find_spec("bm25s") is not None
