"""Turns table rows into articles: recognises the columns by their names."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from dixit.rag.ingestion.readers.addresses import web_address
from dixit.rag.ingestion.readers.columns import COLUMNS, has_column, plain_name
from dixit.rag.ingestion.readers.extracts import Extract, Unread, Unreadable
from dixit.rag.ingestion.readers.html_fragment import plain_text
from dixit.rag.ingestion.readers.iso_dates import iso_date, mail_date
from dixit.rag.lang.detection import language_of
from dixit.rag.parsing.dates import dates_in, is_day_first

_TEXTS = ", ".join(("text", "body", "content", "article", "texte", "contenu", "corps", "full_text"))
"""The names of text columns that are told to somebody who has none."""
_HELD = ("rendered", "name", "value", "text", "plain")
"""The fields of an object that stands for its text."""
_AGENT = ("author", "publisher")


def articles(
    rows: Iterable[Mapping[str, object] | None],
    no_row: str,
    first: int = 1,
    *,
    day_first: bool | None = None,
) -> Iterator[Extract | Unread]:
    """One article per row that has a text, named by its id or its row number.

    Args:
        rows: the value of each row by column name; None for a row that cannot be read.
        no_row: the reason to report for such a row.
        first: the number of the first row.
        day_first: whether 04/05 is 4 May, as `day_first_in` tells; None where the rows do not.

    Returns:
        An article for each row; `Unread` for each row without words.

    Raises:
        Unreadable: no column is named as the text.
    """
    has_text = False
    for number, row in enumerate(rows, start=first):
        if row is None:
            has_text = True  # Otherwise the error would be that no column has the text.
            yield Unread(str(number), no_row)
            continue
        fields = _fields(row)
        text = _first(fields, "text")
        has_text = has_text or has_column("text", fields)
        if not text or not any(character.isalnum() for character in text):
            if has_text:
                yield Unread(str(number), "holds no words")
            continue
        title = _first(fields, "title")
        yield Extract(
            f"{title}\n\n{text}" if title and text.split("\n")[0].strip() != title else text,
            name=_name(_first(fields, "id") or "", number),
            title=title,
            author=_first(fields, "author"),
            publisher=_first(fields, "publisher"),
            published=_date(_first(fields, "published") or "", text, day_first),
            url=web_address(_first(fields, "url") or ""),
        )
    if not has_text:
        raise Unreadable(f"no column for the text: name it one of {_TEXTS}")


def day_first_in(rows: Iterable[Mapping[str, object] | None]) -> bool | None:
    """Whether the dates of rows have the day before the month; None where none of them tells.

    A number above 12 tells, in any row, as a file has one order.
    """
    told = (is_day_first(_first(_fields(row), "published") or "") for row in rows if row)
    return next((one for one in told if one is not None), None)


def _fields(row: Mapping[str, object]) -> dict[str, object]:
    return {plain_name(str(name)): value for name, value in row.items()}


def _date(written: str, text: str, day_first: bool | None) -> str | None:
    """A date of a row; none where the order of day and month is unknown."""
    if known := iso_date(written) or mail_date(written):
        return known
    if day_first is None and is_day_first(written) is None and language_of(text) != "en":
        day_first = True
    if day_first is None and dates_in(written, 0, len(written), day_first=True) != dates_in(
        written, 0, len(written), day_first=False
    ):
        return None
    dates = dates_in(written, 0, len(written), day_first=bool(day_first))
    return dates[0].value if len(dates) == 1 and dates[0].has_year else None


def _first(row: Mapping[str, object], what: str) -> str | None:
    for name in COLUMNS[what]:
        joined = "\n\n" if what == "text" else ", "
        text = plain_text(joined.join(_texts(row.get(name))))
        text = text if what == "text" else " ".join(text.split())
        if text and not (what in _AGENT and "://" in text):
            return text
    return None


def _texts(value: object) -> Sequence[str]:
    """The text of a value: a text or number, an object that holds one, or a list of such."""
    if isinstance(value, list):
        parts = [text for one in value for text in _texts(one)]
        return parts if len(parts) >= len(value) else ()
    if isinstance(value, dict):
        return next((found for name in _HELD if (found := _texts(value.get(name)))), ())
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return ()
    text = str(value).replace("\0", "").strip()
    return (text,) if text else ()


def _name(name: str, number: int) -> str:
    plain = name.isprintable() and "/" not in name and 0 < len(name) <= 200
    return name if plain and name not in ("..", ".") else str(number)
