"""Learn translations between English and French words from sentence pairs.

    python -m training.lexicon pairs.tsv.xz rag/lang/lexicon/translations.tsv

IBM Model 1 (Brown et al., 1993, "The Mathematics of Statistical Machine Translation") in both
directions over short pairs, and the product of both: a word pair must be likely either way. Words
are folded and stemmed as in the BM25 index; stop words and words spelled alike are left out.
"""

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from dixit.index.text.tokens import document_tokens, stop_words, words
from training.pairs import LAWS, Pair, read_pairs

SEED = 7
LONGEST = 14
"""Maximum length of a side, in content words; longer pairs align poorly."""
LAWS_KEPT = 60_000
"""Number of sentence pairs from laws, which outnumber all others."""
FEWEST = 3
"""Minimum frequency of a word."""
ITERATIONS = 8
LIKELY = 0.07
"""Minimum geometric mean of the probabilities in both directions."""
MOST = 4
"""Maximum number of translations of a word."""

Numbers = npt.NDArray[np.int64]
Words = tuple[list[str], list[str]]
"""Content words of a pair: English, French."""


def chosen(pairs: Iterable[Pair]) -> list[Words]:
    """Return the content words of short pairs, with a sample of the laws."""
    laws: list[Words] = []
    others: list[Words] = []
    for english, french, origin in pairs:
        if len(english) > 160 or len(french) > 190:
            continue
        one, other = _telling(english, "en"), _telling(french, "fr")
        if one and other and len(one) <= LONGEST and len(other) <= LONGEST:
            (laws if origin == LAWS else others).append((one, other))
    random.Random(SEED).shuffle(laws)
    return [*others, *laws[:LAWS_KEPT]]


def align(pairs: Sequence[Words], source: int) -> dict[tuple[str, str], float]:
    """Estimate translation probabilities by IBM Model 1.

    Args:
        pairs: Content words of sentence pairs.
        source: The source side: 0 for English, 1 for French.

    Returns:
        The probability of the target word for each (source word, target word).
    """
    target = 1 - source
    ids: list[dict[str, int]] = [{}, {}]
    rows: list[tuple[int, int, int]] = []
    position = 0
    for pair in pairs:
        for word in pair[target]:
            t = ids[target].setdefault(word, len(ids[target]))
            for other in pair[source]:
                s = ids[source].setdefault(other, len(ids[source]))
                rows.append((s, t, position))
            position += 1
    table = np.array(rows, dtype=np.int64)
    keys, entry = np.unique(table[:, 0] * len(ids[target]) + table[:, 1], return_inverse=True)
    of_source = keys // len(ids[target])
    probability = np.full(len(keys), 1.0)
    for _ in range(ITERATIONS):
        weight = probability[entry]
        total = np.bincount(table[:, 2], weight, minlength=position)
        expected = np.bincount(entry, weight / total[table[:, 2]], minlength=len(keys))
        probability = expected / np.bincount(of_source, expected)[of_source]
    names = [list(side) for side in ids]
    return {
        (names[source][key // len(ids[target])], names[target][key % len(ids[target])]): float(p)
        for key, p in zip(keys.tolist(), probability.tolist(), strict=True)
        if p >= LIKELY / 10
    }


def translations(pairs: Sequence[Words]) -> list[tuple[str, str, float]]:
    """Return (English stem, French stem, certainty from 0 to 1), sorted by English stem."""
    forward, backward = align(pairs, 0), align(pairs, 1)
    counts = [Counter(word for pair in pairs for word in set(pair[side])) for side in (0, 1)]
    by_word: dict[str, list[tuple[float, str]]] = {}
    for (english, french), p in forward.items():
        sure = (p * backward.get((french, english), 0.0)) ** 0.5
        met = min(counts[0][english], counts[1][french])
        numeric = english[0].isdigit() or french[0].isdigit()
        if sure >= LIKELY and met >= FEWEST and english != french and not numeric:
            by_word.setdefault(english, []).append((sure, french))
    return [
        (english, french, round(sure, 2))
        for english in sorted(by_word)
        for sure, french in sorted(by_word[english], reverse=True)[:MOST]
    ]


def _telling(text: str, language: str) -> list[str]:
    kept = " ".join(word for word in words(text) if word not in stop_words(language))
    return list(dict.fromkeys(document_tokens(kept, language)))


def main() -> None:
    """Train the table from the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("pairs", type=Path, help="English, French and origin by tabs, xz")
    parser.add_argument("table", type=Path, help="the table to write")
    arguments = parser.parse_args()
    learnt = translations(chosen(read_pairs(arguments.pairs)))
    lines = (f"{english}\t{french}\t{sure}" for english, french, sure in learnt)
    arguments.table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(learnt)} word pairs\n")


if __name__ == "__main__":
    main()
