"""`Library`, the index of `Dixit`: adding, listing and removing articles, and maintenance."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from functools import cached_property
from pathlib import Path

from dixit.index.errors import DixitError, IndexMissing
from dixit.index.maintenance.repair import Repair
from dixit.index.records import Document, DocumentSummary
from dixit.index.search_index import SearchIndex
from dixit.index.storage.run_lock import only_run
from dixit.rag.dials import DEFAULT, Dials
from dixit.rag.embedders.base import Embedder, open_embedder
from dixit.rag.ingestion import indexer, watch
from dixit.rag.ingestion.files import Found, absolute, check_there, named_within
from dixit.rag.ingestion.readers import worker
from dixit.rag.ingestion.report import Emptied, IndexReport, Progress, Step
from dixit.rag.ingestion.web.collect import Collected, collect, is_address, nothing_fetched
from dixit.rag.settings import Settings
from dixit.rag.status import Status

WAIT_S = 600.0
"""Seconds that an indexing run waits for another one on the same index."""


def _untold(_: Step) -> None:
    """Tell nobody of the progress."""


def _kept(_: Emptied) -> bool:
    """Keep what is stored from a folder of which nothing is left."""
    return False


class Library:
    """An index in a folder, and the files that it is made of. Thread-safe."""

    def __init__(
        self,
        index: Path | str | None = None,
        *,
        settings: Settings | None = None,
        embedder: Embedder | None = None,
        dials: Dials = DEFAULT,
    ) -> None:
        """Choose an index folder and settings; nothing is opened yet."""
        self.settings = settings or Settings()
        self._folder = Path(index) if index is not None else self.settings.index
        self._given_embedder = embedder
        self._index: SearchIndex | None = None
        self._opening = threading.Lock()
        self._dials, self._stays = dials, False

    def add(
        self,
        paths: Sequence[Path | str],
        *,
        progress: Progress = _untold,
        within: Path | None = None,
        prune: indexer.Prune = _kept,
        wait_s: float = WAIT_S,
        refresh: bool = False,
    ) -> IndexReport:
        """Add or update files and folders; documents whose file was deleted are removed.

        An address is fetched once, and kept in the folder beside the index (`NAME-web`).

        Args:
            paths: files and folders; addresses of pages, files and feeds, with the extra `web`.
            progress: called at each step.
            within: a folder; new files in it are named by their path relative to it.
            prune: asked for each path of which nothing is left, whether what is stored from it
                is to be removed; it is kept by default.
            wait_s: seconds to wait for another run on the same index.
            refresh: whether to fetch all that was fetched before once more.

        Raises:
            ReadError: a path does not exist, or no article in it can be read.
            WebError: the extra `web` is not installed, or nothing could be fetched.
            EmbedderMismatch: the index was made with another embedder.
            IndexBusy: another run has not ended after the wait.
        """
        addresses = [path for path in paths if isinstance(path, str) and is_address(path)]
        roots = [Path(path) for path in paths if path not in addresses]
        fetched = self._fetched(addresses, refresh=refresh)
        if (addresses or refresh) and not (fetched.paths or roots):
            raise nothing_fetched(fetched.skipped)
        roots = [*fetched.paths, *roots]
        found = self._files(roots, progress)
        for folder in (within, self._web_folder if fetched.paths else None):
            found = found if folder is None else named_within(found, folder)
        try:
            index = self._opened(create=bool(found))  # No index for no files.
        except IndexMissing:
            for path in roots:
                check_there(path)
            raise indexer.nothing_read(roots) from None
        with self._only_run(wait_s, progress):
            limits = self._limits
            report = indexer.ingest(index, self.embedder, roots, found, limits, progress, prune)
        report.skipped.extend(fetched.skipped)
        return report

    @property
    def _web_folder(self) -> Path:
        """Where what is fetched from the web is kept."""
        folder = absolute(self._folder)
        return folder.with_name(f"{folder.name}-web")

    def _fetched(self, addresses: Sequence[str], *, refresh: bool) -> Collected:
        """The files of some addresses; nothing is fetched where there are none."""
        if not (addresses or refresh):
            return Collected()
        return collect(addresses, self._web_folder, self._limits, refresh=refresh)

    def follow(
        self, paths: Sequence[Path | str], *, stop: threading.Event | None = None
    ) -> Iterator[IndexReport]:
        """Add files and folders, and add again what changes in them, until `stop` is set.

        Raises:
            ReadError: a path does not exist.
        """
        roots = [Path(path) for path in paths]
        for number, touched in enumerate(watch.changes(roots, stop)):
            if number == 0:
                yield self.add(roots)
            elif touched:
                found = [file for file in self._files(roots, _untold) if file.is_among(touched)]
                with self._only_run(WAIT_S, _untold):
                    report = indexer.follow(
                        self._opened(), self.embedder, roots, found, self._limits
                    )
                yield report

    def _files(self, paths: Sequence[Path], progress: Progress) -> list[Found]:
        """The files at and below some paths, without those of the index."""
        index = absolute(self._folder)
        found = indexer.listed(paths, progress)
        return [file for file in found if not file.path.is_relative_to(index)]

    def rebuild(self, *, progress: Progress = _untold, wait_s: float = WAIT_S) -> IndexReport:
        """Rebuild every document from its stored text, with the embedder in the settings.

        Raises:
            IndexBusy: another run has not ended after the wait.
        """
        index = self._opened()
        with self._only_run(wait_s, progress):
            return indexer.rebuild(index, self.embedder, progress)

    def _only_run(self, wait_s: float, progress: Progress) -> AbstractContextManager[None]:
        """Keep other runs from the index."""
        return only_run(self._folder, wait_s, lambda holder: progress(Step("waiting", name=holder)))

    @property
    def _limits(self) -> worker.Limits:
        return worker.Limits(self.settings.read_timeout, self.settings.read_memory)

    def document(self, source: str) -> Document:
        """The stored document of that name; raises `SourceUnknown` if there is none."""
        return self._opened().document(source)

    def origin(self, source: str) -> str:
        """The absolute path of the file that an article was read from; empty if it is not known.

        Raises:
            SourceUnknown: no document has that name.
        """
        return self._opened().stored_document(source).origin

    def documents(self) -> list[DocumentSummary]:
        """All documents, sorted by name, without their text."""
        return self._opened().documents()

    def copies(self, source: str) -> list[str]:
        """Names of the articles with the same text as one, and then of those with most of it.

        Raises:
            SourceUnknown: no document has that name.
        """
        return self._opened().copies.of(source, self._dials.copies.share)

    def copy_groups(self) -> list[list[str]]:
        """Groups of articles with the same text or most of it, each sorted by name."""
        return self._opened().copies.groups(self._dials.copies.share)

    def remove(self, source: str, *, for_good: bool = False) -> None:
        """Remove a document from the index, not its file.

        Args:
            source: its name.
            for_good: keep it out of the index when its file is indexed again.

        Raises:
            SourceUnknown: no document has that name.
        """
        if for_good:
            self._opened().removed_for_good.remove(source)
        else:
            self._opened().remove(source)

    def readmit(self, source: str) -> None:
        """Let an article that was removed for good back in; the next run on its file adds it.

        Raises:
            DixitError: no article of that name was removed for good.
        """
        if not self._opened().removed_for_good.let_back(source):
            raise DixitError(
                f"No article called {source!r} was removed for good: `dixit status` names those "
                "that were."
            )

    def generation(self) -> int:
        """The number of the index's newest state; every change raises it."""
        return self._opened().generation()

    def status(self) -> Status:
        """What the index holds, and which embedder made it."""
        return Status.of(self._opened(), str(self._folder), self.settings.model)

    def verify(self) -> list[str]:
        """Check the index; one sentence per problem, so empty if it is intact."""
        return self._opened().verify()

    def repair(self) -> Repair:
        """Repair a damaged index; returns what was kept and what was lost."""
        self.close()
        return SearchIndex.repair(self._folder)

    def compact(self) -> None:
        """Free the disk space of removed documents."""
        self._opened().compact()

    def backup(self, folder: Path | str) -> None:
        """Copy the index to a new folder; it may be in use meanwhile."""
        self._opened().backup(Path(folder))

    @cached_property
    def embedder(self) -> Embedder:
        """The embedder, loaded on first use."""
        return self._given_embedder or open_embedder(self.settings)

    def warm_up(self) -> None:
        """Prepare for many questions: load the embedder, and keep the index up to date meanwhile.

        Raises:
            EmbedderError: the embedder cannot be loaded.
        """
        self._stays = True
        if self._index is not None:
            self._index.keep_fresh()
        self.embedder.embed_query("")

    def close(self) -> None:
        """Close the files of the index."""
        with self._opening:
            if self._index is not None:
                self._index.close()
                self._index = None

    def _opened(self, *, create: bool = False) -> SearchIndex:
        with self._opening:
            if self._index is None:
                self._index = SearchIndex.open(self._folder, create=create)
                if self._stays:
                    self._index.keep_fresh()
            return self._index
