"""Synthetic documents for measurements of size.

Words follow Zipf's law; vectors form clusters, as those of texts on the same subject do.
"""

from collections.abc import Iterator
from functools import cache

import numpy as np
import numpy.typing as npt

from dixit.index.records import Document, IndexedDocument, Passage, Quotation, Span, Vectors

DIMENSION = 384
PASSAGES_EACH = 20
"""Passages of a document."""
_PASSAGE_WORDS = 60
"""Words of a passage."""
_QUESTION_WORDS = 6
"""Words of a question."""
_VOCABULARY = 50_000
_STOP_WORDS = 100
"""The most frequent words, in place of stop words: no question has one."""
_SYLLABLES = [c + v for c in "bcdfglmnprstv" for v in ("a", "e", "i", "o", "u", "an", "on")]


def clustered(count: int) -> Vectors:
    """Draw unit vectors around cluster centres of unequal weight.

    Args:
        count: the number of vectors; also the seed.

    Returns:
        Shape (count, `DIMENSION`), float32.
    """
    generator = np.random.default_rng(count)
    centres = generator.normal(size=(max(10, count // 50), DIMENSION)).astype(np.float32)
    centres /= np.linalg.norm(centres, axis=1, keepdims=True)
    weights = np.minimum(generator.zipf(1.3, len(centres)), 2_000).astype(float)
    clusters = generator.choice(len(centres), count, p=weights / weights.sum())
    rows = np.empty((count, DIMENSION), dtype=np.float32)
    for start in range(0, count, 10_000):
        batch = centres[clusters[start : start + 10_000]]
        noise = generator.standard_normal(batch.shape, dtype=np.float32)
        rows[start : start + 10_000] = batch + noise * np.float32(0.7 / np.sqrt(DIMENSION))
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows


def documents(rows: Vectors, first: int) -> Iterator[IndexedDocument]:
    """Make documents for given vectors, `PASSAGES_EACH` passages each.

    Args:
        rows: a vector for each passage, shape (n, dimension).
        first: the number of the first document; also the seed.
    """
    generator = np.random.default_rng(first)
    vocabulary = _vocabulary()
    for number in range(0, len(rows), PASSAGES_EACH):
        vectors = rows[number : number + PASSAGES_EACH]
        source = f"{first + number // PASSAGES_EACH:06}.txt"
        lines = [
            " ".join(vocabulary[word] for word in line)
            for line in _zipf(generator, (len(vectors), _PASSAGE_WORDS), 0)
        ]
        text = "\n".join(lines)
        ends = np.cumsum([len(line) + 1 for line in lines]) - 1
        spans = [
            Span(source, int(end) - len(line), int(end))
            for end, line in zip(ends, lines, strict=True)
        ]
        passages = tuple(Passage(span, line, "fr") for span, line in zip(spans, lines, strict=True))
        quotation = Quotation(spans[0], lines[0], f"Speaker {number % 500}", "dit", direct=True)
        date = f"{2000 + number % 25}-{1 + number % 12:02}"
        document = Document(source, text, source, "fr", published=date)
        yield IndexedDocument(document, passages, (quotation,), vectors)


@cache
def _vocabulary() -> list[str]:
    """Words made of syllables, the most frequent first."""
    size = len(_SYLLABLES)
    return [
        _SYLLABLES[n % size] + _SYLLABLES[n // size % size] + _SYLLABLES[(n * 7 + 3) % size]
        for n in range(_VOCABULARY)
    ]


def _zipf(
    generator: np.random.Generator, shape: tuple[int, ...], least: int
) -> npt.NDArray[np.int64]:
    """Draw ranks above `least`, with probability proportional to 1 / rank (Zipf, 1949)."""
    weights = 1 / np.arange(least + 1, _VOCABULARY + 1)
    steps = np.cumsum(weights / weights.sum())
    return np.minimum(np.searchsorted(steps, generator.random(shape)) + least, _VOCABULARY - 1)


def questions(count: int) -> list[str]:
    """Draw questions of `_QUESTION_WORDS` words each, without the most frequent words."""
    ranks = _zipf(np.random.default_rng(1), (count, _QUESTION_WORDS), _STOP_WORDS)
    return [" ".join(_vocabulary()[rank] for rank in row) for row in ranks]
