"""Builds the documents to store: their passages, vectors and quotations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from dixit.index.records import IndexedDocument, Passage, Vectors
from dixit.rag import quotations
from dixit.rag.embedders.base import Embedder
from dixit.rag.ingestion import chunking
from dixit.rag.ingestion.pipeline_version import current_version
from dixit.rag.parsing.article import Article

AT_ONCE = 256
"""Passages embedded in one batch. A larger batch wastes less on padding short passages."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A document that is complete except for the vectors of some passages."""

    article: Article
    passages: tuple[Passage, ...]
    lead: str
    """The text put before each passage when it is embedded."""
    known: Mapping[str, Vectors]
    """Vectors that are already stored, keyed by passage text."""
    origin: str
    """The absolute path of the file that the document comes from."""

    @property
    def wanted(self) -> list[str]:
        """The texts that still have to be embedded."""
        return [self.lead + p.text for p in self.passages if p.text not in self.known]


def drafted(
    article: Article,
    embedder: Embedder,
    origin: str,
    stored: Sequence[IndexedDocument] = (),
) -> Draft:
    """Cut an article into passages, and reuse the vectors that are already stored.

    A stored vector is reused if the passage has the same text, the document has the same title,
    and the chunking rules have not changed.

    Args:
        article: the article to store.
        embedder: counts tokens, and will embed the passages.
        origin: the absolute path of the article's file.
        stored: the documents now stored from the same file.

    Returns:
        The draft. `Draft.wanted` lists what is still to be embedded.
    """
    document = article.document
    version = current_version()
    vectors = {
        passage.text: vector
        for entry in stored
        if entry.document.title == document.title
        and "chunking" not in version.changed_since(entry.recipe)
        for passage, vector in zip(entry.passages, entry.vectors, strict=True)
    }
    passages = chunking.split(article, embedder.count_tokens, embedder.window)
    lead = chunking.lead(document, embedder.count_tokens, embedder.window)
    return Draft(article, passages, lead, vectors, origin)


def finished(drafts: Sequence[Draft], embedder: Embedder) -> list[IndexedDocument]:
    """Embed what the drafts still need, in one call, and complete the documents.

    Args:
        drafts: the documents to complete.
        embedder: turns the passages into vectors.

    Returns:
        One document per draft, in the same order.
    """
    texts = list(dict.fromkeys(text for draft in drafts for text in draft.wanted))
    vectors = dict(zip(texts, embedder.embed_passages(texts), strict=True))
    return [_finished(draft, vectors, embedder.identity.dimension) for draft in drafts]


def _finished(draft: Draft, embedded: Mapping[str, Vectors], dimension: int) -> IndexedDocument:
    rows = [
        draft.known[p.text] if p.text in draft.known else embedded[draft.lead + p.text]
        for p in draft.passages
    ]
    return IndexedDocument(
        document=draft.article.document,
        passages=draft.passages,
        quotations=quotations.quotations_in(draft.article),
        vectors=np.array(rows, dtype=np.float32).reshape(len(rows), dimension),
        origin=draft.origin,
        recipe=str(current_version()),
    )
