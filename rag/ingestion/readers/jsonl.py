"""JSON Lines: one article per line, as an object."""

import json
from collections.abc import Iterator

from dixit.rag.ingestion.readers.decoding import decode
from dixit.rag.ingestion.readers.extracts import WHOLE, Extract, Place, Unread
from dixit.rag.ingestion.readers.rows import articles, day_first_in


def read(data: bytes, place: Place = WHOLE) -> Iterator[Extract | Unread]:
    """One article per line, numbered from `place.first`.

    Raises:
        Unreadable: no field is named as the text.
    """
    rows = [_object(line) for line in decode(data).split("\n") if line.strip()]
    day_first = day_first_in(rows) if place.day_first is None else place.day_first
    yield from articles(rows, "no object with fields", place.first, day_first=day_first)


def _object(line: str) -> dict[str, object] | None:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None
