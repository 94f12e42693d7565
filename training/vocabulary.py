"""The vocabulary of the embedder: the English teacher's, less other scripts, and French words.

The teacher reads lower-case letters without accents and cuts words into the longest pieces that it
knows (WordPiece, Wu et al., 2016); a French word it must cut into two or more on average. Each of
the words that most pieces are spent on becomes a piece of its own.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from tokenizers import Tokenizer

from training.pairs import Pair

WORDS = 34_000
"""French words that become pieces; with them some 62,000 in all."""
FEWEST = 2
"""How often a word must be met."""

_MUCH = 10
_WORD = re.compile(r"[^\W\d_]{2,}")
_UNUSED = re.compile(r"\[unused\d+\]")
_LATIN_ENDS = 0x24F
_SIGNS = "–—‘’“”„†•…€™′″"


def costly_words(pairs: Iterable[Pair], teacher: Tokenizer, most: int = WORDS) -> list[str]:
    """The French words on which the teacher spends most pieces too many, the worst first.

    An origin counts by the root of its words, or laws and manuals would decide alone.
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
    """Words that the teacher has as pieces, and that are met in French many times as often.

    To the teacher `dans` and `ville` are parts of names.
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
    """The teacher's tokenizer without pieces in other scripts, and with new ones for words."""
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
