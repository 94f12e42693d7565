"""Of answers: the words they hold, beside the words that were wanted."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from dixit.index.text.tokens import plain_numbers, words

_TYPOGRAPHY = str.maketrans(
    {"’": "'", "ʼ": "'", "‘": "'", "œ": "oe", "æ": "ae", "‐": "-", "‑": "-", "–": "-"}
)
_ARTICLES = frozenset("the a an le la les l un une des du de d".split())


def key_match(text: str, keys: Sequence[Sequence[str]]) -> float:
    """Share of the groups of which `text` holds at least one spelling, as whole words.

    Case, accents, typographic marks and spaces do not matter, and numbers are the same however
    their thousands and decimals are written: "30" is found neither in "300" nor in "30.000", and
    "30 000" is found in it. After the match of answers by pattern in Chen, Fisch, Weston and
    Bordes, 2017, "Reading Wikipedia to Answer Open-Domain Questions".

    Raises:
        ValueError: there are no keys.
    """
    if not keys:
        raise ValueError("a key match needs at least one group of keys")
    folded = _folded(text)
    return sum(any(_holds(folded, _folded(s)) for s in group) for group in keys) / len(keys)


def exact_match(text: str, gold: Sequence[str]) -> float:
    """1 where the text is one of the gold answers, once both are normalised, else 0.

    Rajpurkar, Zhang, Lopyrev and Liang, 2016, "SQuAD: 100,000+ Questions for Machine
    Comprehension of Text": without case, punctuation and articles. French articles and elided
    words are left out likewise, accents do not matter, and numbers are compared as numbers.

    Raises:
        ValueError: there is no gold answer.
    """
    if not gold:
        raise ValueError("an exact match needs at least one gold answer")
    own = normalised(text)
    return float(any(own == normalised(one) for one in gold))


def token_f1(text: str, gold: Sequence[str]) -> float:
    """The best harmonic mean of precision and recall of normalised words, over the gold answers.

    The same paper. Two texts of no words at all are equal.

    Raises:
        ValueError: there is no gold answer.
    """
    if not gold:
        raise ValueError("a token F1 needs at least one gold answer")
    own = Counter(normalised(text))
    return max(_f1(own, Counter(normalised(one))) for one in gold)


def normalised(text: str) -> list[str]:
    """The folded words of a text without articles; numbers written in one way."""
    return [word for word in words(text) if word not in _ARTICLES]


def _f1(own: Counter[str], gold: Counter[str]) -> float:
    if not own or not gold:
        return float(own == gold)
    return 2 * (own & gold).total() / (own.total() + gold.total())


def _holds(text: str, key: str) -> bool:
    return re.search(rf"(?<!\w)(?<!\d[.,]){re.escape(key)}(?!\w)(?![.,]\d)", text) is not None


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_TYPOGRAPHY))
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    return plain_numbers(" ".join(bare.split()))
