"""JSON: a list of articles as objects, wherever it stands in the file, or a single article.

This reads what WordPress, news services and JSON Feed (https://www.jsonfeed.org/version/1.1/) give,
and lists of one's own.
"""

import json
from collections.abc import Iterator
from dataclasses import replace

from dixit.rag.ingestion.readers.columns import has_column
from dixit.rag.ingestion.readers.decoding import decode
from dixit.rag.ingestion.readers.extracts import Extract, Unread, Unreadable
from dixit.rag.ingestion.readers.rows import articles, day_first_in

_DEEPEST = 5
"""How deep a list of articles is searched for."""


def read(data: bytes) -> Iterator[Extract | Unread]:
    """The articles of a file, named by their ids or numbers; a single one has no name.

    Raises:
        Unreadable: the file is broken, or no field is named as the text.
    """
    try:
        value = json.loads(decode(data), strict=False)
    except (ValueError, RecursionError) as error:
        raise Unreadable("broken: no JSON") from error
    lists = list(_lists(value))
    if not lists and isinstance(value, dict):
        for item in articles([value], "no object with fields", day_first=day_first_in([value])):
            yield replace(item, name="")
        return
    most = max(lists, key=_count, default=[])
    rows = [row if isinstance(row, dict) else None for row in most]
    yield from articles(rows, "no object with fields", day_first=day_first_in(rows))


def _lists(value: object, depth: int = 0) -> Iterator[list[object]]:
    """The lists within a value that hold an article, outermost first."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list) and _count(value):
        yield value
    for inner in value.values() if isinstance(value, dict) else ():
        yield from _lists(inner, depth + 1)


def _count(values: list[object]) -> int:
    """How many of some values are objects with a text."""
    return sum(isinstance(value, dict) and has_column("text", value) for value in values)
