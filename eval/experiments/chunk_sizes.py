"""Chunkings of the same texts by size of passage, each made and embedded once."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from dixit.eval.sets.beir import RetrievalSet
from dixit.index.records import Document, Vectors
from dixit.index.search.changes import with_title
from dixit.rag.embedders.base import Embedder
from dixit.rag.ingestion.chunking import PASSAGE_TOKENS, split
from dixit.rag.ingestion.loader import article_of
from dixit.rag.ingestion.readers.extracts import Extract
from dixit.rag.parsing.article import Article


@dataclass(frozen=True)
class Cut:
    """Texts split into passages of a size, with or without their titles in front."""

    corpus: Mapping[str, str]
    titles: Mapping[str, str]
    embedder: Embedder
    size: int
    """The most tokens in a passage."""
    titled: bool

    @cached_property
    def passages(self) -> list[tuple[str, str, str]]:
        """(text id, text, language) of each passage."""
        return [
            (
                article.document.source,
                with_title(passage.text, self._title(article.document)),
                passage.language,
            )
            for article in map(self._article, sorted(self.corpus))
            if article is not None
            for passage in split(
                article, self.embedder.count_tokens, self.embedder.window, self.size
            )
        ]

    @cached_property
    def vectors(self) -> Vectors:
        """The vectors of the passages, shape (passages, dimension)."""
        return self.embedder.embed_passages([text for _, text, _ in self.passages])

    @cached_property
    def languages(self) -> list[str]:
        """The languages of the passages, sorted."""
        return sorted({language for _, _, language in self.passages})

    def _title(self, document: Document) -> str | None:
        return self.titles.get(document.source) if self.titled else None

    def _article(self, id_: str) -> Article | None:
        text = self.corpus[id_]
        if not any(character.isalnum() for character in text):
            return None
        return article_of(Extract(text), id_, "")


class Cuts:
    """A cache of chunkings by texts, size and titles."""

    def __init__(self, embedder: Embedder) -> None:
        self.embedder = embedder
        self._made: dict[tuple[str, int, bool], Cut] = {}

    def of(
        self, retrieval: RetrievalSet, size: int = PASSAGE_TOKENS, *, titled: bool = True
    ) -> Cut:
        """The texts of a set, split into passages.

        Args:
            retrieval: the set.
            size: the most tokens in a passage.
            titled: whether the title of a text is put in front of its passages.
        """
        key = (retrieval.fingerprint, size, titled)
        if key not in self._made:
            self._made[key] = Cut(retrieval.corpus, retrieval.titles, self.embedder, size, titled)
        return self._made[key]
