"""Excel workbooks, with openpyxl: each cell as it is shown, without hidden sheets, rows, columns.

Formulas give the value that was stored with them. Figures have the decimals, the percent sign and
the currency of their format, and no separators of thousands, which languages write differently.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from dixit.rag.ingestion.readers.extracts import Extract, Unread, Unreadable
from dixit.rag.ingestion.readers.sheets import Row, Sheet, articles_of
from dixit.rag.ingestion.readers.zip_limits import opened

_CURRENCY = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")
_CONDITION = re.compile(r"\[[^\]]*\]|_.|\*.")
_QUOTED = re.compile(r'"([^"]*)"|\\(.)')
_FIGURE = re.compile(r"[#0?](?:[#0?, ]*[#0?])?(?:\.([#0?]+))?,*")
_ODD = re.compile(r"[Ee/]|General|@")
"""What figures are formatted with that is not read here: exponents, fractions, text."""


def read(data: bytes) -> Iterator[Extract | Unread]:
    """The sheets of a workbook, or the articles in their rows.

    Raises:
        Unreadable: it is broken, encrypted, too large or empty.
    """
    opened(data)
    try:
        book = load_workbook(BytesIO(data), data_only=True, keep_links=False)
        sheets = [
            Sheet(sheet.title, list(_rows(sheet)))
            for sheet in book.worksheets
            if sheet.sheet_state == "visible"
        ]
    except (
        *(KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, SyntaxError),
        *(BadZipFile, InvalidFileException),
    ) as error:
        raise Unreadable("a broken workbook") from error
    about = book.properties
    yield from articles_of(sheets, about.title or None, _author(about.creator))


def _author(creator: str | None) -> str | None:
    return None if creator in (None, "", "openpyxl") else creator


def _rows(sheet: Worksheet) -> Iterator[Row]:
    hidden = set(_hidden_columns(sheet))
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        if number not in sheet.row_dimensions or not sheet.row_dimensions[number].hidden:
            yield [_shown(cell) for place, cell in enumerate(cells, 1) if place not in hidden]


def _hidden_columns(sheet: Worksheet) -> Iterator[int]:
    for dimension in sheet.column_dimensions.values():
        if dimension.hidden and dimension.min and dimension.max:
            yield from range(dimension.min, dimension.max + 1)


def _shown(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return value.strftime("%Y-%m-%d") if midnight else value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, (int, float)):
        return _figure(value, cell.number_format or "General")
    return str(value)


def _figure(value: float, written: str) -> str:
    """A number in its format, for example 0.125 in "0.0%" as "12.5%".

    Args:
        value: the number.
        written: its format; of the parts for positive and negative numbers, the first is used.
    """
    form = _CONDITION.sub("", _CURRENCY.sub(r'"\1"', written.partition(";")[0]))
    bare = _QUOTED.sub("", form)
    figure = _FIGURE.search(bare)
    if _ODD.search(bare) or figure is None:
        return f"{value:.11g}"
    decimals = figure[1] or ""
    number = f"{value * 100 if '%' in bare else value:.{len(decimals)}f}"
    for _ in range(decimals.count("#") if "." in number else 0):
        number = number[:-1] if number.endswith("0") else number
    number = number.removesuffix(".")
    around = _QUOTED.sub(lambda text: text[1] or text[2] or "", form)
    before, after = around.split(figure[0], 1) if figure[0] in around else ("", "")
    return f"{before}{number}{after}".strip()
