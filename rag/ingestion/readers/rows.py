"""Turns table rows into articles: recognises the columns by their names."""

from collections.abc import Iterable, Iterator, Mapping

from dixit.rag.ingestion.readers.extracts import Extract, Unread, Unreadable
from dixit.rag.ingestion.readers.iso_dates import iso_date

_COLUMNS = {
    "text": "text body content article texte contenu corps full_text fulltext article_text".split(),
    "title": "title headline titre subject".split(),
    "author": "author authors auteur auteurs byline".split(),
    "publisher": "publisher source site outlet publication editeur éditeur journal".split(),
    "published": "published date published_at publication_date pubdate date_publication".split(),
    "id": "id _id".split(),
}


def articles(
    rows: Iterable[Mapping[str, object] | None], no_row: str, first: int = 1
) -> Iterator[Extract | Unread]:
    """One article per row that has a text, named by its id or its row number.

    Args:
        rows: the value of each row by column name; None for a row that cannot be read.
        no_row: the reason to report for such a row.
        first: the number of the first row.

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
        fields = {str(name).strip().casefold(): value for name, value in row.items()}
        text = _first(fields, "text")
        has_text = has_text or any(name in fields for name in _COLUMNS["text"])
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
            published=iso_date(_first(fields, "published") or ""),
        )
    if not has_text:
        raise Unreadable(f"no column for the text: name it one of {', '.join(_COLUMNS['text'])}")


def _first(row: Mapping[str, object], what: str) -> str | None:
    for name in _COLUMNS[what]:
        value = row.get(name)
        if isinstance(value, list) and all(isinstance(part, str) for part in value):
            value = ("\n\n" if what == "text" else ", ").join(value)
        if (
            isinstance(value, (str, int))
            and not isinstance(value, bool)
            and (text := str(value).replace("\0", "").strip())
        ):
            return text
    return None


def _name(name: str, number: int) -> str:
    plain = name.isprintable() and "/" not in name and 0 < len(name) <= 200
    return name if plain and name not in ("..", ".") else str(number)
