"""Removes articles for good, and lets them back; a part of `SearchIndex`."""

from dixit.index.search.reader import Reader
from dixit.index.storage import kept_away
from dixit.index.storage.kept_away import KeptAway
from dixit.index.storage.writer import Writer


class RemovedForGood:
    """The articles that later index runs leave out. Thread-safe.

    Args:
        writer: writes to the index.
        reader: reads it.
    """

    def __init__(self, writer: Writer, reader: Reader) -> None:
        self._writer = writer
        self._reader = reader

    def all(self) -> list[KeptAway]:
        """The articles, sorted by name."""
        with self._reader.snapshot() as (store, _):
            return kept_away.kept_away(store)

    def remove(self, source: str) -> None:
        """Delete a document and remember it, in one transaction.

        Raises:
            SourceUnknown: no document has that name.
        """
        with self._writer.transaction() as (store, generation):
            kept_away.remove_for_good(store, source, generation)

    def let_back(self, source: str) -> bool:
        """Forget an article, so that the next index run adds it; False if it is not among them."""
        with self._writer.transaction() as (store, _):
            return kept_away.let_back(store, source)
