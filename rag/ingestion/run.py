"""One run over files: reads them ahead in parallel, and stores their articles in order."""

from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from dixit.index.records import Document, IndexedDocument
from dixit.index.search_index import SearchIndex
from dixit.rag.embedders.base import Embedder
from dixit.rag.errors import ReadError
from dixit.rag.ingestion.analysis import Analysis
from dixit.rag.ingestion.batch import Articles, Batch, FileToRead
from dixit.rag.ingestion.documents import Draft, drafted
from dixit.rag.ingestion.files import (
    Contents,
    Found,
    contents,
    segments_of,
    shown,
    why_not,
)
from dixit.rag.ingestion.left_out import LeftOut
from dixit.rag.ingestion.loader import UNREAD_PAGES
from dixit.rag.ingestion.pipeline_version import current_version
from dixit.rag.ingestion.readers.extracts import Place, Unread, Unreadable
from dixit.rag.ingestion.readers.worker import Limits
from dixit.rag.ingestion.reading import Readers, Request, in_order
from dixit.rag.ingestion.report import IndexReport, Progress, Skip, Step, pages_named
from dixit.rag.ingestion.stored_files import Shelf, moved_entry, renamed

_OPENED_AHEAD = 16
"""Files whose bytes are fetched ahead, so that a slow disk is waited for once."""
_TOLD_S = 0.5
"""Seconds after which the caller hears again of a file that is still being read."""
_PICTURE = "an image without text: to read it, install Tesseract and the extra `ocr`"
_NOTHING = "holds no article that can be read"

Parts = list[Analysis | Unread]


@dataclass(frozen=True, slots=True)
class _Begun:
    """A file whose turn comes, and what is done with it."""

    number: int
    path: Path
    to_read: FileToRead | None
    """None for a file that is unchanged, was moved, or cannot be opened."""
    reading: "Future[Parts] | None"
    """None for a large file, which is read when its turn comes."""


@dataclass(frozen=True, slots=True)
class _Sorted:
    """The parts of a file, by what becomes of them."""

    drafts: Sequence[Draft]
    unread: frozenset[str]
    """The names of those that cannot be read."""
    left_out: bool
    """Whether one of them was removed for good."""


