"""A text with its numbers written in one way, and the places where it may not be cut."""

from functools import lru_cache

from rag.quantities.read import quantities_in
from rag.quantities.records import Quantity

_AROUND = 60
"""Characters on either side of a cut in which the number is looked for that it may cut."""


@lru_cache(maxsize=4096)
def in_figures(text: str, language: str | None = None) -> str:
    """A text with its numbers in plain digits: "vingt-quatre" as 24, "1,25 million" as 1250000."""
    written_anew: list[str] = []
    at = 0
    for quantity in quantities_in(text, language):
        if quantity.is_article or quantity.kind in ("fraction", "multiplier", "time", "several"):
            continue
        written_anew += text[at : quantity.start], written(quantity)
        at = quantity.end
    return "".join((*written_anew, text[at:]))


def written(quantity: Quantity) -> str:
    """A quantity in digits, without its unit: "1250000", "13.1 %", "3e"."""
    value = quantity.value
    digits = str(value.numerator) if value.denominator == 1 else f"{float(value):.6f}".rstrip("0")
    return digits + {"percent": " %", "ordinal": "e"}.get(quantity.kind, "")


def cuts_quantity(text: str, at: int) -> bool:
    """Whether a place of a text lies within a number: "vingt-|cinq", "12 |000"."""
    if not 0 < at < len(text):
        return False
    first = max(0, at - _AROUND)
    around = text[first : at + _AROUND]
    return any(q.start < at - first < q.end for q in quantities_in(around))
