"""Quantifiers: a statement about all where the cited text is about some."""

from functools import lru_cache

from dixit.rag.lang.phrases import found_in, tokens
from dixit.rag.verification.statement_pair import Pair

_FILE = "quantifiers.txt"


def widens(pair: Pair) -> bool:
    """Return whether the statement generalises "some", or "all but some", to "all".

    Args:
        pair: The statement and the cited text.
    """
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
    """Return the quantifiers of a text, of "all", "part", "except", "only" and "zero".

    Args:
        text: The text.
        language: Its language code.
    """
    found = {phrase.name for phrase in found_in(tokens(text), _FILE, language)}
    return frozenset(found - {"none"})
