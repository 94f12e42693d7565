"""References as CSV: one row for each quotation."""

import csv
import io
from collections.abc import Iterable

from dixit.ui.citing.reference import Reference

COLUMNS = (
    *("number", "words", "speaker", "verdict", "title", "outlet", "published"),
    *("url", "file", "page", "place", "accessed"),
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(references: Iterable[Reference]) -> str:
    """A table with a head, in UTF-8 with a byte order mark, so that Excel reads the accents.

    A cell that a spreadsheet would calculate begins with an apostrophe instead.
    """
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow(COLUMNS)
    for one in references:
        rows.writerow([_cell(str(getattr(one, name))) for name in COLUMNS])
    return "\ufeff" + written.getvalue()


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
