"""Words ranked by BM25, with tantivy: derived from the store, caught up by replay.

BM25 with k1 = 1.2 and b = 0.75 (Robertson and Zaragoza, 2009, "The Probabilistic Relevance
Framework: BM25 and Beyond"), as tantivy has it. Tokens come ready-made from
`dixit.index.text.tokens`. Queries are made of terms, never
parsed: no character of a question is an operator.
"""

import json
import os
import shutil
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

import tantivy

from dixit.index.filters import ANYTHING, Filter
from dixit.index.records import Match
from dixit.index.search.bm25_fields import configured, index_document, index_schema
from dixit.index.search.bm25_queries import (
    NamePattern,
    any_of,
    conditions,
    name_query,
    narrowed,
    term,
)
from dixit.index.search.changes import PassageText
from dixit.index.storage.atomic import Stamp, changed_files, read_stamp, sha256_of, write_stamp
from dixit.index.storage.database import State
from dixit.index.text.tokens import RULES_VERSION

Translations = Mapping[str, Mapping[str, float]]
"""By the language of passages, tokens to look for there, each with its worth beside a word asked
for."""
NOTHING: Translations = MappingProxyType({})

_STAMP = "stamp.json"
_UNFINISHED = "unfinished"
_RULES = f"tokens {RULES_VERSION}, fields 4, Unicode {unicodedata.unidata_version}"
_WRITER_BYTES = 64_000_000


class Bm25Index:
    """A word index, on disk or in memory; ids are the store's passage numbers."""

    def __init__(
        self,
        index: tantivy.Index,
        folder: Path | None,
        stamp: Stamp,
        links: TemporaryDirectory[str] | None = None,
    ) -> None:
        self._index = index
        self._links = links
        """Kept, as the folder goes when nobody points to it any more."""
        self._folder = folder
        self._stamp = stamp
        self._frequencies: dict[str, int] = {}

    @classmethod
    def open(
        cls, folder: Path, has_state: Callable[[State], bool], older: "Bm25Index | None" = None
    ) -> "Bm25Index | None":
        """The saved index, or None where it is missing, damaged or of another store.

        Args:
            folder: where it lies.
            known: tells whether the store was ever in a state.
            older: what this process opened before, whose files need not be read again.
        """
        stamp = _usable_stamp(folder, has_state)
        if stamp is None or _damaged(folder, stamp, older._stamp.files if older else {}):
            return None
        try:
            if os.access(folder, os.W_OK):
                return cls(configured(tantivy.Index.open(str(folder))), folder, stamp)
            # Tantivy writes a lock even to read: it is given a folder of links to the files.
            links = TemporaryDirectory(prefix="dixit-words-")
            for name in _names(folder):
                Path(links.name, name).symlink_to(folder.absolute() / name)
            return cls(configured(tantivy.Index.open(links.name)), folder, stamp, links)
        except (OSError, ValueError):
            return None

    @classmethod
    def create(cls, folder: Path) -> "Bm25Index":
        """An empty index that follows nothing yet, in place of what is there; else OSError."""
        old = folder.with_name(f"{folder.name}.old")
        shutil.rmtree(old, ignore_errors=True)
        if folder.exists():  # Moved at once: others may be about to open it.
            folder.replace(old)
            shutil.rmtree(old, ignore_errors=True)
        folder.mkdir(parents=True)
        try:
            made = tantivy.Index(index_schema(), path=str(folder))
        except ValueError as error:  # As tantivy tells of a full disk.
            raise OSError("making the words failed") from error
        return cls(configured(made), folder, Stamp(0, "", _RULES))

    @classmethod
    def in_memory(cls) -> "Bm25Index":
        """An empty index that follows nothing yet, and goes with the process."""
        return cls(configured(tantivy.Index(index_schema())), None, Stamp(0, "", _RULES))

    @property
    def is_saved(self) -> bool:
        """Whether it lies on disk."""
        return self._folder is not None

    @property
    def state(self) -> State:
        """The state of the store that it follows."""
        return self._stamp.state

    def apply(self, removed: Iterable[int], added: Iterable[PassageText], state: State) -> None:
        """Follow the store to `state` in one commit: drop ids, then add passages.

        Raises:
            OSError: it cannot be written.

        The stamp is written after the commit. A mark tells of a crash in between, after which
        nobody knows what the files are worth, and all is made again.
        """
        if self._folder is not None:
            (self._folder / _UNFINISHED).touch()
        try:
            writer = self._index.writer(_WRITER_BYTES, num_threads=1)
            self._delete(writer, list(removed))
            for passage in added:
                writer.add_document(index_document(passage))
            writer.commit()
            writer.wait_merging_threads()
        except ValueError as error:  # As tantivy tells of a full disk.
            raise OSError("writing the words failed") from error
        files = _digests(self._folder, self._stamp.files) if self._folder is not None else {}
        self._stamp = Stamp(state.generation, state.token, _RULES, files)
        if self._folder is not None:
            write_stamp(self._folder / _STAMP, self._stamp)
            (self._folder / _UNFINISHED).unlink()
        self._index.reload()
        self._frequencies.clear()

    def _delete(self, writer: tantivy.IndexWriter, ids: list[int]) -> None:
        # By query: deletion by term takes a number for a signed one and finds nothing.
        if ids and len(self):
            query = tantivy.Query.term_set_query(self._index.schema, "id", ids)
            writer.delete_documents_by_query(query)

    def search(
        self,
        tokens: Iterable[str],
        k: int,
        where: Filter = ANYTHING,
        expansions: Translations = NOTHING,
    ) -> list[Match]:
        """The `k` passages of largest BM25 score for any of the tokens, among those let by.

        `also` has further tokens, by the language of the passages in which they count; each one's
        part in the score is multiplied by its worth.
        """
        schema = self._index.schema
        clauses = [term(schema, token, 1.0) for token in tokens]
        for language, worths in expansions.items():
            of_language = tantivy.Query.term_query(schema, "language", language, "basic")
            terms = [term(schema, token, worth) for token, worth in worths.items()]
            if terms:
                clauses.append(narrowed(any_of(terms), [of_language]))
        if not clauses or k < 1:
            return []
        query = any_of(clauses)
        if where:
            query = narrowed(query, conditions(schema, where))
        searcher = self._index.searcher()
        hits = searcher.search(query, k, count=False).hits
        ids = searcher.fast_field_values("id", [address for _, address in hits])
        found = [Match(int(i or 0), float(score)) for i, (score, _) in zip(ids, hits, strict=True)]
        return sorted(found, key=lambda match: (-match.score, match.passage_id))

    def search_name(
        self,
        patterns: Iterable[NamePattern],
        k: int,
        where: Filter = ANYTHING,
        *,
        fuzzy: bool = False,
    ) -> list[int]:
        """The first passages of at most `k` documents that hold a name (see `name_query`).

        A passage's own language and speakers are no condition: it stands for its document.
        """
        schema = self._index.schema
        query = name_query(schema, patterns, fuzzy=fuzzy)
        if of_document := replace(where, languages=None, speakers=None):
            query = narrowed(query, conditions(schema, of_document))
        searcher = self._index.searcher()
        hits = searcher.search(query, k, count=False).hits
        ids = searcher.fast_field_values("id", [address for _, address in hits])
        return sorted(int(number or 0) for number in ids)

    def frequency(self, token: str) -> int:
        """How many passages hold a token."""
        if token not in self._frequencies:
            # Counted, as the index's own figure includes what was removed.
            query = tantivy.Query.term_query(self._index.schema, "words", token, "basic")
            found = self._index.searcher().search(query, 1, count=True)
            self._frequencies[token] = int(found.count)  # type: ignore[attr-defined]  # The stubs lack it.
        return self._frequencies[token]

    @property
    def stale_share(self) -> float:
        """How much of the index is passages that were removed, which scores still count."""
        if self._folder is None:  # In memory nothing is ever removed.
            return 0.0
        segments = json.loads((self._folder / _LIST).read_bytes())["segments"]
        held = sum(segment["max_doc"] for segment in segments)
        return 1 - len(self) / held if held else 0.0

    def __len__(self) -> int:
        return int(self._index.searcher().num_docs)


