"""Speed as ratios to bare libraries in the same run, since seconds do not travel.

Embedding beside a bare loop over onnxruntime and beside all-MiniLM-L6-v2, indexing beside that loop
and finding quotations beside all of it that does not embed; warm search beside bare FAISS and
tantivy, asking beside searching; a cold `dixit ask` beside the imports that it cannot do without.
Where it can do the same, the LangChain tutorial's chain is timed beside the same references. The
default embedder is used throughout.
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
from dixit.rag.embedders.onnx import quiet_onnxruntime
from dixit.rag.ingestion.chunking import split
from dixit.rag.ingestion.documents import drafted
from dixit.rag.ingestion.loader import read
from dixit.rag.parsing.article import Article
from dixit.rag.quotations import find_quotations
from dixit.rag.settings import ENGLISH_EMBEDDER, Settings

QUESTION = "Que dit Zu Sijie du protocole d'accord entre SAIC et Audi ?"
COPIES = 8
"""How often the articles are repeated, for a corpus that takes longer than a clock's tick."""
QUERIES = 50
"""Searches in one timing."""
_BATCH = 32
SIZES = (1_000, 10_000, 100_000, 1_000_000)
"""Made-up passages at which growth is measured."""


def measure(articles: Path, pairs: int) -> Iterator[Ratio]:
    """Each ratio, as soon as it is known.

    Args:
        articles: a folder of articles.
        pairs: how often each pair is timed, at least 1.
    """
    with TemporaryDirectory() as scratch:
        corpus = Path(scratch, "articles")
        for number in range(COPIES):
            _copy(articles, corpus / str(number), number)
        embedder = _Remembering(open_embedder(Settings()))
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
    corpus: Path, passages: list[Passage], embedder: "_Remembering", pairs: int
) -> Iterator[Ratio]:
    documents = _documents(corpus)
    drafts = [drafted(Article(document), embedder, "") for document in documents]
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
    """What anybody writes: 32 texts at a time, filled up to the longest, on all cores."""
    tokenizer = Tokenizer.from_file(str(SHIPPED / "tokenizer.json"))
    tokenizer.enable_truncation(window)
    tokenizer.enable_padding()
    session = quiet_onnxruntime().InferenceSession(
        str(SHIPPED / "model.onnx"), providers=["CPUExecutionProvider"]
    )

    def encode() -> None:
        for first in range(0, len(texts), _BATCH):
            read = tokenizer.encode_batch(list(texts[first : first + _BATCH]))
            asked = {
                "input_ids": np.array([one.ids for one in read]),
                "attention_mask": np.array([one.attention_mask for one in read]),
            }
            session.run(None, asked)

    return encode


def _searching(
    dixit: Dixit, passages: list[Passage], embedder: "_Remembering", pairs: int
) -> Iterator[Ratio]:
    rows = embedder.embed_passages([passage.text for passage in passages])
    vectors = faiss.IndexFlatIP(rows.shape[1])
    vectors.add(rows)
    words = _bare_words(passages)
    asked = embedder.embed_query(QUESTION).reshape(1, -1)
    terms = query_tokens(QUESTION, "fr", ["fr"])
    schema = words.schema
    chain = TutorialChain.from_documents(
        (dixit.document(stored.source) for stored in dixit.documents()), embedder
    )

    def bare() -> None:
        for _ in range(QUERIES):
            vectors.search(asked, 50)
            clauses = [
                (tantivy.Occur.Should, tantivy.Query.term_query(schema, "words", term))
                for term in terms
            ]
            words.searcher().search(tantivy.Query.boolean_query(clauses), 50)

    def ours() -> None:
        for _ in range(QUERIES):
            dixit.search(QUESTION, k=10)

    def theirs() -> None:
        for _ in range(QUERIES):
            chain.search(QUESTION)

    name = "bare faiss and tantivy"
    yield paired(f"warm search of {len(passages)}, question embedded", ours, name, bare, pairs)
    yield paired("the tutorial's chain, the same", theirs, name, bare, pairs)


def _quotations(corpus: Path, embedder: "_Remembering", pairs: int) -> Ratio:
    """The share that finding quotations has of everything but embedding."""
    documents = _documents(corpus)
    at_hand = _AtHand(embedder)

    def index() -> None:
        with TemporaryDirectory() as scratch, _opened(Path(scratch), at_hand) as dixit:
            dixit.add([corpus])

    def find() -> None:
        for document in documents:
            find_quotations(document)

    return paired("finding quotations", find, "all indexing with vectors at hand", index, pairs)


def _answering(dixit: Dixit, pairs: int) -> Ratio:
    """A whole question beside the search for its 20 passages: the rest weighs and cites."""
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
    # As where people use it: what Python compiled at the first start is kept for the next.
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
    """Copy the articles, every sentence ending otherwise, so that no passage is embedded twice."""
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


class _Remembering:
    """An embedder that embeds each question once, so that searching alone is timed."""

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


class _AtHand(_Remembering):
    """An embedder that embeds each passage once, so that all else in indexing is timed."""

    def __init__(self, embedder: Embedder) -> None:
        super().__init__(embedder)
        self._known: dict[str, Vectors] = {}

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            self._known.update(zip(new, super().embed_passages(new), strict=True))
        return np.stack([self._known[text] for text in texts])
