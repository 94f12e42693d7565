"""Quantities, and the numbers that they are made of."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Kind = Literal[
    "cardinal",
    "ordinal",
    "fraction",
    "percent",
    "multiplier",  # "doubled", "three times"
    "time",  # of the clock or a duration, in minutes: "9 h 30"
    "day",  # of a month, which is its unit
    "several",  # an order of magnitude: "des dizaines", "millions of"
]
Bound = Literal["", "about", "least", "most"]
End = Literal["", "from", "to"]


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is first found, before what stands around it is read.

    `start` and `end` are places in the plain form of the text.
    """

    start: int
    end: int
    value: Fraction
    kind: Kind
    unit: str = ""
    bound: Bound = ""
    is_article: bool = False


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of a text, with what it counts."""

    value: Fraction
    """Scale and sign included; of percents the figure, of a time of the clock its minutes."""
    kind: Kind
    start: int
    end: int
    """The place of the number with its scale and its percent sign, without the unit."""
    unit: str = ""
    """The name of its unit in `lexicon/units.txt`, or the English name of a day's month."""
    counted: str = ""
    """The folded word behind it, which tells what is counted where there is no unit."""
    bound: Bound = ""
    """How it is less sharp than it is written: "about 20", "at least 20", "at most 20"."""
    of_range: End = ""
    """Which end of a range it is; the other end is the quantity before or behind."""
    is_article: bool = False
    """Whether it is the "un" of "un an", which hardly counts."""
    full_start: int = 0
    full_end: int = 0
    """The same place with the unit."""

    @property
    def is_approximate(self) -> bool:
        """Whether it is less sharp than it is written: "about", "at least", "a dozen"."""
        return bool(self.bound)

    @property
    def is_year(self) -> bool:
        """Whether it may be a year: four digits, and nothing that is counted."""
        return (
            self.kind == "cardinal"
            and not self.unit
            and self.value.denominator == 1
            and 1900 <= self.value <= 2099
            and not self.counted.endswith("s")
        )
