"""Articles that were removed for good: what later index runs leave out."""

from collections.abc import Iterable
from dataclasses import dataclass

from dixit.index.storage.checksum import checksum
from dixit.index.storage.store import Store

_COLUMNS = "source, origin, text_hash"


@dataclass(frozen=True, slots=True)
class KeptAway:
    """An article that was removed for good."""

    source: str
    """The name that it had."""
    origin: str
    """The absolute path of its file."""
    text_hash: str
    """SHA-256 of its text, in hexadecimal, by which it is known after its file was moved."""


def kept_away(store: Store) -> list[KeptAway]:
    """All articles that were removed for good, sorted by name."""
    rows = store.verified_rows(
        "the articles that were removed for good", _COLUMNS, "FROM kept_away ORDER BY source"
    )
    return [KeptAway(*row) for row in rows]


def keep_away(store: Store, articles: Iterable[KeptAway]) -> None:
    """Remember articles, within a transaction."""
    rows = [(each.source, each.origin, each.text_hash) for each in articles]
    store.database.execute_many(
        f"INSERT OR REPLACE INTO kept_away ({_COLUMNS}, checksum) VALUES (?, ?, ?, ?)",
        ((*row, checksum(*row)) for row in rows),
    )


def remove_for_good(store: Store, source: str, generation: int) -> None:
    """Delete a document and remember it, within a transaction.

    Raises:
        SourceUnknown: no document has that name.
    """
    store.check_sources([source])
    keep_away(
        store,
        [
            KeptAway(*row)
            for row in store.database.fetch_all(
                f"SELECT {_COLUMNS} FROM documents WHERE source = ?", (source,)
            )
        ],
    )
    store.remove(source, generation)


def let_back(store: Store, source: str) -> bool:
    """Forget an article, within a transaction; False if it was not remembered."""
    there = store.database.fetch_all("SELECT 1 FROM kept_away WHERE source = ?", (source,))
    store.database.execute("DELETE FROM kept_away WHERE source = ?", (source,))
    return bool(there)
