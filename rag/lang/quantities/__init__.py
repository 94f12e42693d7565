"""The quantities of a text, French and English: read in figures and in words, and compared."""

from dixit.rag.lang.quantities.calendar import calendar_in, dates_written
from dixit.rag.lang.quantities.compare import counts_otherwise, differ_in_value
from dixit.rag.lang.quantities.print import cuts_quantity, in_figures, numbers_in, written
from dixit.rag.lang.quantities.read import quantities_in
from dixit.rag.lang.quantities.records import Quantity

__all__ = [
    "Quantity", "calendar_in", "counts_otherwise", "cuts_quantity", "dates_written",
    "differ_in_value", "in_figures", "numbers_in", "quantities_in", "written",
]  # fmt: skip
