"""The seed articles in one index with texts of a retrieval set, as distractors."""

from collections.abc import Mapping
from pathlib import Path

from dixit import Dixit
from dixit.eval.sets.beir import read_corpus
from dixit.rag.embedders.base import Embedder
from dixit.rag.ingestion.example_articles import EXAMPLE_ARTICLES
from dixit.rag.settings import Settings

SEEDS = EXAMPLE_ARTICLES


def opened_among(
    texts: Path, folder: Path, settings: Settings, embedder: Embedder, most: int
) -> Dixit:
    """Open an index of the seed articles and the first texts of a `corpus.jsonl`.

    The index is in its own folder; an existing one is updated.

    Args:
        texts: the `corpus.jsonl`.
        folder: the folder of runs.
        settings: the settings of the product.
        embedder: the embedder of the index.
        most: the number of texts, at most, in the order of their ids.

    Raises:
        BenchmarkError: the texts cannot be read.
    """
    corpus = dict(sorted(read_corpus(texts).items())[:most])
    home = folder / "among" / f"{texts.parent.name}-{len(corpus)}"
    _write(corpus, home / "texts")
    dixit = Dixit(home / "index", settings=settings, embedder=embedder)
    dixit.add([SEEDS, home / "texts"])
    return dixit


def _write(corpus: Mapping[str, str], folder: Path) -> None:
    """Write each text to its own file."""
    folder.mkdir(parents=True, exist_ok=True)
    for id_, text in corpus.items():
        path = folder / f"{''.join(c if c.isalnum() else '-' for c in id_)}.txt"
        if not path.exists():
            path.write_text(text, encoding="utf-8")
