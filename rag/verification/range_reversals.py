"""Two numbers between which something changes: whether a statement has them the other way round."""

from functools import lru_cache
from itertools import combinations

from dixit.index.text.tokens import words
from dixit.rag.lang.phrases import words_listed
from dixit.rag.verification.statement_pair import Pair

_FILE = "changes.txt"
_APART = 5
"""Words between two numbers that are set side by side."""
_AHEAD = 2
"""Words ahead of a number in which its small word stands: "against about 12"."""


def reverses(pair: Pair) -> bool:
    """Whether a statement goes from B to A where the cited text goes from A to B."""
    given = _changes(pair.cited, pair.cited_language)
    return any(
        (now, before) in given and (before, now) not in given
        for before, now in _changes(pair.statement, pair.language)
    )


@lru_cache(maxsize=1024)
def _changes(text: str, language: str) -> frozenset[tuple[str, str]]:
    """Each pair of numbers of which the first was and the second is."""
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
