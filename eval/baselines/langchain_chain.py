"""What a person builds by following LangChain's own RAG tutorial, to compare retrieval with.

Chunks of 1000 characters, 200 shared, the same embedder, the top four: no words, no check.
"""

from collections.abc import Iterable

from langchain_core.documents import Document as Chunk
from langchain_core.embeddings import Embeddings
from langchain_core.vectorstores import InMemoryVectorStore
from langchain_text_splitters import RecursiveCharacterTextSplitter

from dixit.index.records import Document, Span
from dixit.rag.embedders.base import Embedder


class TutorialChain:
    """The tutorial's chain, up to the passages that it would hand to a model."""

    def __init__(self, store: InMemoryVectorStore) -> None:
        self._store = store

    @classmethod
    def from_documents(cls, documents: Iterable[Document], embedder: Embedder) -> "TutorialChain":
        """Split and embed the documents."""
        splitter = RecursiveCharacterTextSplitter(
            chunk_size=1000, chunk_overlap=200, add_start_index=True
        )
        store = InMemoryVectorStore(_Adapter(embedder))
        whole = [Chunk(page_content=d.text, metadata={"source": d.source}) for d in documents]
        store.add_documents(splitter.split_documents(whole))
        return cls(store)

    def search(self, query: str, /, k: int = 4) -> list[Span]:
        """The nearest chunks, best first; four, as the tutorial asks for."""
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
