"""Changes of meaning between a statement and the cited text, by rules."""

from dixit.rag.lang.polarity import denies
from dixit.rag.verification.causes import invents_cause
from dixit.rag.verification.framing import is_framed, takes_back
from dixit.rag.verification.modality import surer
from dixit.rag.verification.passives import is_done_to_another
from dixit.rag.verification.quantifiers import widens
from dixit.rag.verification.range_reversals import reverses
from dixit.rag.verification.role_swaps import swaps_parties
from dixit.rag.verification.statement_pair import Pair


def means_otherwise(pair: Pair) -> bool:
    """Return whether the two differ in framing, modality, quantifier, cause, roles or direction.

    Rules cannot judge inferences and free paraphrases; these pass.

    Args:
        pair: The statement and the cited text.
    """
    return (
        takes_back(pair)
        or (not is_framed(pair) and surer(pair))
        or widens(pair)
        or invents_cause(pair)
        or swaps_parties(pair)
        or is_done_to_another(pair)
        or reverses(pair)
    )


def denies_otherwise(pair: Pair, around: str, beside: str) -> bool:
    """Return whether exactly one of two texts is negated, outside the quotations in them.

    Args:
        pair: The statement and the cited text.
        around: The statement without its quotations.
        beside: The cited text without the same quotations.
    """
    return not is_framed(pair) and denies(around) != denies(beside)
