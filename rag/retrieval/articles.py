"""What one question reads of the index: each document once, with all that is worked out from it.

To read a document is to fetch its row, check the row's checksum and hash the whole text. A question
comes back to the same few documents some thirty times.
"""

import threading
from collections import OrderedDict
from collections.abc import Collection, Sequence
from typing import Protocol

from dixit.index.filters import ANYTHING, Filter
from dixit.index.records import Document, DocumentSummary, Quotation
from dixit.rag.parsing.article import Article
from dixit.rag.question.terms import Frequencies, with_bases

PARSED = 128
"""Articles that stay parsed from one question to the next."""


class Documents(Protocol):
    """Where the documents are."""

    def document(self, source: str) -> Document:
        """The stored document of that name; `SourceUnknown` where there is none."""
        ...


class Library(Documents, Frequencies, Protocol):
    """What answering asks of the index."""

    def quotations(self, sources: Sequence[str] | None = None) -> list[Quotation]:
        """Who said what in some documents."""
        ...

    def documents(self, where: Filter = ANYTHING) -> list[DocumentSummary]:
        """Summaries of the documents that a filter lets by, sorted by name."""
        ...

    def search_name(
        self,
        patterns: Sequence[Sequence[Collection[str]]],
        k: int,
        where: Filter = ANYTHING,
        *,
        fuzzy: bool = False,
    ) -> tuple[list[str], bool]:
        """At most `k` documents that may hold a name, and whether no other does."""
        ...


class Parsed:
    """Articles parsed of late, by their document: one that was changed is parsed anew."""

    def __init__(self, most: int = PARSED) -> None:
        self._most = most
        self._articles: OrderedDict[Document, Article] = OrderedDict()
        self._lock = threading.Lock()

    def article(self, document: Document) -> Article:
        """The document, parsed."""
        with self._lock:
            article = self._articles.pop(document, None) or Article(document)
            self._articles[document] = article
            if len(self._articles) > self._most:
                self._articles.popitem(last=False)
            return article


class Articles:
    """A library as one question sees it: whatever it was asked once, it answers the same again.

    Args:
        library: the index.
        parsed: what earlier questions parsed; None where nothing is kept.
    """

    def __init__(self, library: Library, parsed: Parsed | None = None) -> None:
        self._library = library
        self._parsed = parsed or Parsed()
        self._articles: dict[str, Article] = {}
        self._stems: dict[str, frozenset[str]] = {}
        self._quotations: dict[tuple[str, ...] | None, list[Quotation]] = {}
        self._summaries: dict[Filter, list[DocumentSummary]] = {}
        self._frequencies: dict[str, int] = {}
        self._size: int | None = None
        self._languages: list[str] | None = None

    def article(self, source: str) -> Article:
        """The document of that name, parsed; `SourceUnknown` where there is none."""
        if source not in self._articles:
            self._articles[source] = self._parsed.article(self._library.document(source))
        return self._articles[source]

    def document(self, source: str) -> Document:
        """The stored document of that name; `SourceUnknown` where there is none."""
        return self.article(source).document

    def stems(self, source: str) -> frozenset[str]:
        """The stems of a document's whole text, as `terms.stems_of` makes them."""
        if source not in self._stems:
            self._stems[source] = with_bases(self.article(source).tokens)
        return self._stems[source]

    def quotations(self, sources: Sequence[str] | None = None) -> list[Quotation]:
        """Who said what in some documents."""
        key = None if sources is None else tuple(sources)
        if key not in self._quotations:
            self._quotations[key] = self._library.quotations(sources)
        return self._quotations[key]

    def documents(self, where: Filter = ANYTHING) -> list[DocumentSummary]:
        """Summaries of the documents that a filter lets by, sorted by name."""
        if where not in self._summaries:
            self._summaries[where] = self._library.documents(where)
        return self._summaries[where]

    def search_name(
        self,
        patterns: Sequence[Sequence[Collection[str]]],
        k: int,
        where: Filter = ANYTHING,
        *,
        fuzzy: bool = False,
    ) -> tuple[list[str], bool]:
        """At most `k` documents that may hold a name, and whether no other does."""
        return self._library.search_name(patterns, k, where, fuzzy=fuzzy)

    def frequency(self, token: str) -> int:
        """How many passages hold a token."""
        if token not in self._frequencies:
            self._frequencies[token] = self._library.frequency(token)
        return self._frequencies[token]

    def size(self) -> int:
        """How many passages there are."""
        if self._size is None:
            self._size = self._library.size()
        return self._size

    def languages(self) -> list[str]:
        """The languages of the passages."""
        if self._languages is None:
            self._languages = self._library.languages()
        return self._languages
