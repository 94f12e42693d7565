"""Embeds and stores articles in batches; the articles of a file are never parted by a kill."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from dixit.index.records import DocumentSummary, IndexedDocument
from dixit.index.search_index import SearchIndex
from dixit.rag.embedders.base import Embedder
from dixit.rag.ingestion.documents import AT_ONCE, Draft, finished
from dixit.rag.ingestion.files import shown
from dixit.rag.ingestion.pipeline_version import RULES
from dixit.rag.ingestion.report import IndexReport, Skip

_LONGEST_REASON = 300


@dataclass(frozen=True, slots=True)
class FileToRead:
    """A file to read, and what is stored of it."""

    path: Path
    name: str
    hashes: tuple[str, ...]
    stored: Sequence[DocumentSummary]
    outdated: Collection[str]
    """For an unchanged file: the stages whose rules have changed."""
    day_first: bool | None = None
    """For a large table: the order of its dates, as `Contents` has it."""

    @property
    def before(self) -> frozenset[str]:
        """The names of the stored documents."""
        return frozenset(document.source for document in self.stored)


@dataclass(frozen=True, slots=True)
class Articles:
    """Articles that were read from one file, not stored yet."""

    file: FileToRead
    drafts: Sequence[Draft]
    gone: Sequence[str]
    """Stored documents that the file no longer holds."""

    @property
    def wanted(self) -> int:
        """How many passages still have to be embedded."""
        return sum(len(draft.unknown) for draft in self.drafts)


class Batch:
    """Articles that wait until there are enough passages to embed at once."""

    def __init__(
        self,
        index: SearchIndex,
        embedder: Embedder,
        report: IndexReport,
        told: Callable[[int], None],
    ) -> None:
        """Begin with nothing; `told` is called with the number of passages stored so far."""
        self._index = index
        self._embedder = embedder
        self._report = report
        self._told = told
        self._waiting: list[Articles] = []
        self._wanted = 0
        self._passages = 0

    def add(self, articles: Articles) -> None:
        """Add the articles of a file, and store the batch if it is full."""
        self._waiting.append(articles)
        self._wanted += articles.wanted
        if self._wanted >= AT_ONCE:
            self.store()

    def store(self) -> None:
        """Embed and store what waits, and report it."""
        waiting, self._waiting, self._wanted = self._waiting, [], 0
        drafts = [draft for each in waiting for draft in each.drafts]
        entries = iter(finished(drafts, self._embedder, self._embedded))
        files = [(each, [next(entries) for _ in each.drafts]) for each in waiting]
        try:
            self._put(files)
        except ValueError:  # One of them cannot be stored: each by itself.
            for each, own in files:
                try:
                    self._put([(each, own)])
                except ValueError as error:
                    reason = shown(str(error)[:_LONGEST_REASON])
                    self._report.skipped.append(Skip(shown(each.file.path), reason))
        self._told(self._passages)

    def _put(self, files: Sequence[tuple[Articles, Sequence[IndexedDocument]]]) -> None:
        """Store the articles of some files in one transaction, and count them.

        Raises:
            ValueError: one cannot be stored; none is.
        """
        entries = [entry for _, own in files for entry in own]
        gone = [source for articles, _ in files for source in articles.gone]
        if entries or gone:
            self._index.put_all(entries, self._embedder.identity, instead_of=gone)
        self._passages += sum(len(entry.passages) for entry in entries)
        for articles, own in files:
            self._count(articles, {entry.document.source for entry in own})

    def _count(self, articles: Articles, now: set[str]) -> None:
        file, report = articles.file, self._report
        changed = sorted(file.before & now)
        report.changed.extend(changed)
        if file.outdated:
            stages = tuple(stage for stage in RULES if stage in file.outdated)
            report.outdated.update(dict.fromkeys(changed, stages))
        report.added.extend(sorted(now - file.before))
        report.removed.extend(articles.gone)

    def _embedded(self, passages: int) -> None:
        self._told(self._passages + passages)
