"""Tables of articles: a row each, under a head that names the columns."""

import csv
from collections.abc import Iterator
from io import StringIO

from rag.readers.plain import decode
from rag.readers.records import Extract, Unread, Unreadable
from rag.readers.table import articles

_SAMPLE = 20_000
_LONGEST_FIELD = 20_000_000


def read(data: bytes) -> Iterator[Extract | Unread]:
    """One article a row.

    Raises:
        Unreadable: it is no table, or no column tells where the text is.
    """
    csv.field_size_limit(_LONGEST_FIELD)
    text = decode(data)
    try:
        dialect = csv.Sniffer().sniff(text[:_SAMPLE].partition("\n")[0] or ",", delimiters=",;\t|")
    except csv.Error:
        dialect = csv.excel
    rows = csv.DictReader(StringIO(text, newline=""), dialect=dialect)
    try:
        yield from articles({str(k): v for k, v in row.items() if k} for row in rows)
    except csv.Error as error:
        raise Unreadable(f"a broken table: {error}") from error
