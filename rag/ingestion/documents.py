"""Builds the documents to store: their passages, vectors and quotations."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from dixit.index.records import IndexedDocument, Passage, Vectors
from dixit.rag.embedders.base import Embedder
from dixit.rag.ingestion import chunking
from dixit.rag.ingestion.analysis import Analysis
from dixit.rag.ingestion.loader import UNREAD_PAGES
from dixit.rag.ingestion.pipeline_version import current_version, without_ocr

AT_ONCE = 256
"""Passages embedded in one batch. A larger batch wastes less on padding short passages."""

_STEP = 64
"""Passages embedded before the caller is told of it."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A document that is complete except for the vectors of some passages."""

    analysis: Analysis
    passages: tuple[Passage, ...]
    lead: str
    """The text put before each passage when it is embedded."""
    known: Mapping[str, Vectors]
    """Vectors that are already stored, keyed by passage text."""
    origin: str
    """The absolute path of the file that the document comes from."""

    @property
    def unknown(self) -> list[Passage]:
        """The passages that still have to be embedded."""
        return [p for p in self.passages if p.text not in self.known]

    @property
    def wanted(self) -> list[str]:
        """The texts that still have to be embedded."""
        return [self.lead + p.text for p in self.unknown]


def drafted(
    analysis: Analysis,
    embedder: Embedder,
    origin: str,
    stored: Sequence[IndexedDocument] = (),
) -> Draft:
    """Cut a document into passages, and reuse the vectors that are already stored.

    A stored vector is reused if the passage has the same text, the document has the same title,
    and the chunking rules have not changed.

    Args:
        analysis: the document to store.
        embedder: counts tokens, and will embed the passages.
        origin: the absolute path of the article's file.
        stored: the documents now stored from the same file.

    Returns:
        The draft. `Draft.wanted` lists what is still to be embedded.
    """
    document = analysis.document
    version = current_version()
    vectors = {
        passage.text: vector
        for entry in stored
        if entry.document.title == document.title
        and "chunking" not in version.changed_since(entry.recipe)
        for passage, vector in zip(entry.passages, entry.vectors, strict=True)
    }
    passages = chunking.cut(document, analysis.runs, embedder.count_tokens, embedder.window)
    lead = chunking.lead(document, embedder.count_tokens, embedder.window)
    return Draft(analysis, passages, lead, vectors, origin)


def finished(
    drafts: Sequence[Draft], embedder: Embedder, told: Callable[[int], None] | None = None
) -> list[IndexedDocument]:
    """Embed what the drafts still need, and complete the documents.

    Args:
        drafts: the documents to complete.
        embedder: turns the passages into vectors.
        told: called with the number of texts embedded so far, now and then.

    Returns:
        One document per draft, in the same order.
    """
    texts = list(dict.fromkeys(text for draft in drafts for text in draft.wanted))
    vectors: dict[str, Vectors] = {}
    step = max(1, len(texts)) if told is None else _STEP
    for first in range(0, len(texts), step):
        some = texts[first : first + step]
        vectors.update(zip(some, embedder.embed_passages(some), strict=True))
        if told is not None:
            told(len(vectors))
    return [_finished(draft, vectors, embedder.identity.dimension) for draft in drafts]


def _finished(draft: Draft, embedded: Mapping[str, Vectors], dimension: int) -> IndexedDocument:
    rows = [
        draft.known[p.text] if p.text in draft.known else embedded[draft.lead + p.text]
        for p in draft.passages
    ]
    document, version = draft.analysis.document, current_version()
    if UNREAD_PAGES in document.metadata:
        version = without_ocr(version)
    return IndexedDocument(
        document=document,
        passages=draft.passages,
        quotations=draft.analysis.quotations,
        vectors=np.array(rows, dtype=np.float32).reshape(len(rows), dimension),
        origin=draft.origin,
        recipe=str(version),
    )
