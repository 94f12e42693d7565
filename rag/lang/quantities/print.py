"""A text with its numbers written in one way, and the places where it may not be cut."""

import re
from functools import lru_cache

from dixit.index.text.tokens import words
from dixit.rag.lang.quantities.calendar import month_name
from dixit.rag.lang.quantities.read import quantities_in
from dixit.rag.lang.quantities.records import Quantity

_AROUND = 60
"""Characters on either side of a cut in which the number is looked for that it may cut."""


_NUMERIC_DATE = re.compile(r"\d+\D\d+")
_SMALL = 10
"""The largest number in words that is left so where these are to stay: "which two firms"."""


@lru_cache(maxsize=4096)
def in_figures(text: str, language: str | None = None, *, small: bool = True) -> str:
    """A text with its numbers in plain digits: "vingt-quatre" as 24, "1,25 million" as 1250000.

    Args:
        text: the text.
        language: its language; None where it is not known.
        small: whether small numbers and ordinals in words are put in digits too.
    """
    written_anew: list[str] = []
    at = 0
    for quantity in quantities_in(text, language):
        piece = text[quantity.start : quantity.end]
        if quantity.is_article or quantity.kind in ("fraction", "multiplier", "time", "several"):
            continue
        if (
            not small
            and not any(map(str.isdigit, piece))
            and (quantity.value <= _SMALL or quantity.kind == "ordinal")
        ):
            continue
        digits, beyond = written(quantity), 0
        if quantity.kind == "day" and _NUMERIC_DATE.fullmatch(piece):
            digits = f"{digits} {month_name(quantity.unit, language)}"
            year_behind = text[quantity.end : quantity.end + 1] in ("/", ".", "-")
            digits, beyond = (f"{digits} ", 1) if year_behind else (digits, 0)
        written_anew += text[at : quantity.start], digits
        at = quantity.end + beyond
    return "".join((*written_anew, text[at:]))


def numbers_in(text: str, language: str | None = None) -> frozenset[str]:
    """The numbers of a text as search words.

    Args:
        text: the text.
        language: its language; None where it is not known.

    Returns:
        Each number in plain digits, as it is indexed: "24" for "vingt-quatre".
    """
    return frozenset(
        word
        for quantity in quantities_in(text, language)
        if not quantity.is_article
        for word in words(written(quantity))
    )


def written(quantity: Quantity) -> str:
    """A quantity in digits.

    Args:
        quantity: a quantity of a text.

    Returns:
        Its value without the unit, with the mark of a percentage or an ordinal: "1250000",
        "13.1 %", "3e".
    """
    value = quantity.value
    whole = value.denominator == 1
    digits = str(value.numerator) if whole else f"{float(value):.6f}".rstrip("0")
    return digits + {"percent": " %", "ordinal": "e"}.get(quantity.kind, "")


def cuts_quantity(text: str, at: int) -> bool:
    """Whether a place of a text lies within a number: "vingt-|cinq", "12 |000".

    Args:
        text: the text.
        at: the offset of a character, at which the text would be cut.
    """
    if not 0 < at < len(text):
        return False
    first = max(0, at - _AROUND)
    around = text[first : at + _AROUND]
    return any(q.start < at - first < q.end for q in quantities_in(around))
