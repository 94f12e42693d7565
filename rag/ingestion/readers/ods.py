"""OpenDocument spreadsheets: each cell as it is shown, without hidden sheets, rows and columns."""

from collections.abc import Iterator

from lxml import etree

from dixit.rag.ingestion.readers.extracts import Extract, Unread
from dixit.rag.ingestion.readers.sheets import Row, Sheet, articles_of
from dixit.rag.ingestion.readers.xml_trees import root_of, text_at, without_namespaces
from dixit.rag.ingestion.readers.zip_limits import member, opened

_MOST_ALIKE = 100
"""How often an equal row or cell is repeated at most; the rest is filling."""
_COVERED = "covered-table-cell"


def read(data: bytes) -> Iterator[Extract | Unread]:
    """The sheets of a spreadsheet, or the articles in their rows.

    Raises:
        Unreadable: it is broken, encrypted, too large or empty.
    """
    archive = opened(data)
    content = without_namespaces(root_of(member(archive, "content.xml"), "content.xml within it"))
    has_facts = "meta.xml" in archive.namelist()
    about = root_of(member(archive, "meta.xml"), "meta.xml within it") if has_facts else content
    without_namespaces(about)
    hidden = {
        _attribute(style, "name")
        for style in content.iter("style")
        if any(_attribute(part, "display") == "false" for part in style.iter("table-properties"))
    }
    sheets = [
        Sheet(_attribute(table, "name"), list(_rows(table)))
        for table in content.iterfind(".//spreadsheet/table")
        if _attribute(table, "style-name") not in hidden
    ]
    facts = (text_at(about, f".//meta/{name}") for name in ("title", "creator", "initial-creator"))
    title, changed_by, made_by = facts
    yield from articles_of(sheets, title, changed_by or made_by)


def _rows(table: etree._Element) -> Iterator[Row]:
    hidden = set(_hidden_columns(table))
    for row in table.iter("table-row"):
        if _is_shown(row):
            cells = [cell for place, cell in _cells(row) if place not in hidden]
            repeated = _count(row, "number-rows-repeated") if any(cells) else 1
            yield from [cells] * min(repeated, _MOST_ALIKE)


def _hidden_columns(table: etree._Element) -> Iterator[int]:
    place = 0
    for column in table.iter("table-column"):
        repeated = _count(column, "number-columns-repeated")
        if not _is_shown(column):
            yield from range(place, place + min(repeated, _MOST_ALIKE))
        place += repeated


def _cells(row: etree._Element) -> Iterator[tuple[int, str]]:
    """The text of each cell of a row, with the number of its column."""
    place = 0
    for cell in row.iterchildren("table-cell", _COVERED):
        repeated = _count(cell, "number-columns-repeated")
        text = "" if cell.tag == _COVERED else _text(cell)
        for number in range(min(repeated, _MOST_ALIKE)):
            yield place + number, text
        place += repeated


def _text(cell: etree._Element) -> str:
    """The paragraphs of a cell as they are shown, without its comment."""
    return " ".join("".join(_runs(line)) for line in cell.iterchildren("p"))


def _runs(element: etree._Element) -> Iterator[str]:
    yield " " if element.tag in ("s", "tab", "line-break") else element.text or ""
    for child in element.iterchildren(etree.Element):
        if child.tag != "annotation":
            yield from _runs(child)
        yield child.tail or ""


def _is_shown(element: etree._Element) -> bool:
    return _attribute(element, "visibility") not in ("collapse", "filter")


def _attribute(element: etree._Element, name: str) -> str:
    """The value of an attribute, whatever its namespace."""
    values = (value for key, value in element.items() if etree.QName(key).localname == name)
    return str(next(values, ""))


def _count(element: etree._Element, name: str) -> int:
    written = _attribute(element, name)
    return max(1, int(written)) if written.isdecimal() and len(written) < 10 else 1
