"""Words ranked by BM25, with tantivy: derived from the store, caught up by replay.

BM25 with k1 = 1.2 and b = 0.75 (Robertson and Zaragoza, 2009, "The Probabilistic Relevance
Framework: BM25 and Beyond"), as tantivy has it. Tokens come ready-made from `index.tokens`, and
queries are made of terms, never parsed: no character of a question is an operator.
"""

import hashlib
import json
import shutil
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

import tantivy

from index.aside import Stamp, read_stamp, sha256_of, write_stamp
from index.records import Match
from index.tokens import RULES_VERSION

_STAMP = "stamp.json"
_ANALYZER = "ready_made"
_WRITER_BYTES = 32_000_000
_BATCH = 1000


class WordIndex:
    """A word index on disk; ids are the store's passage numbers."""

    def __init__(self, index: tantivy.Index, folder: Path, index_id: str) -> None:
        self._index = index
        self._folder = folder
        self._index_id = index_id
        self.generation = 0
        self.reload()

    @classmethod
    def open(cls, folder: Path, index_id: str) -> "WordIndex":
        """The saved index, or an empty one where it is missing, damaged or another store's."""
        if not problems(folder, index_id):
            try:
                return cls(_opened(folder), folder, index_id)
            except (OSError, ValueError):
                pass
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        opened = _opened(folder)
        _stamp(folder, index_id, 0)
        return cls(opened, folder, index_id)

    def reload(self) -> None:
        """See what has been committed, by this process or another."""
        stamp = read_stamp(self._folder / _STAMP)
        self._index.reload()
        self.generation = stamp.generation if stamp and stamp.index_id == self._index_id else 0

    def apply(
        self, removed: Iterable[int], added: Iterable[tuple[int, list[str]]], generation: int
    ) -> None:
        """Follow the store to `generation` in one commit: drop ids, then add ids with tokens.

        The stamp is written after the commit. A crash between the two only makes the next
        replay do the same again, which changes nothing.
        """
        writer = self._index.writer(_WRITER_BYTES, num_threads=1)
        self._delete(writer, list(removed))
        remaining = iter(added)
        while batch := list(islice(remaining, _BATCH)):
            self._delete(writer, [passage_id for passage_id, _ in batch])
            self._add(writer, batch)
        writer.commit()
        writer.wait_merging_threads()
        _stamp(self._folder, self._index_id, generation)
        self.reload()

    def _delete(self, writer: tantivy.IndexWriter, ids: list[int]) -> None:
        # By query: deletion by term takes a number for a signed one and finds nothing.
        if ids:
            query = tantivy.Query.term_set_query(self._index.schema, "id", ids)
            writer.delete_documents_by_query(query)

    def _add(self, writer: tantivy.IndexWriter, batch: Iterable[tuple[int, list[str]]]) -> None:
        for passage_id, tokens in batch:
            document = tantivy.Document()
            document.add_unsigned("id", passage_id)
            document.add_text("words", " ".join(tokens))
            writer.add_document(document)

    def matching(self, tokens: Iterable[str], k: int) -> list[Match]:
        """The `k` passages of largest BM25 score for any of the tokens."""
        schema = self._index.schema
        clauses = [
            (tantivy.Occur.Should, tantivy.Query.term_query(schema, "words", token, "freq"))
            for token in tokens
        ]
        if not clauses or k < 1:
            return []
        searcher = self._index.searcher()
        hits = searcher.search(tantivy.Query.boolean_query(clauses), k, count=False).hits
        ids = searcher.fast_field_values("id", [address for _, address in hits])
        found = [Match(int(i or 0), float(score)) for i, (score, _) in zip(ids, hits, strict=True)]
        return sorted(found, key=lambda match: (-match.score, match.passage_id))

    def frequency(self, token: str) -> int:
        """How many passages hold a token."""
        return int(self._index.searcher().doc_freq("words", token))

    def __len__(self) -> int:
        return int(self._index.searcher().num_docs)


def problems(folder: Path, index_id: str) -> list[str]:
    """What is wrong with the saved files, one sentence each; none where they are whole."""
    path = folder / _STAMP
    stamp = read_stamp(path)
    if stamp is None or stamp.index_id != index_id or stamp.rules != RULES_VERSION:
        return [f"{folder}: not of this index; it is built anew at the next search"]
    if not stamp.sha256 or stamp.sha256 != _digest(folder):
        return [f"{folder}: the words index is damaged; it is built anew at the next search"]
    return []


def _stamp(folder: Path, index_id: str, generation: int) -> None:
    digest = _digest(folder)
    write_stamp(folder / _STAMP, Stamp(index_id, generation, RULES_VERSION, sha256=digest))


def _digest(folder: Path) -> str:
    """SHA-256 over the names and bytes of the files that the index is read from."""
    meta = folder / "meta.json"
    try:
        segments = {
            s["segment_id"].replace("-", "") for s in json.loads(meta.read_bytes())["segments"]
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return ""
    files = (path for path in folder.iterdir() if path.name.partition(".")[0] in segments)
    digest = hashlib.sha256()
    for path in sorted((meta, *files)):
        digest.update(f"{path.name} {sha256_of(path)}\n".encode())
    return digest.hexdigest()


def _opened(folder: Path) -> tantivy.Index:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("id", stored=False, indexed=True, fast=True)
    builder.add_text_field("words", stored=False, tokenizer_name=_ANALYZER, index_option="freq")
    index = tantivy.Index(builder.build(), path=str(folder))
    analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer(_ANALYZER, analyzer)
    return index
