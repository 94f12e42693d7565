"""A number as it is first found, before what stands around it is read."""

from dataclasses import dataclass
from fractions import Fraction

from dixit.rag.lang.quantities.records import Bound, Kind


@dataclass(frozen=True, slots=True)
class Number:
    """A number and its place in the plain text."""

    start: int
    end: int
    value: Fraction
    kind: Kind
    unit: str = ""
    bound: Bound = ""
    is_article: bool = False