@dataclass(slots=True)
class Run:
    """Brings the stored documents of some files up to date."""

    index: SearchIndex
    embedder: Embedder
    shelf: Shelf
    left_out: LeftOut
    names: dict[Path, str]
    """The name of each file, by path."""
    progress: Progress
    report: IndexReport = field(default_factory=IndexReport)
    _step: Step = field(init=False, default=Step("reading"))
    _batch: Batch = field(init=False)

    def __post_init__(self) -> None:
        self._batch = Batch(self.index, self.embedder, self.report, self._stored)

    def over(self, found: Sequence[Found], limits: Limits) -> None:
        """Read the files, and store what is new.

        Args:
            found: the files.
            limits: the time and memory allowed to read one file or one item of it.
        """
        self._tell(total=len(found))
        with (
            Readers(limits, len(found)) as readers,
            ThreadPoolExecutor(_OPENED_AHEAD, "dixit-open") as opening,
        ):
            begun: deque[_Begun] = deque()
            opened = in_order(found, lambda file: opening.submit(_opened, file), _OPENED_AHEAD)
            for number, (file, contents_of) in enumerate(opened):
                begun.append(self._begin(number, file, contents_of, readers))
                while len(begun) > readers.ahead:
                    self._end(begun.popleft(), readers)
            while begun:
                self._end(begun.popleft(), readers)
            self._batch.store()
        self._tell(done=len(found), name="")

    def _begin(
        self, number: int, file: Found, opened: "Future[Contents]", readers: Readers
    ) -> _Begun:
        """Compare a file with what is stored of it, and begin to read it if it is new."""
        to_read, reading = None, None
        try:
            whole = opened.result()
            to_read = self._compared(file.path, whole)
            if to_read is not None and whole.data is not None:
                reading = readers.read(Request(to_read.name, whole.data, whole.hashes[0]))
        except (ReadError, Unreadable) as error:
            self._skip(str(file.path), str(error))
        return _Begun(number, file.path, to_read, reading)

    def _end(self, begun: _Begun, readers: Readers) -> None:
        """Take what was read of a file."""
        self._tell(done=begun.number, name=self.names[begun.path])
        if begun.to_read is None:
            return
        try:
            if begun.reading is None:
                self._read_segments(begun.to_read, readers)
            else:
                self._take(begun.to_read, self._awaited(begun.reading))
        except (ReadError, Unreadable) as error:
            self._skip(str(begun.path), str(error))

    def _compared(self, path: Path, whole: Contents) -> FileToRead | None:
        """A file to read; None if it is unchanged or was only moved."""
        name = self.names[path]
        stored, version = self.shelf.of(str(path)), current_version()
        same = {document.content_hash for document in stored} == set(whole.hashes)
        stale = {stage for it in stored for stage in version.changed_since(it.recipe)}
        if same and not stale:
            self.report.unchanged.extend(document.source for document in stored)
            return None
        ending = path.suffix.lower()
        if not stored and (moved := self.shelf.moved(whole.hashes, str(version), ending)):
            new = {document.source: renamed(document, name) for document in moved}
            entries = (
                moved_entry(self.index.stored_document(old), new[old], str(path)) for old in new
            )
            self.index.put_all(entries, self.embedder.identity, instead_of=list(new))
            self.shelf.take(moved)
            self.report.renamed.extend(new.items())
            return None
        outdated = stale if same else frozenset()
        return FileToRead(path, name, whole.hashes, stored, outdated, whole.day_first)

    def _take(self, file: FileToRead, parts: Parts) -> None:
        """Keep the articles of a file for the next batch.

        Raises:
            ReadError: no article is left.
        """
        stored = [self.index.stored_document(source) for source in sorted(file.before)]
        now: set[str] = set()
        found = self._sorted(file, parts, stored, now)
        if not found.drafts and not found.left_out:
            raise ReadError(_NOTHING)
        # An article that can no longer be read stays stored.
        gone = sorted(file.before - now - found.unread)
        self._batch.add(Articles(file, found.drafts, gone))

    def _read_segments(self, file: FileToRead, readers: Readers) -> None:
        """Read a large file segment by segment, from the first one that is not stored.

        Raises:
            ReadError: no article is left, or the file changes meanwhile; what was read is stored.
        """
        held = {document.content_hash for document in file.stored} if not file.outdated else set()
        kept = next(
            (n for n, digest in enumerate(file.hashes) if digest not in held), len(file.hashes)
        )
        seen = {it.source for it in file.stored if it.content_hash in file.hashes[:kept]}
        self.report.unchanged.extend(sorted(seen))
        unread: set[str] = set()
        left_out, is_whole = False, True
        requests = (
            Request(
                file.name,
                segment.data,
                segment.digest(file.day_first),
                Place(segment.first, file.day_first),
            )
            for number, segment in enumerate(segments_of(file.path))
            if number >= kept
        )
        for _, reading in in_order(requests, readers.read, readers.ahead // 2):
            try:
                parts = self._awaited(reading)
            except Unreadable as error:
                self._skip(str(file.path), str(error))
                is_whole = False
                continue
            sources = {part.document.source for part in parts if isinstance(part, Analysis)}
            stored = [self.index.stored_document(name) for name in sorted(sources & file.before)]
            articles = self._sorted(file, parts, stored, seen)
            unread |= articles.unread
            left_out = left_out or articles.left_out
            self._batch.add(Articles(file, articles.drafts, ()))
        if not seen and not left_out:
            raise ReadError(_NOTHING)
        gone = sorted(file.before - seen - unread) if is_whole else ()
        self._batch.add(Articles(file, (), gone))

    def _sorted(
        self, file: FileToRead, parts: Parts, stored: Sequence[IndexedDocument], seen: set[str]
    ) -> _Sorted:
        """Sort the parts of a file; `seen` gets the names of its articles."""
        drafts: list[Draft] = []
        unread: set[str] = set()
        left_out = False
        for part in parts:
            if isinstance(part, Unread):
                within, reason = part.name, part.reason
            elif (source := part.document.source) in seen:
                within = source.removeprefix(f"{file.name}/")
                reason = "has the name of another article"
            elif self.left_out.holds(part.document, str(file.path)):
                self.report.kept_away.append(source)
                left_out = True
                continue
            else:
                seen.add(source)
                drafts.append(drafted(part, self.embedder, str(file.path), stored))
                self._tell_unread_pages(file, part.document)
                continue
            unread.add(f"{file.name}/{within}")
            self._skip(f"{file.path}/{within}", reason)
        return _Sorted(drafts, frozenset(unread), left_out)

    def _tell_unread_pages(self, file: FileToRead, document: Document) -> None:
        """Report the pages of a document that are pictures and were not read."""
        pages = document.metadata.get(UNREAD_PAGES)
        if isinstance(pages, list):
            place = f"{file.path}{document.source.removeprefix(file.name)}"
            self._skip(f"{place}/{pages_named(pages)}", _PICTURE)

    def _awaited(self, reading: "Future[Parts]") -> Parts:
        """What was read, once it is there; tells the caller meanwhile that the run goes on.

        Raises:
            Unreadable: nothing can be read.
        """
        while True:
            with suppress(TimeoutError):
                return reading.result(_TOLD_S)
            self._tell()

    def _stored(self, passages: int) -> None:
        self._tell(passages=passages)

    def _skip(self, path: str, reason: str) -> None:
        self.report.skipped.append(Skip(shown(path), shown(reason)))

    def _tell(self, **news: int | str) -> None:
        """Tell the caller where the run is now."""
        self._step = replace(self._step, **news)  # type: ignore[arg-type]
        self.progress(self._step)


def _opened(file: Found) -> Contents:
    """The contents of a file that may be an article.

    Raises:
        ReadError: it is none, or cannot be read.
    """
    if reason := why_not(file):
        raise ReadError(reason)
    return contents(file.path)
