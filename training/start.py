"""Initial vectors of new tokens: means of the English words that they translate to.

Words are aligned by IBM Model 1 (Brown et al., 1993, "The Mathematics of Statistical Machine
Translation"), English given French. The vectors are useful before any training step, which then
only refines them.
"""

import re
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from training.pairs import Pair

LONGEST = 20
"""Maximum length of a side, in words; longer pairs align poorly."""
ITERATIONS = 6
LIKELY = 0.05
"""Minimum probability of a translation."""
MOST = 5
"""Maximum number of translations for one vector."""

_WORD = re.compile(r"[^\W\d_]+")

Vectors = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int64]


def translations(
    pairs: Sequence[Pair], teacher: Tokenizer, words: Sequence[str]
) -> dict[str, list[tuple[str, float]]]:
    """Return the most probable English translations of French words, with their probabilities.

    Args:
        pairs: Sentence pairs.
        teacher: The teacher's tokenizer, for its normalisation.
        words: French words.
    """
    sides: list[list[list[str]]] = [[], []]
    for pair in pairs:
        both = [
            _WORD.findall(teacher.normalizer.normalize_str(text))
            for text in (pair.french, pair.english)
        ]
        if all(0 < len(side) <= LONGEST for side in both):
            for side, found in zip(sides, both, strict=True):
                side.append(found)
    french, english = (_numbered(side) for side in sides)
    source, target, place = _grid(french[0], english[0])
    keys, entry = np.unique(source * len(english[1]) + target, return_inverse=True)
    of_source = keys // len(english[1])
    probability = np.ones(len(keys))
    for _ in range(ITERATIONS):
        weight = probability[entry]
        weight /= np.bincount(place, weight)[place]
        expected = np.bincount(entry, weight, minlength=len(keys))
        probability = expected / np.bincount(of_source, expected)[of_source]
    wanted = set(words)
    likely: dict[str, list[tuple[str, float]]] = {}
    for at in np.flatnonzero(probability >= LIKELY).tolist():
        word = french[1][of_source[at]]
        if word in wanted:
            other = english[1][keys[at] % len(english[1])]
            likely.setdefault(word, []).append((other, float(probability[at])))
    return {word: sorted(some, key=lambda x: -x[1])[:MOST] for word, some in likely.items()}


def first_vectors(
    old: Vectors,
    teacher: Tokenizer,
    student: Tokenizer,
    translated: dict[str, list[tuple[str, float]]],
) -> Vectors:
    """Return the initial vectors of the student's tokens.

    A word with translations gets their weighted mean, scaled to the median length. Another token of
    the teacher keeps its vector. The rest get the mean of the tokens that the teacher splits them
    into.

    Args:
        old: The teacher's vectors, shape (teacher vocabulary, dimension).
        teacher: The teacher's tokenizer.
        student: The student's tokenizer.
        translated: Translations with their probabilities.

    Returns:
        Vectors, shape (student vocabulary, dimension), float32.
    """
    known = teacher.get_vocab()
    usual = float(np.median(np.linalg.norm(old, axis=1)))
    rows = np.empty((student.get_vocab_size(), old.shape[1]), dtype=np.float32)

    def read(word: str) -> Vectors:
        mean: Vectors = old[teacher.encode(word, add_special_tokens=False).ids].mean(axis=0)
        return mean

    for piece, number in student.get_vocab().items():
        if piece in known and piece not in translated:
            rows[number] = old[known[piece]]
            continue
        row = sum(
            (weight * read(word) for word, weight in translated.get(piece, [(piece, 1.0)])),
            start=np.zeros(old.shape[1], dtype=np.float32),
        )
        rows[number] = row * (usual / np.linalg.norm(row))
    return rows


def _numbered(sides: Sequence[Sequence[str]]) -> tuple[list[Numbers], list[str]]:
    """Return sentences as arrays of word ids, and the words by id."""
    numbers: dict[str, int] = {}
    told = [
        np.array([numbers.setdefault(word, len(numbers)) for word in side], dtype=np.int64)
        for side in sides
    ]
    return told, list(numbers)


def _grid(source: Sequence[Numbers], target: Sequence[Numbers]) -> tuple[Numbers, ...]:
    """Return all pairs of source and target words, with the position of each target word."""

    def columns() -> Iterator[Numbers]:
        place = 0
        for one, other in zip(source, target, strict=True):
            places = np.arange(place, place + len(other))
            place += len(other)
            yield np.array(
                [np.tile(one, len(other)), np.repeat(other, len(one)), np.repeat(places, len(one))]
            )

    told = np.concatenate(list(columns()), axis=1)
    return told[0], told[1], told[2]
