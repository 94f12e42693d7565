"""What the columns of tables and the fields of objects hold, by their names."""

from collections.abc import Iterable
from typing import Literal

COLUMNS = {
    "text": (
        "text body content article texte contenu corps fulltext articletext articlebody bodytext "
        "contenttext contenthtml bodyhtml"
    ).split(),
    "title": "title headline titre subject".split(),
    "author": "author authors auteur auteurs byline creator".split(),
    "publisher": (
        "publisher source site outlet publication editeur éditeur journal sitename provider"
    ).split(),
    "published": (
        "published date publishedat publicationdate pubdate datepublication datepublished "
        "publishedon publisheddate datepublished firstpublished"
    ).split(),
    "url": "url link permalink lien adresse".split(),
    "id": "id guid slug".split(),
}
"""The names of each kind of column, as `plain_name` gives them."""


def has_column(what: Literal["text", "published"], names: Iterable[str]) -> bool:
    """Whether one of some column names is that of a text, or of a date."""
    return not {plain_name(name) for name in names}.isdisjoint(COLUMNS[what])


def plain_name(name: str) -> str:
    """The name of a column without what its writers vary: case, blanks, hyphens."""
    return name.strip().casefold().translate({ord(mark): None for mark in " _-.@"})
