"""Tables of articles: a row each, under a head that names the columns."""

import csv
from collections.abc import Iterator
from io import StringIO

from dixit.rag.ingestion.readers.decoding import decode
from dixit.rag.ingestion.readers.extracts import Extract, Unread, Unreadable
from dixit.rag.ingestion.readers.rows import articles

_LONGEST_FIELD = 20_000_000
_DELIMITERS = ",;\t|"


def read(data: bytes) -> Iterator[Extract | Unread]:
    """One article a row.

    Raises:
        Unreadable: it is no table, or no column tells where the text is.
    """
    csv.field_size_limit(_LONGEST_FIELD)
    text = decode(data).lstrip("\r\n")
    head, _, rest = text.partition("\n")
    if head.startswith("sep="):  # As spreadsheets tell each other.
        delimiter, text = head[4:5], rest
    else:
        delimiter = max(_DELIMITERS, key=head.count)
    rows = csv.DictReader(StringIO(text, newline=""), delimiter=delimiter)
    try:
        # A row with more fields than the head has a mark too many: where, nobody knows.
        whole = (None if None in row else row for row in rows)
        yield from articles(whole, "has more fields than the head names")
    except csv.Error as error:
        raise Unreadable(f"a broken table: {error}") from error
