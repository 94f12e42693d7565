"""Causal claims: a statement that gives a cause which the cited text does not give."""

from dixit.rag.lang.phrases import found_in, tokens
from dixit.rag.verification.statement_pair import Pair

_FILE = "causes.txt"
_CAUSES = frozenset({"cause", "implied"})


def invents_cause(pair: Pair) -> bool:
    """Return whether the statement has a causal conjunction and the cited sentence has none.

    A colon or a semicolon in the cited sentence counts as a causal link.

    Args:
        pair: The statement and the cited text.
    """
    told = [f for f in found_in(tokens(pair.statement), _FILE, pair.language) if f.name == "cause"]
    if not told:
        return False
    given = pair.sentence()
    if ":" in given or ";" in given:
        # A colon or a semicolon may mean "because".
        return False
    return all(f.name not in _CAUSES for f in found_in(tokens(given), _FILE, pair.cited_language))
