"""CSV and TSV tables: one article per row; the header names the columns."""

import csv
from collections.abc import Iterator, Mapping
from io import StringIO

from dixit.rag.ingestion.readers.columns import has_column
from dixit.rag.ingestion.readers.decoding import decode
from dixit.rag.ingestion.readers.extracts import WHOLE, Extract, Place, Unread, Unreadable
from dixit.rag.ingestion.readers.rows import articles, day_first_in

_LONGEST_FIELD = 20_000_000
_DELIMITERS = ",;\t|"


def read(data: bytes, place: Place = WHOLE) -> Iterator[Extract | Unread]:
    """One article per row, for example from the columns "title", "text" and "date".

    Rows without an id are numbered from `place.first`.

    Raises:
        Unreadable: the file is not a table, or no column is named as the text.
    """
    csv.field_size_limit(_LONGEST_FIELD)
    text = decode(data).lstrip("\r\n")
    head, _, rest = text.partition("\n")
    if head.startswith("sep="):  # Spreadsheets declare the delimiter this way.
        delimiter, text = head[4:5], rest
    else:
        delimiter = max(_DELIMITERS, key=head.count)
    try:
        head = text.partition("\n")[0]
        dated = has_column("published", head.replace('"', "").split(delimiter))
        day_first = place.day_first
        if dated and day_first is None:
            day_first = day_first_in(_rows(text, delimiter))
        yield from articles(
            _rows(text, delimiter),
            "has more fields than the head names",
            place.first,
            day_first=day_first,
        )
    except csv.Error as error:
        raise Unreadable(f"a broken table: {error}") from error


def _rows(text: str, delimiter: str) -> Iterator[Mapping[str, object] | None]:
    rows = csv.DictReader(StringIO(text, newline=""), delimiter=delimiter)
    # A row with too many fields has one delimiter too many, and nothing says which one.
    return (None if None in row else row for row in rows)
