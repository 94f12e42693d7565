"""The embedder's vocabulary: the English teacher's, without other scripts, plus French words.

The teacher normalises to lower-case letters without accents and splits words into the longest
tokens that it knows (WordPiece, Wu et al., 2016); a French word gives two or more on average. The
words with the highest token cost become tokens of their own.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from tokenizers import Tokenizer

from training.pairs import Pair

WORDS = 34_000
"""Number of French words added; the vocabulary then has about 62,000 tokens."""
FEWEST = 2
"""Minimum frequency of a word."""

_MUCH = 10
_WORD = re.compile(r"[^\W\d_]{2,}")
_UNUSED = re.compile(r"\[unused\d+\]")
_LATIN_ENDS = 0x24F
_SIGNS = "–—‘’“”„†•…€™′″"


def costly_words(pairs: Iterable[Pair], teacher: Tokenizer, most: int = WORDS) -> list[str]:
    """Return the French words with the highest token cost, most costly first.

    An origin is weighted by the square root of its size, so that laws and manuals do not dominate.

    Args:
        pairs: Sentence pairs.
        teacher: The teacher's tokenizer.
        most: Maximum number of words.
    """
    met: dict[str, Counter[str]] = {}
    for pair in pairs:
        met.setdefault(pair.origin, Counter()).update(_words(pair.french, teacher))
    shares: dict[str, float] = {}
    times: Counter[str] = Counter()
    for counted in met.values():
        times.update(counted)
        root = counted.total() ** 0.5
        for word, count in counted.items():
            shares[word] = shares.get(word, 0.0) + count / root
    cost = {
        word: share * (len(teacher.encode(word, add_special_tokens=False).ids) - 1)
        for word, share in shares.items()
        if times[word] >= FEWEST and _latin(word)
    }
    worst = sorted(cost, key=lambda word: (-cost[word], word))
    return [word for word in worst if cost[word] > 0][:most]


def french_pieces(pairs: Iterable[Pair], teacher: Tokenizer) -> list[str]:
    """Return tokens of the teacher that are far more frequent in French than in English.

    Examples: "dans" and "ville", which the teacher knows as parts of names.

    Args:
        pairs: Sentence pairs.
        teacher: The teacher's tokenizer.
    """
    french: Counter[str] = Counter()
    english: Counter[str] = Counter()
    for pair in pairs:
        french.update(_words(pair.french, teacher))
        english.update(_words(pair.english, teacher))
    known = teacher.get_vocab()
    return sorted(
        word
        for word, times in french.items()
        if word in known and times >= FEWEST and times > _MUCH * english[word]
    )


def extended(teacher: Tokenizer, words: Sequence[str]) -> Tokenizer:
    """Return the teacher's tokenizer without tokens in other scripts, and with new words.

    Args:
        teacher: The teacher's tokenizer.
        words: Words to add.
    """
    known = teacher.get_vocab()
    kept = [piece for piece in sorted(known, key=known.__getitem__) if _readable(piece)]
    pieces = [*kept, *(word for word in words if word not in known)]
    told = json.loads(teacher.to_str())
    numbers = {piece: number for number, piece in enumerate(pieces)}
    told["model"]["vocab"] = numbers
    for added in told["added_tokens"]:
        added["id"] = numbers[added["content"]]
    for name, special in told["post_processor"].get("special_tokens", {}).items():
        special["ids"] = [numbers[name]]
    told["truncation"] = told["padding"] = None
    return Tokenizer.from_str(json.dumps(told, ensure_ascii=False))


def _words(text: str, teacher: Tokenizer) -> list[str]:
    return _WORD.findall(teacher.normalizer.normalize_str(text))


def _readable(piece: str) -> bool:
    return not _UNUSED.fullmatch(piece) and _latin(piece.removeprefix("##"))


def _latin(piece: str) -> bool:
    return all(ord(letter) <= _LATIN_ENDS or letter in _SIGNS for letter in piece)
