"""Comparison of names: a stored speaker with the one asked for."""

from functools import cache

from dixit.index.text.tokens import words
from dixit.rag.lang.lexicons import small_words


def same_speaker(first: str, second: str) -> bool:
    """Whether two names may be one person's: the words of one are among the other's.

    Args:
        first: a name, such as "De Meo".
        second: another, such as "Luca de Meo".
    """
    one, other = set(words(first)), set(words(second))
    return bool(one) and bool(other) and (one <= other or other <= one)


def matches_name(name: str, asked: str) -> bool:
    """Whether a stored speaker is the one asked for.

    Args:
        name: the stored name.
        asked: what was asked for: a part of the name will do, in any case, without accents, with
            one wrong letter in words of five letters or more.
    """
    wanted, given = words(asked), words(name)
    return bool(wanted) and all(any(_alike(w, g) for g in given) for w in wanted)


def is_pronoun(name: str) -> bool:
    """Whether a stored name is a pronoun, and so names nobody.

    Args:
        name: a speaker as stored. In capitals it is a name: "IT".
    """
    shouted = len(name) > 1 and name.isupper()
    return not shouted and all(word in _pronouns() for word in words(name))


@cache
def _pronouns() -> frozenset[str]:
    return frozenset(part for word in small_words("pronoun") for part in words(word))


def _alike(one: str, other: str) -> bool:
    """The same word but for one letter in five."""
    if one == other:
        return True
    return len(one) >= 5 and abs(len(one) - len(other)) <= 1 and _distance(one, other) <= 1


def _distance(one: str, other: str) -> int:
    """Levenshtein distance (Levenshtein, 1966)."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        previous, row[0] = row[0], i
        for j, b in enumerate(other, start=1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (a != b))
    return row[-1]