def problems(folder: Path, has_state: Callable[[State], bool]) -> list[str]:
    """What is wrong with the saved files, one sentence each; none where they are whole.

    Files of another store or of an unfinished change are nothing wrong: nobody uses them.
    """
    stamp = _usable_stamp(folder, has_state)
    if stamp is None or not _damaged(folder, stamp, {}):
        return []
    return [f"{folder}: the words index is damaged; it is made anew at the next search"]


def _usable_stamp(folder: Path, has_state: Callable[[State], bool]) -> Stamp | None:
    stamp = None if (folder / _UNFINISHED).exists() else read_stamp(folder / _STAMP)
    return stamp if stamp and stamp.rules == _RULES and has_state(stamp.state) else None


def _damaged(folder: Path, stamp: Stamp, checked: Mapping[str, str]) -> bool:
    """Whether the files are not what was stamped; `checked` are digests that held before."""
    unread = {name: it for name, it in stamp.files.items() if checked.get(name) != it}
    return set(stamp.files) != _names(folder) or bool(changed_files(folder, unread))


def _digests(folder: Path, previous: Mapping[str, str]) -> dict[str, str]:
    """The SHA-256 of each file of the index; what a name holds never changes, but for the list."""
    digests = {
        name: (previous.get(name) if name != _LIST else None) or sha256_of(folder / name)
        for name in _names(folder)
    }
    return {name: digest for name, digest in digests.items() if digest}


_LIST = "meta.json"
"""The file in which tantivy lists the segments that count."""


def _names(folder: Path) -> set[str]:
    """Names of the files that the index is read from; none where they cannot be told.

    Another process may take the folder away at any moment, to make the words anew.
    """
    try:
        segments = {
            segment["segment_id"].replace("-", "")
            for segment in json.loads((folder / _LIST).read_bytes())["segments"]
        }
        names = [path.name for path in folder.iterdir()]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return set()
    return {_LIST} | {name for name in names if name.partition(".")[0] in segments}
