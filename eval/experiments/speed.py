"""Speed as ratios to bare libraries in the same run; ratios carry over to other machines.

| measured | reference |
|---|---|
| embedding | a bare onnxruntime loop; all-MiniLM-L6-v2 |
| indexing | the same loop |
| finding quotations | all indexing except embedding |
| warm search | bare FAISS and tantivy |
| asking | searching |
| cold `dixit ask` | the imports that it needs |

The LangChain tutorial's chain is timed against the same references where it does the same work.
All use the default embedder.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import faiss
import numpy as np
import tantivy
from tokenizers import Tokenizer

from dixit import Dixit
from dixit.eval.baselines.langchain_chain import TutorialChain
from dixit.eval.experiments.timing_pairs import Ratio, paired
from dixit.index.manifest import EmbedderIdentity
from dixit.index.records import Document, Passage, Vectors
from dixit.index.text.tokens import document_tokens, query_tokens
from dixit.rag.dials import DEFAULT
from dixit.rag.embedders.base import SHIPPED, Embedder, open_embedder
from dixit.rag.embedders.onnx_graph import quiet_onnxruntime
from dixit.rag.ingestion.analysis import Analysis
from dixit.rag.ingestion.chunking import split
from dixit.rag.ingestion.documents import drafted
from dixit.rag.ingestion.loader import read
from dixit.rag.parsing.article import Article
from dixit.rag.quotations import find_quotations
from dixit.rag.settings import ENGLISH_EMBEDDER, Settings

QUESTION = "Que dit Zu Sijie du protocole d'accord entre SAIC et Audi ?"
COPIES = 8
"""Copies of the articles in the corpus, so that a timing is long enough for the clock."""
QUERIES = 50
"""Searches of one timing."""
_BATCH = 32
SIZES = (1_000, 10_000, 100_000, 1_000_000)
"""Numbers of synthetic passages at which growth is measured."""


def measure(articles: Path, pairs: int) -> Iterator[Ratio]:
    """Measure the ratios.

    Args:
        articles: a folder of articles.
        pairs: the number of timings of each pair, at least 1.

    Yields:
        Each ratio as soon as it is measured.
    """
    with TemporaryDirectory() as scratch:
        corpus = Path(scratch, "articles")
        for number in range(COPIES):
            _copy(articles, corpus / str(number), number)
        embedder = _QueryCache(open_embedder(Settings()))
        passages = _passages(corpus, embedder)
        yield from _indexing(corpus, passages, embedder, pairs)
        yield _quotations(corpus, embedder, pairs)
        index = Path(scratch, "index")
        with _opened(index, embedder) as dixit:
            dixit.add([corpus])
            yield from _searching(dixit, passages, embedder, pairs)
            yield _answering(dixit, pairs)
        yield _starting(index, pairs)


def _indexing(
    corpus: Path, passages: list[Passage], embedder: "_QueryCache", pairs: int
) -> Iterator[Ratio]:
    documents = _documents(corpus)
    drafts = [drafted(Analysis.of(Article(document)), embedder, "") for document in documents]
    texts = sorted((text for draft in drafts for text in draft.wanted), key=len)

    def index() -> None:
        with TemporaryDirectory() as scratch, _opened(Path(scratch), embedder) as dixit:
            dixit.add([corpus])

    encode = _bare_encoding(texts, embedder.window)
    name = "a bare onnxruntime loop, sorted by length"
    yield paired("embedding", lambda: embedder.embed_passages(texts), name, encode, pairs)
    english = open_embedder(Settings(embedder=ENGLISH_EMBEDDER))
    yield paired(
        "embedding",
        lambda: embedder.embed_passages(texts),
        "the same by all-MiniLM-L6-v2 and sentence-transformers",
        lambda: english.embed_passages(texts),
        pairs,
    )
    yield paired(f"indexing {len(passages)} passages", index, name, encode, pairs)
    yield paired(
        "the tutorial's chain, indexing the same articles",
        lambda: TutorialChain.from_documents(documents, embedder),
        name,
        encode,
        pairs,
    )


def _bare_encoding(texts: Sequence[str], window: int) -> Callable[[], object]:
    """The plain loop: batches of 32 texts, padded to the longest, on all cores."""
    tokenizer = Tokenizer.from_file(str(SHIPPED / "tokenizer.json"))
    tokenizer.enable_truncation(window)
    tokenizer.enable_padding()
    session = quiet_onnxruntime().InferenceSession(
        str(SHIPPED / "model.onnx"), providers=["CPUExecutionProvider"]
    )

    def encode() -> None:
        for first in range(0, len(texts), _BATCH):
            encodings = tokenizer.encode_batch(list(texts[first : first + _BATCH]))
            inputs = {
                "input_ids": np.array([one.ids for one in encodings]),
                "attention_mask": np.array([one.attention_mask for one in encodings]),
            }
            session.run(None, inputs)

    return encode


def _searching(
    dixit: Dixit, passages: list[Passage], embedder: "_QueryCache", pairs: int
) -> Iterator[Ratio]:
    vectors = embedder.embed_passages([passage.text for passage in passages])
    dense_index = faiss.IndexFlatIP(vectors.shape[1])
    dense_index.add(vectors)
    lexical_index = _bare_words(passages)
    vector = embedder.embed_query(QUESTION).reshape(1, -1)
    terms = query_tokens(QUESTION, "fr", ["fr"])
    schema = lexical_index.schema
    chain = TutorialChain.from_documents(
        (dixit.document(stored.source) for stored in dixit.documents()), embedder
    )

    def bare_search() -> None:
        for _ in range(QUERIES):
            dense_index.search(vector, 50)
            clauses = [
                (tantivy.Occur.Should, tantivy.Query.term_query(schema, "words", term))
                for term in terms
            ]
            lexical_index.searcher().search(tantivy.Query.boolean_query(clauses), 50)

    def search() -> None:
        for _ in range(QUERIES):
            dixit.search(QUESTION, k=10)

    def chain_search() -> None:
        for _ in range(QUERIES):
            chain.search(QUESTION)

    name = "bare faiss and tantivy"
    yield paired(
        f"warm search of {len(passages)}, question embedded", search, name, bare_search, pairs
    )
    yield paired("the tutorial's chain, the same", chain_search, name, bare_search, pairs)


def _quotations(corpus: Path, embedder: "_QueryCache", pairs: int) -> Ratio:
    """The time of finding quotations over that of all indexing except embedding."""
    documents = _documents(corpus)
    cached_embedder = _PassageCache(embedder)

    def index() -> None:
        with TemporaryDirectory() as scratch, _opened(Path(scratch), cached_embedder) as dixit:
            dixit.add([corpus])

    def find() -> None:
        for document in documents:
            find_quotations(document)

    return paired("finding quotations", find, "all indexing with vectors at hand", index, pairs)


def _answering(dixit: Dixit, pairs: int) -> Ratio:
    """The time of an answer over that of the search for its passages."""
    return paired(
        "asking",
        lambda: [dixit.ask(QUESTION) for _ in range(QUERIES)],
        f"searching {DEFAULT.passages} passages",
        lambda: [dixit.search(QUESTION, k=DEFAULT.passages) for _ in range(QUERIES)],
        pairs,
    )


def _starting(index: Path, pairs: int) -> Ratio:
    ask = "import sys; from dixit.rag.cli.main import main; sys.exit(main(sys.argv[1:]))"
    environment = {**os.environ, "DIXIT_INDEX": str(index)}
    # As in use: bytecode compiled at the first start is kept for the next.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)

    def run(*arguments: str) -> Callable[[], object]:
        command = [sys.executable, "-c", *arguments]
        return lambda: subprocess.run(
            command, check=True, env=environment, stdout=subprocess.DEVNULL
        )

    bare = run("import onnxruntime, tokenizers, faiss")
    return paired(
        "cold `dixit ask`",
        run(ask, "ask", QUESTION),
        "importing onnxruntime, tokenizers and faiss",
        bare,
        pairs,
    )


def _copy(articles: Path, folder: Path, number: int) -> None:
    """Copy the articles with a number after each sentence, so that all passages differ."""
    folder.mkdir(parents=True)
    for path in articles.glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        (folder / path.name).write_text(text.replace(". ", f" {number}. "), encoding="utf-8")


def _documents(corpus: Path) -> list[Document]:
    files = sorted(path for path in corpus.rglob("*.txt"))
    return [read(path, path.relative_to(corpus).as_posix()) for path in files]


def _passages(corpus: Path, embedder: Embedder) -> list[Passage]:
    return [
        passage
        for document in _documents(corpus)
        for passage in split(Article(document), embedder.count_tokens, embedder.window)
    ]


def _bare_words(passages: list[Passage]) -> tantivy.Index:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("words", tokenizer_name="whitespace")
    index = tantivy.Index(builder.build())
    writer = index.writer(num_threads=1)
    for passage in passages:
        tokens = document_tokens(passage.text, passage.language)
        writer.add_document(tantivy.Document(words=" ".join(tokens)))
    writer.commit()
    index.reload()
    return index


@contextmanager
def _opened(folder: Path, embedder: Embedder) -> Iterator[Dixit]:
    dixit = Dixit(index=folder, embedder=embedder)
    try:
        yield dixit
    finally:
        dixit.close()


class _QueryCache:
    """An embedder with a cache of queries, so that only the search is timed."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self.embed_query: Callable[[str], Vectors] = cache(embedder.embed_query)

    @property
    def identity(self) -> EmbedderIdentity:
        return self._embedder.identity

    @property
    def window(self) -> int:
        return self._embedder.window

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return self._embedder.count_tokens(texts)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return np.asarray(self._embedder.embed_passages(texts))


class _PassageCache(_QueryCache):
    """An embedder with a cache of passages, so that only the rest of indexing is timed."""

    def __init__(self, embedder: Embedder) -> None:
        super().__init__(embedder)
        self._known: dict[str, Vectors] = {}

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        missing = [text for text in dict.fromkeys(texts) if text not in self._known]
        if missing:
            self._known.update(zip(missing, super().embed_passages(missing), strict=True))
        return np.stack([self._known[text] for text in texts])
