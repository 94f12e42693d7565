"""Learn related English words from the vectors of a sentence embedder.

    python -m training.related pairs.tsv.xz rag/lang/lexicon/related.tsv

The frequent words of the pairs are embedded one by one with all-MiniLM-L6-v2. Words with a high
cosine are written as related, stem by stem. French words are related through their translations,
so that the table is in English only.
"""

import argparse
import re
import sys
from collections import Counter
from pathlib import Path

import numpy as np

from dixit.index.text.tokens import document_tokens, fold, stop_words
from dixit.rag.embedders.base import open_embedder
from dixit.rag.settings import ENGLISH_EMBEDDER, Settings
from training.pairs import read_pairs

FEWEST = 20
"""Minimum frequency of a word in the pairs."""
NEAR = 0.62
"""Minimum cosine of two related words."""
MOST = 6
"""Maximum number of related words of a word."""

_WORD = re.compile(r"[a-z]{3,}")


def surfaces(path: Path) -> dict[str, str]:
    """Return the most frequent word of each English stem.

    Args:
        path: The sentence pairs.
    """
    met = Counter(
        word
        for english, _, _ in read_pairs(path)
        for word in _WORD.findall(fold(english))
        if word not in stop_words("en")
    )
    found: dict[str, str] = {}
    for word, times in met.most_common():
        stems = document_tokens(word, "en")
        if times >= FEWEST and len(stems) == 1:
            found.setdefault(stems[0], word)
    return found


def related(words: dict[str, str]) -> list[tuple[str, str, float]]:
    """Return (stem, related stem, cosine of their words), nearest first for each stem.

    Args:
        words: The most frequent word of each stem.
    """
    stems = sorted(words)
    vectors = open_embedder(Settings(embedder=ENGLISH_EMBEDDER)).embed_passages(
        [words[stem] for stem in stems]
    )
    found: list[tuple[str, str, float]] = []
    for at, stem in enumerate(stems):
        cosines = vectors @ vectors[at]
        cosines[at] = 0.0
        nearest = np.argsort(-cosines)[:MOST]
        found.extend(
            (stem, stems[other], round(float(cosines[other]), 2))
            for other in nearest.tolist()
            if cosines[other] >= NEAR
        )
    return found


def main() -> None:
    """Train the table from the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("pairs", type=Path, help="English, French and origin by tabs, xz")
    parser.add_argument("table", type=Path, help="the table to write")
    arguments = parser.parse_args()
    learnt = related(surfaces(arguments.pairs))
    lines = ("\t".join(map(str, line)) for line in learnt)
    arguments.table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(learnt)} related words\n")


if __name__ == "__main__":
    main()
