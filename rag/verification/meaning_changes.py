"""Whether a statement says something else than the text it cites, by what rules can tell."""

from dixit.rag.lang.polarity import denies
from dixit.rag.verification.causes import invents_cause
from dixit.rag.verification.framing import is_framed, takes_back
from dixit.rag.verification.modality import surer
from dixit.rag.verification.quantifiers import widens
from dixit.rag.verification.range_reversals import reverses
from dixit.rag.verification.role_swaps import swaps_parties
from dixit.rag.verification.statement_pair import Pair


def means_otherwise(pair: Pair) -> bool:
    """Whether a frame, a mood, a quantifier, a cause, a party or an order is another one.

    What two texts say in other words, a change of scene or a conclusion drawn, rules cannot judge.
    """
    return (
        takes_back(pair)
        or (not is_framed(pair) and surer(pair))
        or widens(pair)
        or invents_cause(pair)
        or swaps_parties(pair)
        or reverses(pair)
    )


def denies_otherwise(pair: Pair, around: str, beside: str) -> bool:
    """Whether one of two texts has a negation, the quotes in them left out, and the other none."""
    return not is_framed(pair) and denies(around) != denies(beside)
