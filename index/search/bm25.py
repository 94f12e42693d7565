"""Sparse retrieval: passages ranked by BM25, with tantivy.

The score of a passage D is the sum over the query tokens t of

    idf(t) * f * (k1 + 1) / (f + k1 * (1 - b + b * |D| / avgdl)),
    idf(t) = ln(1 + (N - n(t) + 0.5) / (n(t) + 0.5))

with f the frequency of t in D, |D| the length of D in tokens, avgdl the mean length, N the number
of passages, n(t) those that contain t, k1 = 1.2 and b = 0.75 (Robertson and Zaragoza, 2009, "The
Probabilistic Relevance Framework: BM25 and Beyond"; the idf is Lucene's, never negative).

The index is a cache of the store, updated by replaying its changes. Tokens come from
`dixit.index.text.tokens`.
"""

import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

import tantivy

from dixit.index.filters import ANYTHING, Filter
from dixit.index.records import Match
from dixit.index.search.bm25_fields import TOKENS, configured, index_document, index_schema
from dixit.index.search.bm25_files import (
    RULES,
    STAMP,
    UNFINISHED,
    digests,
    file_names,
    is_damaged,
    passages_on_disk,
    usable_stamp,
)
from dixit.index.search.bm25_queries import (
    NamePattern,
    any_of,
    conditions,
    filtered,
    name_query,
    term_query,
)
from dixit.index.search.changes import PassageText
from dixit.index.search.stamp import Stamp, write_stamp
from dixit.index.storage.database import State

Translations = Mapping[str, Mapping[str, float]]
"""Query expansion by translation: {language of passages: {token: weight}}. A token of the query
itself has weight 1."""
NO_EXPANSIONS: Translations = MappingProxyType({})

_WRITER_BYTES = 64_000_000
"""Memory that tantivy may use while it writes."""


