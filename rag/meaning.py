"""Whether a statement says something else than the text it cites, by what rules can tell."""

from rag.causes import invents_cause
from rag.framing import is_framed, takes_back
from rag.modality import surer
from rag.pairs import Pair
from rag.parties import swaps_parties
from rag.polarity import denies
from rag.quantifiers import widens
from rag.reversals import reverses


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
