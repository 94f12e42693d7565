"""Whether a statement says of all what the cited text says of a part."""

from functools import lru_cache

from dixit.rag.lang.phrases import found_in, tokens
from dixit.rag.verification.statement_pair import Pair

_FILE = "quantifiers.txt"


def widens(pair: Pair) -> bool:
    """Whether a statement speaks of all where the text speaks of some, or of all but some."""
    told = quantities_of(pair.statement, pair.language)
    if "all" not in told or not told.isdisjoint({"part", "except"}):
        return False
    given = quantities_of(pair.sentence(), pair.cited_language)
    if "except" in given:
        return True
    whole = quantities_of(pair.cited, pair.cited_language)
    return whole.isdisjoint({"all", "zero"}) and not given.isdisjoint({"part", "only"})


@lru_cache(maxsize=1024)
def quantities_of(text: str, language: str) -> frozenset[str]:
    """Which of "all", "part", "except" and "only" a text has words for."""
    found = {phrase.name for phrase in found_in(tokens(text), _FILE, language)}
    return frozenset(found - {"none"})
