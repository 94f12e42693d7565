"""The retrieval of LangChain's RAG tutorial, as a baseline.

Chunks of 1000 characters with an overlap of 200, the embedder under test, and the 4 nearest chunks
by cosine; neither BM25 nor a check.
"""

from collections.abc import Iterable

from langchain_core.documents import Document as Chunk
from langchain_core.embeddings import Embeddings
from langchain_core.vectorstores import InMemoryVectorStore
from langchain_text_splitters import RecursiveCharacterTextSplitter

from dixit.index.records import Document, Span
from dixit.rag.embedders.base import Embedder


class TutorialChain:
    """The retrieval part of the tutorial's chain."""

    def __init__(self, store: InMemoryVectorStore) -> None:
        self._store = store

    @classmethod
    def from_documents(cls, documents: Iterable[Document], embedder: Embedder) -> "TutorialChain":
        """Split the documents into chunks and embed them."""
        splitter = RecursiveCharacterTextSplitter(
            chunk_size=1000, chunk_overlap=200, add_start_index=True
        )
        store = InMemoryVectorStore(_Adapter(embedder))
        whole = [Chunk(page_content=d.text, metadata={"source": d.source}) for d in documents]
        store.add_documents(splitter.split_documents(whole))
        return cls(store)

    def search(self, query: str, /, k: int = 4) -> list[Span]:
        """The `k` nearest chunks, best first; the tutorial uses 4."""
        chunks = self._store.similarity_search(query, k=k)
        starts = [(chunk, chunk.metadata["start_index"]) for chunk in chunks]
        return [Span(c.metadata["source"], at, at + len(c.page_content)) for c, at in starts]


class _Adapter(Embeddings):
    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [[float(x) for x in row] for row in self._embedder.embed_passages(texts)]

    def embed_query(self, text: str) -> list[float]:
        return [float(x) for x in self._embedder.embed_query(text)]
