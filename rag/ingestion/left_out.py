"""Tells which articles a run leaves out, because they were removed for good."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from dixit.index.records import Document
from dixit.index.storage.kept_away import KeptAway


class LeftOut:
    """The articles that were removed for good, by their text and by their place."""

    def __init__(self, articles: Iterable[KeptAway]) -> None:
        """Group the articles."""
        self._by_place = {(each.origin, each.source) for each in articles}
        self._by_text = {each.text_hash: each.origin for each in articles}

    def holds(self, document: Document, origin: str) -> bool:
        """Whether a document is one of them: at the same place, or the same text moved elsewhere.

        The same text in another file, beside the one that was removed, is another article.

        Args:
            document: what was read.
            origin: the absolute path of its file.
        """
        if (origin, document.source) in self._by_place:
            return True
        if not self._by_text:
            return False
        digest = hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest()
        before = self._by_text.get(digest)
        return before is not None and (before == origin or not Path(before).exists())
