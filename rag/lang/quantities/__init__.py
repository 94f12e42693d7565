"""Quantities of a text, in French and English: read from digits and words, and compared.

`read` puts together what `figures` (digits), `spelled` (number words), `parts` (fractions, dozens)
and `calendar` (dates, times) find in a `plain` text, with `units`, `bounds` and `joined`
(ranges, lists). `compare` and `print` use the `records` that come out.
"""

from dixit.rag.lang.quantities.calendar import calendar_in, dates_written
from dixit.rag.lang.quantities.compare import counts_otherwise, differ_in_value
from dixit.rag.lang.quantities.print import cuts_quantity, in_figures, numbers_in, written
from dixit.rag.lang.quantities.read import quantities_in
from dixit.rag.lang.quantities.records import Quantity

__all__ = [
    "Quantity", "calendar_in", "counts_otherwise", "cuts_quantity", "dates_written",
    "differ_in_value", "in_figures", "numbers_in", "quantities_in", "written",
]  # fmt: skip
