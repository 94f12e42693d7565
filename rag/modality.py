"""How sure and how complete a text tells something: possible, planned, done, certain.

Forms of verbs are told by their ends, words by the lists of `lexicon/modality.txt`.
"""

from collections.abc import Sequence
from functools import lru_cache

from rag.pairs import Pair
from rag.phrases import Token, found_in, tokens, words_listed
from rag.polarity import is_hedge

_FILE = "modality.txt"
_BETWEEN = 3
"""Words behind a helper in which its participle stands."""


@lru_cache(maxsize=2048)
def modes_of(text: str, language: str) -> frozenset[str]:
    """Which of "possible", "planned", "done" and "certain" a text tells something as."""
    row = tokens(text)
    names = {found.name for found in found_in(row, _FILE, language)}
    found = names & {"possible", "planned", "done", "certain"}
    for mode in ("possible", "planned"):
        if any(_ends(token.word, f"{mode}-ending", language) for token in row):
            found.add(mode)
    if _is_past(row, text, language):
        found.add("done")
    return frozenset(found)


def is_hedged(text: str, language: str) -> bool:
    """Whether a text tells something as no more than possible or planned."""
    modes = modes_of(text, language)
    return not modes.isdisjoint({"possible", "planned"})


def surer(pair: Pair) -> bool:
    """Whether a statement tells as done or sure what is planned or possible in the cited text."""
    told, given = modes_of(pair.statement, pair.language), modes_of(pair.clause(), pair.cited_language)
    if "possible" in given and not _allows(told, pair):
        return True
    if "planned" in given and "done" in told and told.isdisjoint({"planned", "possible"}):
        return "done" not in given
    around = modes_of(pair.sentence(), pair.cited_language)
    unsure = not around.isdisjoint({"possible", "planned"})
    return "certain" in told and "certain" not in around and unsure


def _allows(told: frozenset[str], pair: Pair) -> bool:
    """Whether the statement leaves it open as well."""
    return "possible" in told or any(map(is_hedge, (t.word for t in tokens(pair.statement))))


def _is_past(row: Sequence[Token], text: str, language: str) -> bool:
    lists = words_listed(_FILE, language)
    helpers, past, excepted = (lists.get(name, ()) for name in ("helper", "past", "not-past"))
    for number, token in enumerate(row):
        if token.word in past:
            return True
        if token.word not in excepted and _ends(token.word, "past-ending", language):
            return True
        if text[token.start : token.end].casefold() in helpers:
            behind = row[number + 1 : number + 1 + _BETWEEN]
            if any(_ends(t.word, "participle-ending", language) for t in behind):
                return True
    return False


def _ends(word: str, name: str, language: str) -> bool:
    lists = words_listed(_FILE, language)
    endings, excepted = lists.get(name, ()), lists.get("not", ())
    return len(word) > 3 and word not in excepted and word.endswith(tuple(endings))
