"""Documents that nobody wrote, as many as one likes, to measure on.

Words are drawn by Zipf's law, and vectors lie in clusters, as texts on the same subjects do.
"""

from collections.abc import Iterator
from functools import cache

import numpy as np
import numpy.typing as npt

from dixit.index.records import Document, IndexedDocument, Passage, Quotation, Span, Vectors

DIMENSION = 384
PASSAGES_EACH = 20
"""Passages in a document."""
_WORDS_EACH = 60
"""Words in a passage."""
_ASKED = 6
"""Words in a question."""
_VOCABULARY = 50_000
_COMMONEST = 100
"""Words that stand for stop words: no question holds them."""
_SYLLABLES = [c + v for c in "bcdfglmnprstv" for v in ("a", "e", "i", "o", "u", "an", "on")]


def clustered(count: int) -> Vectors:
    """Unit vectors around centres of uneven weight, shape (count, DIMENSION)."""
    drawn = np.random.default_rng(count)
    centres = drawn.normal(size=(max(10, count // 50), DIMENSION)).astype(np.float32)
    centres /= np.linalg.norm(centres, axis=1, keepdims=True)
    weights = np.minimum(drawn.zipf(1.3, len(centres)), 2_000).astype(float)
    near = drawn.choice(len(centres), count, p=weights / weights.sum())
    rows = np.empty((count, DIMENSION), dtype=np.float32)
    for start in range(0, count, 10_000):
        part = centres[near[start : start + 10_000]]
        noise = drawn.standard_normal(part.shape, dtype=np.float32)
        rows[start : start + 10_000] = part + noise * np.float32(0.7 / np.sqrt(DIMENSION))
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows


def documents(rows: Vectors, first: int) -> Iterator[IndexedDocument]:
    """Documents for rows of vectors, numbered from `first` on."""
    drawn = np.random.default_rng(first)
    vocabulary = _vocabulary()
    for number in range(0, len(rows), PASSAGES_EACH):
        own = rows[number : number + PASSAGES_EACH]
        source = f"{first + number // PASSAGES_EACH:06}.txt"
        lines = [
            " ".join(vocabulary[word] for word in line)
            for line in _zipf(drawn, (len(own), _WORDS_EACH), 0)
        ]
        text = "\n".join(lines)
        ends = np.cumsum([len(line) + 1 for line in lines]) - 1
        spans = [
            Span(source, int(end) - len(line), int(end))
            for end, line in zip(ends, lines, strict=True)
        ]
        passages = tuple(Passage(span, line, "fr") for span, line in zip(spans, lines, strict=True))
        said = Quotation(spans[0], lines[0], f"Speaker {number % 500}", "dit", direct=True)
        date = f"{2000 + number % 25}-{1 + number % 12:02}"
        document = Document(source, text, source, "fr", published=date)
        yield IndexedDocument(document, passages, (said,), own)


@cache
def _vocabulary() -> list[str]:
    """Words in order of frequency, made of syllables."""
    size = len(_SYLLABLES)
    return [
        _SYLLABLES[n % size] + _SYLLABLES[n // size % size] + _SYLLABLES[(n * 7 + 3) % size]
        for n in range(_VOCABULARY)
    ]


def _zipf(drawn: np.random.Generator, shape: tuple[int, ...], least: int) -> npt.NDArray[np.int64]:
    """Ranks of words, the n-th as often as 1 / n (Zipf, 1949), from rank `least` on."""
    weights = 1 / np.arange(least + 1, _VOCABULARY + 1)
    steps = np.cumsum(weights / weights.sum())
    return np.minimum(np.searchsorted(steps, drawn.random(shape)) + least, _VOCABULARY - 1)


def questions(count: int) -> list[str]:
    """Questions of a few words each, none of the commonest."""
    ranks = _zipf(np.random.default_rng(1), (count, _ASKED), _COMMONEST)
    return [" ".join(_vocabulary()[rank] for rank in row) for row in ranks]
