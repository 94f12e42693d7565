"""Sentence pairs for training: English, French and origin.

The file has lines `english<TAB>french<TAB>origin`, compressed with xz.
"""

import hashlib
import lzma
import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

LAWS = "laws-lois-xml"
"""The origin with more pairs than all others together."""


class Pair(NamedTuple):
    """A sentence in both languages, with its origin."""

    english: str
    french: str
    origin: str


def read_pairs(path: Path) -> Iterator[Pair]:
    """Yield the pairs of a file, in order."""
    with lzma.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield Pair(*line.rstrip("\n").split("\t"))


def drawn_down(pairs: Iterable[Pair], laws: int, seed: int) -> list[Pair]:
    """Return all pairs of other origins, and a random sample of those from laws.

    Args:
        pairs: Sentence pairs.
        laws: Number of pairs from laws.
        seed: Seed of the sample.
    """
    kept: list[Pair] = []
    of_laws: list[Pair] = []
    for pair in pairs:
        (of_laws if pair.origin == LAWS else kept).append(pair)
    random.Random(seed).shuffle(of_laws)
    return [*kept, *of_laws[:laws]]


def fingerprint(path: Path) -> str:
    """Return the SHA-256 of a file of pairs, for the training record."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