class Bm25Index:
    """A BM25 index on disk or in memory; its ids are passage ids.

    Create one with `open`, `create` or `in_memory`.
    """

    def __init__(
        self,
        index: tantivy.Index,
        folder: Path | None,
        stamp: Stamp,
        links: TemporaryDirectory[str] | None = None,
    ) -> None:
        self._index = index
        self._links = links
        """Keeps the temporary folder alive, which is deleted with this object."""
        self._folder = folder
        self._stamp = stamp
        self._frequencies: dict[str, int] = {}

    @classmethod
    def open(
        cls, folder: Path, has_state: Callable[[State], bool], older: "Bm25Index | None" = None
    ) -> "Bm25Index | None":
        """Open the index on disk; None if it is missing, damaged or of another store.

        Args:
            folder: where it lies.
            has_state: whether the store has been in a state, see `Database.has_state`.
            older: an index that this process opened earlier; files that it has verified are not
                read again.
        """
        stamp = usable_stamp(folder, has_state)
        if stamp is None or is_damaged(folder, stamp, older._stamp.files if older else {}):
            return None
        try:
            if os.access(folder, os.W_OK):
                return cls(configured(tantivy.Index.open(str(folder))), folder, stamp)
            # Tantivy creates a lock file even to read, so it gets a folder of links to the files.
            links = TemporaryDirectory(prefix="dixit-words-")
            for name in file_names(folder):
                Path(links.name, name).symlink_to(folder.absolute() / name)
            return cls(configured(tantivy.Index.open(links.name)), folder, stamp, links)
        except (OSError, ValueError):
            return None

    @classmethod
    def create(cls, folder: Path) -> "Bm25Index":
        """Create an empty index on disk, in place of the one in `folder`.

        Raises:
            OSError: it cannot be written.
        """
        old = folder.with_name(f"{folder.name}.old")
        shutil.rmtree(old, ignore_errors=True)
        if folder.exists():  # Renamed first, which is atomic: others may be opening it.
            folder.replace(old)
            shutil.rmtree(old, ignore_errors=True)
        folder.mkdir(parents=True)
        try:
            created = tantivy.Index(index_schema(), path=str(folder))
        except ValueError as error:  # Tantivy reports a full disk so.
            raise OSError("making the words failed") from error
        return cls(configured(created), folder, Stamp(0, "", RULES))

    @classmethod
    def in_memory(cls) -> "Bm25Index":
        """Create an empty index in memory."""
        return cls(configured(tantivy.Index(index_schema())), None, Stamp(0, "", RULES))

    @property
    def is_saved(self) -> bool:
        """Whether the index is on disk."""
        return self._folder is not None

    @property
    def state(self) -> State:
        """The state of the store that the index follows."""
        return self._stamp.state

    def apply(self, removed: Iterable[int], added: Iterable[PassageText], state: State) -> None:
        """Apply the changes of the store up to a state, in one commit.

        The stamp is written after the commit. The file `unfinished` exists in between: after a
        crash it shows that commit and stamp may differ, and the index is rebuilt.

        Args:
            removed: passage ids to delete.
            added: passages to add after that.
            state: the state of the store after the changes.

        Raises:
            OSError: the index cannot be written.
        """
        if self._folder is not None:
            (self._folder / UNFINISHED).touch()
        try:
            writer = self._index.writer(_WRITER_BYTES, num_threads=1)
            self._delete(writer, list(removed))
            for passage in added:
                writer.add_document(index_document(passage))
            writer.commit()
            writer.wait_merging_threads()
        except ValueError as error:  # Tantivy reports a full disk so.
            raise OSError("writing the words failed") from error
        files = digests(self._folder, self._stamp.files) if self._folder is not None else {}
        self._stamp = Stamp(state.generation, state.token, RULES, files)
        if self._folder is not None:
            write_stamp(self._folder / STAMP, self._stamp)
            (self._folder / UNFINISHED).unlink()
        self._index.reload()
        self._frequencies.clear()

    def _delete(self, writer: tantivy.IndexWriter, ids: list[int]) -> None:
        # By query: deletion by term reads the id as a signed integer and matches nothing.
        if ids and len(self):
            query = tantivy.Query.term_set_query(self._index.schema, "id", ids)
            writer.delete_documents_by_query(query)

    def search(
        self,
        tokens: Iterable[str],
        k: int,
        where: Filter = ANYTHING,
        expansions: Translations = NO_EXPANSIONS,
    ) -> list[Match]:
        """The `k` passages with the largest BM25 score.

        Args:
            tokens: tokens of the query, see `tokens.query_tokens`.
            k: most passages to return.
            where: only passages that match.
            expansions: further tokens, which score in passages of one language only, times their
                weight.

        Returns:
            Matches by descending score, then ascending id.
        """
        schema = self._index.schema
        clauses = [term_query(schema, token, 1.0) for token in tokens]
        for language, weights in expansions.items():
            language_is = tantivy.Query.term_query(schema, "language", language, "basic")
            terms = [term_query(schema, token, weight) for token, weight in weights.items()]
            if terms:
                clauses.append(filtered(any_of(terms), [language_is]))
        if not clauses or k < 1:
            return []
        query = any_of(clauses)
        if where:
            query = filtered(query, conditions(schema, where))
        searcher = self._index.searcher()
        hits = searcher.search(query, k, count=False).hits
        ids = searcher.fast_field_values("id", [address for _, address in hits])
        matches = [
            Match(int(i or 0), float(score)) for i, (score, _) in zip(ids, hits, strict=True)
        ]
        return sorted(matches, key=lambda match: (-match.score, match.passage_id))

    def search_name(
        self,
        patterns: Iterable[NamePattern],
        k: int,
        where: Filter = ANYTHING,
        *,
        fuzzy: bool = False,
    ) -> list[int]:
        """The first passages of at most `k` documents that contain a name, see `name_query`.

        The passage stands for its document, so the filter's languages and speakers are ignored.

        Args:
            patterns: alternative ways to write the name.
            k: most documents.
            where: conditions on documents.
            fuzzy: allow one typing error in each longer word.

        Returns:
            Passage ids, ascending.
        """
        schema = self._index.schema
        query = name_query(schema, patterns, fuzzy=fuzzy)
        if document_filter := replace(where, languages=None, speakers=None):
            query = filtered(query, conditions(schema, document_filter))
        searcher = self._index.searcher()
        hits = searcher.search(query, k, count=False).hits
        ids = searcher.fast_field_values("id", [address for _, address in hits])
        return sorted(int(number or 0) for number in ids)

    def frequency(self, token: str) -> int:
        """Document frequency: the number of passages that contain a token."""
        if token not in self._frequencies:
            # Counted by a query: tantivy's own figure includes removed passages.
            query = tantivy.Query.term_query(self._index.schema, TOKENS, token, "basic")
            result = self._index.searcher().search(query, 1, count=True)
            self._frequencies[token] = int(result.count)  # type: ignore[attr-defined]  # The stubs lack it.
        return self._frequencies[token]

    @property
    def stale_share(self) -> float:
        """Share of removed passages, 0 to 1; they still count in idf and avgdl."""
        if self._folder is None:  # Passages are never removed from an index in memory.
            return 0.0
        total = passages_on_disk(self._folder)
        return 1 - len(self) / total if total else 0.0

    def __len__(self) -> int:
        return int(self._index.searcher().num_docs)
