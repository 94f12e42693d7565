"""Spreadsheets: a sheet with a column for texts holds an article a row, any other one is a text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dixit.rag.ingestion.readers.columns import has_column
from dixit.rag.ingestion.readers.extracts import Extract, Unread, Unreadable
from dixit.rag.ingestion.readers.rows import articles, day_first_in

Row = Sequence[str]
"""The text of each cell of a row, as shown; empty for an empty cell."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A visible sheet: its name and its visible rows."""

    name: str
    rows: Sequence[Row]


def articles_of(
    sheets: Sequence[Sheet], title: str | None, author: str | None
) -> Iterator[Extract | Unread]:
    """The articles of a spreadsheet: "3" or "Sheet/3" for a row, "Sheet" for a sheet of figures.

    Args:
        sheets: its visible sheets.
        title: the title in its properties, for a spreadsheet of one sheet.
        author: the author in its properties.

    Raises:
        Unreadable: no sheet holds anything.
    """
    filled = [Sheet(sheet.name, _filled(sheet.rows)) for sheet in sheets]
    filled = [sheet for sheet in filled if sheet.rows]
    if not filled:
        raise Unreadable("a spreadsheet without anything written in it")
    alone = len(filled) == 1
    for sheet in filled:
        name = "".join(it if it.isprintable() and it != "/" else "-" for it in sheet.name)
        if has_column("text", sheet.rows[0]):
            for item in _by_row(sheet.rows):
                yield item if alone else replace(item, name=f"{name}/{item.name}")
        else:
            text = "\n".join(" ".join(cell for cell in row if cell) for row in sheet.rows)
            yield Extract(text, "" if alone else name, title if alone else None, author)


def _filled(rows: Sequence[Row]) -> list[Row]:
    stripped = ([" ".join(cell.split(" ")).strip() for cell in row] for row in rows)
    return [row for row in stripped if any(row)]


def _by_row(rows: Sequence[Row]) -> Iterator[Extract | Unread]:
    head, *below = rows
    named = [dict(zip(head, row, strict=False)) for row in below]
    yield from articles(named, "holds no words", day_first=day_first_in(named))
