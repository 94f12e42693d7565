"""Rows of a table to articles: which column holds what."""

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
    rows: Iterable[Mapping[str, object] | None], no_row: str
) -> Iterator[Extract | Unread]:
    """One article a row that has a text, named by its id or its number.

    None is no row, for the reason `no_row`.

    Raises:
        Unreadable: no column has a name that tells where the text is.
    """
    found = False
    for number, row in enumerate(rows, start=1):
        if row is None:
            found = True  # Or it would be told that no column has the text.
            yield Unread(str(number), no_row)
            continue
        given = {str(name).strip().casefold(): value for name, value in row.items()}
        text = _first(given, "text")
        found = found or any(name in given for name in _COLUMNS["text"])
        if not text or not any(character.isalnum() for character in text):
            if found:
                yield Unread(str(number), "holds no words")
            continue
        title = _first(given, "title")
        yield Extract(
            f"{title}\n\n{text}" if title and text.split("\n")[0].strip() != title else text,
            name=_name(_first(given, "id") or "", number),
            title=title,
            author=_first(given, "author"),
            publisher=_first(given, "publisher"),
            published=iso_date(_first(given, "published") or ""),
        )
    if not found:
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


def _name(given: str, number: int) -> str:
    plain = given.isprintable() and "/" not in given and 0 < len(given) <= 200
    return given if plain and given not in ("..", ".") else str(number)
