"""Reversed changes: a statement that goes from B to A where the text goes from A to B."""

from functools import lru_cache
from itertools import combinations

from dixit.index.text.tokens import words
from dixit.rag.lang.phrases import words_listed
from dixit.rag.verification.statement_pair import Pair

_FILE = "changes.txt"
_APART = 5
"""Maximum number of words between the two numbers of a change."""
_AHEAD = 2
"""Maximum distance between a number and its preposition: "against about 12", in words."""


def reverses(pair: Pair) -> bool:
    """Return whether the statement reverses a change between two numbers of the cited text.

    Args:
        pair: The statement and the cited text.
    """
    given = _changes(pair.cited, pair.cited_language)
    return any(
        (now, before) in given and (before, now) not in given
        for before, now in _changes(pair.statement, pair.language)
    )


@lru_cache(maxsize=1024)
def _changes(text: str, language: str) -> frozenset[tuple[str, str]]:
    """Return the pairs (old number, new number) of a text."""
    row = words(text)
    lists = words_listed(_FILE, language)
    numbers = [n for n, word in enumerate(row) if word[0].isdigit()]
    found = set()
    for one, two in combinations(numbers, 2):
        if two - one > _APART + 1:
            continue
        before = set(row[max(0, one - _AHEAD) : one])
        between = set(row[max(one + 1, two - _AHEAD) : two])
        if not between.isdisjoint(lists.get("against", ())):
            found.add((row[two], row[one]))
        elif not before.isdisjoint(lists.get("from", ())) and not between.isdisjoint(
            lists.get("to", ())
        ):
            found.add((row[one], row[two]))
    return frozenset(found)
