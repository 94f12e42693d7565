"""The speed of indexing many small files, as a ratio to a bare loop that reads and parses them.

Vectors are made of hashed words, so that what is compared is reading, parsing, cutting, finding
quotations and storing. The bare loop, in one process, does the first two, or the first four.
"""

import random
import zlib
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from dixit import Dixit
from dixit.eval.experiments.timing_pairs import Ratio, paired
from dixit.index.manifest import EmbedderIdentity
from dixit.index.records import Vectors
from dixit.index.text.tokens import words
from dixit.rag.ingestion import chunking
from dixit.rag.ingestion.loader import read
from dixit.rag.parsing.article import Article
from dixit.rag.quotations import quotations_in

_CHARACTERS = 1200
"""Of one file: a short news item."""
_DIMENSION = 64
_IN_FOLDER = 100


class HashedWords:
    """An embedder that costs next to nothing: each word counts in one of a few places."""

    identity = EmbedderIdentity("hashed-words", "0" * 64, _DIMENSION)
    window = 256

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """The number of words of each text."""
        return [len(text.split()) for text in texts]

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, shape (texts, dimension)."""
        return np.array([self.embed_query(text) for text in texts], dtype=np.float32).reshape(
            -1, _DIMENSION
        )

    def embed_query(self, text: str) -> Vectors:
        """The unit vector of a text, shape (dimension,)."""
        row = np.full(_DIMENSION, 1e-3, dtype=np.float32)
        for word in words(text):
            row[zlib.crc32(word.encode()) % _DIMENSION] += 1
        unit: Vectors = row / np.linalg.norm(row)
        return unit


def measure(articles: Path, files: int, pairs: int) -> Iterator[Ratio]:
    """Measure the ratios.

    Args:
        articles: a folder of plain texts, whose paragraphs the small files are made of.
        files: how many small files.
        pairs: the number of timings of each pair, at least 1.

    Yields:
        Each ratio as soon as it is measured.
    """
    with TemporaryDirectory() as scratch:
        folder = Path(scratch, "files")
        _write(articles, folder, files)
        paths = sorted(folder.rglob("*.txt"))
        numbers = count()
        embedder = HashedWords()

        def index() -> None:
            _indexed(Path(scratch, f"index-{next(numbers)}"), folder)

        def parse() -> None:
            for path in paths:
                _ = Article(read(path, path.name)).blocks

        def analyse() -> None:
            for path in paths:
                article = Article(read(path, path.name))
                chunking.split(article, embedder.count_tokens, embedder.window)
                quotations_in(article)

        known = Path(scratch, "known")
        _indexed(known, folder)
        again = partial(_indexed, known, folder)
        what = f"indexing {files:,} files"
        yield paired(what, index, "a bare loop that reads and parses them", parse, pairs)
        yield paired(what, index, "the same, which also cuts and finds quotations", analyse, pairs)
        yield paired(f"{what}, unchanged", again, "reading and parsing them", parse, pairs)


def _indexed(index: Path, folder: Path) -> None:
    dixit = Dixit(index, embedder=HashedWords())
    dixit.add([folder])
    dixit.close()


def _write(articles: Path, folder: Path, files: int) -> None:
    """Write small files of drawn paragraphs, a hundred in a folder."""
    texts = [path.read_text("utf-8") for path in sorted(articles.glob("*.txt"))]
    paragraphs = [line for text in texts for line in text.splitlines() if len(line) > 80]
    drawn = random.Random(1)
    for number in range(files):
        text = f"Le groupe numéro {number} annonce un accord\n\n"
        while len(text) < _CHARACTERS:
            text += drawn.choice(paragraphs)[:600] + "\n\n"
        path = folder / f"{number // _IN_FOLDER:03}" / f"{number:05}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
