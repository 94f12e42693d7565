"""Fingerprints of texts, by which copies are found: texts that share whole runs of words.

Each run of `_RUN` words is hashed, and the hashes that a fixed number divides are kept, whatever
the text they come from. Two texts with the same sentences therefore share fingerprints even if one
is part of the other. This is FracMinHash, after Irber et al. (2022), "Lightweight compositional
analysis of metagenomes with FracMinHash and minimum metagenome covers".
"""

import zlib

import numpy as np

from dixit.index.text.tokens import words

_RUN = 6
"""Words. Two reporters seldom write the same six words in a row, except in quotations."""
_ONE_IN = 4
"""One run in four is kept, so that a brief of a hundred words has some twenty."""
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
"""Odd, so that the product of a hash loses nothing; the golden ratio's, after Knuth."""


def fingerprints(text: str) -> list[int]:
    """The fingerprints of a text, sorted: about one for every four words.

    Args:
        text: the text; its case, accents, punctuation and line ends make no difference.

    Returns:
        Numbers from 0 to 2**63 - 1; none for a text of fewer than six words.
    """
    hashes = np.array([zlib.crc32(word.encode()) for word in words(text)], dtype=np.uint64)
    count = len(hashes) - _RUN + 1
    if count < 1:
        return []
    runs = np.zeros(count, dtype=np.uint64)
    for place in range(_RUN):
        runs = (runs + hashes[place : place + count]) * _MULTIPLIER
        runs ^= runs >> np.uint64(29)
    kept = np.unique(runs[runs % np.uint64(_ONE_IN) == 0] >> np.uint64(1))
    return [int(number) for number in kept]
