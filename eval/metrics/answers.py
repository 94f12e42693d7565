"""Metrics of answers: key match, exact match, token F1."""

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
    """The share of key groups with at least one spelling in the text, as whole words.

    Case, accents, typographic characters and spaces are ignored. Numbers are compared by value:
    "30" is not in "300" or "30.000", but "30 000" is in "30.000". After the regular-expression
    match of answers in Chen, Fisch, Weston and Bordes, 2017, "Reading Wikipedia to Answer
    Open-Domain Questions".

    Args:
        text: the answer.
        keys: for each thing that the answer must say, its accepted spellings.

    Returns:
        Matched groups over all groups, 0 to 1.

    Raises:
        ValueError: there are no keys.
    """
    if not keys:
        raise ValueError("a key match needs at least one group of keys")
    folded_text = _folded(text)
    return sum(any(_holds(folded_text, _folded(s)) for s in group) for group in keys) / len(keys)


def exact_match(text: str, gold: Sequence[str]) -> float:
    """1 if the normalised text equals a normalised gold answer, else 0.

    Rajpurkar, Zhang, Lopyrev and Liang, 2016, "SQuAD: 100,000+ Questions for Machine
    Comprehension of Text": case, punctuation and articles are ignored. Here French articles,
    elided words and accents are ignored too, and numbers are compared by value.

    Args:
        text: the answer.
        gold: the accepted answers.

    Raises:
        ValueError: there is no gold answer.
    """
    if not gold:
        raise ValueError("an exact match needs at least one gold answer")
    answer_words = normalised(text)
    return float(any(answer_words == normalised(answer) for answer in gold))


def token_f1(text: str, gold: Sequence[str]) -> float:
    """The largest token F1 of the text with a gold answer (SQuAD, Rajpurkar et al., 2016).

    F1 = 2 * |A & G| / (|A| + |G|), with A and G the multisets of normalised words. It is 1 for two
    texts without words.

    Args:
        text: the answer.
        gold: the accepted answers.

    Raises:
        ValueError: there is no gold answer.
    """
    if not gold:
        raise ValueError("a token F1 needs at least one gold answer")
    answer_words = Counter(normalised(text))
    return max(_f1(answer_words, Counter(normalised(answer))) for answer in gold)


def normalised(text: str) -> list[str]:
    """The folded words of a text without articles, with numbers in one notation."""
    return [word for word in words(text) if word not in _ARTICLES]


def _f1(answer_words: Counter[str], gold_words: Counter[str]) -> float:
    if not answer_words or not gold_words:
        return float(answer_words == gold_words)
    return 2 * (answer_words & gold_words).total() / (answer_words.total() + gold_words.total())


def _holds(text: str, key: str) -> bool:
    return re.search(rf"(?<!\w)(?<!\d[.,]){re.escape(key)}(?!\w)(?![.,]\d)", text) is not None


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_TYPOGRAPHY))
    letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    return plain_numbers(" ".join(letters.split()))
