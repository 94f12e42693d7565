"""The pairs that everything here is learnt from: a sentence in English, in French, and its origin.

A file of lines `english<TAB>french<TAB>origin`, compressed by xz.
"""

import hashlib
import lzma
import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

LAWS = "laws-lois-xml"
"""The origin that has more pairs than all others together."""


class Pair(NamedTuple):
    """The same said in both languages."""

    english: str
    french: str
    origin: str


def read_pairs(path: Path) -> Iterator[Pair]:
    """The pairs of a file, in its order."""
    with lzma.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield Pair(*line.rstrip("\n").split("\t"))


def drawn_down(pairs: Iterable[Pair], laws: int, seed: int) -> list[Pair]:
    """All pairs but those of the laws, and of these so many, drawn by chance."""
    kept: list[Pair] = []
    of_laws: list[Pair] = []
    for pair in pairs:
        (of_laws if pair.origin == LAWS else kept).append(pair)
    random.Random(seed).shuffle(of_laws)
    return [*kept, *of_laws[:laws]]


def fingerprint(path: Path) -> str:
    """SHA-256 of the file, to be told beside what was learnt from it."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
