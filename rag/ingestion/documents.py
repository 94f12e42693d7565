"""Documents made ready to be stored: passages, their vectors, and who says what in them."""

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
"""Passages that are embedded in one go: the more, the less is lost to filling up short ones."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A document that lacks nothing but the vectors of some passages."""

    article: Article
    passages: tuple[Passage, ...]
    lead: str
    """What is put before each passage when it is embedded."""
    known: Mapping[str, Vectors]
    """The vectors that are stored already, by the words of their passages."""
    origin: str

    @property
    def wanted(self) -> list[str]:
        """The texts that are to be embedded."""
        return [self.lead + p.text for p in self.passages if p.text not in self.known]


def drafted(
    article: Article,
    embedder: Embedder,
    origin: str,
    stored: Sequence[IndexedDocument] = (),
) -> Draft:
    """An article cut into passages.

    The vectors of passages that are `stored` already, word for word, are taken from there, where
    the same rules put the same title in front of them.
    """
    document = article.document
    version = current_version()
    known = {
        passage.text: vector
        for entry in stored
        if entry.document.title == document.title
        and "chunking" not in version.changed_since(entry.recipe)
        for passage, vector in zip(entry.passages, entry.vectors, strict=True)
    }
    passages = chunking.split(article, embedder.count_tokens, embedder.window)
    lead = chunking.lead(document, embedder.count_tokens, embedder.window)
    return Draft(article, passages, lead, known, origin)


def finished(drafts: Sequence[Draft], embedder: Embedder) -> list[IndexedDocument]:
    """The documents of some drafts, in their order, what they lack embedded in one go."""
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
