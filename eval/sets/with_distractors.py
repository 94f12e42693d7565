"""The harder set: the seed articles among the texts of a public retrieval set."""

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
    """An index of the seed articles and of the first `most` texts of a `corpus.jsonl`.

    It lies in a folder of its own, and is brought up to date when it is there already.

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
    """Each text as a file, as a person's folder holds them."""
    folder.mkdir(parents=True, exist_ok=True)
    for id_, text in corpus.items():
        path = folder / f"{''.join(c if c.isalnum() else '-' for c in id_)}.txt"
        if not path.exists():
            path.write_text(text, encoding="utf-8")
