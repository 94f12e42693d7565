"""Brings the index up to date with files: new, changed, moved, deleted and unreadable ones."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from dixit.index.errors import SourceUnknown
from dixit.index.manifest import check_embedder
from dixit.index.records import IndexedDocument
from dixit.index.search_index import SearchIndex
from dixit.rag.embedders.base import Embedder
from dixit.rag.errors import ReadError
from dixit.rag.ingestion import loader
from dixit.rag.ingestion.documents import AT_ONCE, Draft, drafted, finished
from dixit.rag.ingestion.files import (
    Found,
    content_hash,
    find,
    read_bytes,
    relative_names,
    shown,
    why_not,
)
from dixit.rag.ingestion.pipeline_version import RULES, current_version, stored_version
from dixit.rag.ingestion.readers.extracts import Unread, Unreadable
from dixit.rag.ingestion.readers.worker import Limits, Worker
from dixit.rag.ingestion.report import IndexReport, Progress, Skip
from dixit.rag.ingestion.stored_files import Shelf, moved_entry, renamed
from dixit.rag.parsing.article import Article

_LONGEST_REASON = 300


def listed(paths: Sequence[Path]) -> list[Found]:
    """The files at and below some paths, each once; raises `ReadError` for a path not there."""
    files: dict[Path, Found] = {}
    for path in paths:
        for file in find(path):
            files.setdefault(file.path, file)
    return list(files.values())


def ingest(
    index: SearchIndex,
    embedder: Embedder,
    paths: Sequence[Path],
    found: Sequence[Found],
    limits: Limits,
    progress: Progress | None = None,
) -> IndexReport:
    """Bring the index up to date with the files `found` at and below `paths`.

    An unchanged file is left alone. A changed file replaces its stored documents in one
    transaction. A moved file keeps its stored documents under its new name. Documents whose file
    was deleted from one of the folders are removed. A file that cannot be read is skipped and
    reported, and its stored documents stay.

    Args:
        index: the index to update.
        embedder: turns passages into vectors.
        paths: the files and folders to index.
        found: the files at and below `paths`, from `listed`.
        limits: the time and memory allowed to read one file.
        progress: called before each file and once at the end.

    Returns:
        What was done to each document.

    Raises:
        ReadError: no file can be read and none was deleted; the index is unchanged.
        EmbedderMismatch: the index was made with another embedder.
    """
    shelf = Shelf(index.documents())
    report = _refreshed(index, embedder, shelf, found, limits, progress)
    read_any = report.added or report.changed or report.renamed or report.unchanged
    if not read_any and not shelf.gone(paths, found):
        raise nothing_read(paths, report.skipped)
    return _without_gone(index, shelf, paths, found, report)


def follow(
    index: SearchIndex,
    embedder: Embedder,
    paths: Sequence[Path],
    found: Sequence[Found],
    limits: Limits,
) -> IndexReport:
    """Like `ingest`, but `found` has only the files that changed, and may be empty."""
    shelf = Shelf(index.documents())
    report = _refreshed(index, embedder, shelf, found, limits, None)
    return _without_gone(index, shelf, paths, found, report)


def _refreshed(
    index: SearchIndex,
    embedder: Embedder,
    shelf: Shelf,
    found: Sequence[Found],
    limits: Limits,
    progress: Progress | None,
) -> IndexReport:
    """Bring the stored documents of each file up to date."""
    check_embedder(index.embedder(), embedder.identity)
    names = relative_names(found, shelf.names)
    report = IndexReport()
    waiting: list[_Articles] = []
    done = 0
    with Worker(limits) as worker:
        for number, file in enumerate(found):
            if progress:
                progress(number, len(found), names[file.path], done)
            try:
                articles = _read(index, embedder, worker, shelf, file, names[file.path], report)
            except (ReadError, Unreadable) as error:
                report.skipped.append(Skip(shown(file.path), shown(str(error))))
                continue
            waiting += [articles] if articles else []
            if sum(each.wanted for each in waiting) >= AT_ONCE:
                done += _store(index, embedder, waiting, report)
                waiting = []
        done += _store(index, embedder, waiting, report)
    if progress:
        progress(len(found), len(found), "", done)
    return report


def _without_gone(
    index: SearchIndex,
    shelf: Shelf,
    paths: Sequence[Path],
    found: Sequence[Found],
    report: IndexReport,
) -> IndexReport:
    """Remove the documents of deleted files."""
    gone = [document.source for document in shelf.gone(paths, found)]
    if gone:
        index.remove(*gone)
        report.removed.extend(gone)
    index.catch_up()
    return report


@dataclass(frozen=True, slots=True)
class _Articles:
    """The articles read from one file, not stored yet."""

    path: Path
    drafts: Sequence[Draft]
    before: frozenset[str]
    """The documents that are stored from the file."""
    gone: Sequence[str]
    """Those of them that the file no longer holds."""
    outdated: Collection[str]
    """For an unchanged file: the stages whose rules have changed."""

    @property
    def wanted(self) -> int:
        """How many passages still have to be embedded."""
        return sum(len(draft.wanted) for draft in self.drafts)


def _read(
    index: SearchIndex,
    embedder: Embedder,
    worker: Worker,
    shelf: Shelf,
    file: Found,
    name: str,
    report: IndexReport,
) -> _Articles | None:
    """The articles to store from a file; None if it is unchanged or was only moved.

    Raises:
        ReadError: the file cannot be read.
        Unreadable: nothing in the file can be read.
    """
    if reason := why_not(file):
        raise ReadError(reason)
    data, origin = read_bytes(file.path), str(file.path)
    digest, summaries, version = content_hash(data), shelf.of(origin), current_version()
    same = bool(summaries) and all(it.content_hash == digest for it in summaries)
    stale = {stage for it in summaries for stage in version.changed_since(it.recipe)}
    if same and not stale:
        report.unchanged.extend(it.source for it in summaries)
        return None
    if not summaries and (moved := shelf.moved(digest, str(version), file.path.suffix.lower())):
        new = {it.source: renamed(it, name) for it in moved}
        moving = [moved_entry(index.stored_document(old), new[old], origin) for old in new]
        index.put_all(moving, embedder.identity, instead_of=list(new))
        shelf.take(moved)
        report.renamed.extend(new.items())
        return None
    stored = [index.stored_document(it.source) for it in summaries]
    drafts: dict[str, Draft] = {}
    unread: set[str] = set()
    for part in loader.articles_in(name, data, worker):
        if isinstance(part, Unread):
            within, reason = part.name, part.reason
        elif (source := part.document.source) in drafts:
            within, reason = source.removeprefix(f"{name}/"), "has the name of another article"
        else:
            drafts[source] = drafted(part, embedder, origin, stored)
            continue
        unread.add(f"{name}/{within}")
        report.skipped.append(Skip(shown(f"{file.path}/{within}"), shown(reason)))
    if not drafts:
        raise ReadError("holds no article that can be read")
    before = frozenset(it.source for it in summaries)
    # An article that can no longer be read stays stored.
    gone = sorted(before - set(drafts) - unread)
    return _Articles(
        file.path, tuple(drafts.values()), before, gone, stale if same else frozenset()
    )


def _store(
    index: SearchIndex, embedder: Embedder, waiting: Sequence[_Articles], report: IndexReport
) -> int:
    """Store the waiting articles, one transaction per file; returns the number of passages."""
    stored = 0
    entries = iter(finished([draft for each in waiting for draft in each.drafts], embedder))
    for each in waiting:
        own = [next(entries) for _ in each.drafts]
        now = {entry.document.source for entry in own}
        try:
            index.put_all(own, embedder.identity, instead_of=each.gone)
        except ValueError as error:
            reason = str(error)[:_LONGEST_REASON]
            report.skipped.append(Skip(shown(each.path), shown(reason)))
            continue
        stored += sum(len(entry.passages) for entry in own)
        report.changed.extend(sorted(each.before & now))
        if each.outdated:
            stages = tuple(stage for stage in RULES if stage in each.outdated)
            report.outdated.update(dict.fromkeys(sorted(each.before & now), stages))
        report.added.extend(sorted(now - each.before))
        report.removed.extend(each.gone)
    return stored


def rebuild(
    index: SearchIndex, embedder: Embedder, progress: Progress | None = None
) -> IndexReport:
    """Rebuild every stored document from its stored text, in one transaction.

    `embedder` replaces the one that made the index. The report lists all documents as changed.
    """
    stored = index.documents()
    recipes = {summary.source: summary.recipe for summary in stored}
    done = 0

    def entries() -> Iterator[IndexedDocument]:
        nonlocal done
        waiting: list[Draft] = []
        for number, summary in enumerate(stored):
            if progress:
                progress(number, len(stored), summary.source, done)
            with suppress(SourceUnknown):  # Removed by somebody else in the meantime.
                article = Article(index.document(summary.source))
                waiting.append(drafted(article, embedder, summary.origin))
            if number + 1 < len(stored) and sum(len(each.wanted) for each in waiting) < AT_ONCE:
                continue
            for entry in finished(waiting, embedder):
                # Keep the old reading version: the next `dixit index` reads the file again.
                recipe = recipes[entry.document.source]
                before = stored_version(recipe)
                kept = replace(current_version(), reading=before.reading) if before else recipe
                yield replace(entry, recipe=str(kept))
                done += len(entry.passages)
            waiting.clear()

    index.put_all(entries(), embedder.identity, rebuild=True)
    if progress:
        progress(len(stored), len(stored), "", done)
    index.catch_up()
    return IndexReport(changed=[summary.source for summary in stored])


def nothing_read(paths: Sequence[Path], skipped: Sequence[Skip] = ()) -> ReadError:
    """The error for a run without a readable article; it names the first of the skipped files."""
    where = ", ".join(shown(path) for path in paths)
    if not skipped:
        return ReadError(f"There is no article in {where}: put some there, or name another folder.")
    first = skipped[0]
    if [shown(path) for path in paths] == [first.path]:
        return ReadError(f"{first.path} was not indexed: {first.reason}.")
    name = _within(first.path, paths)
    more = f" (and {len(skipped) - 1} more)" if len(skipped) > 1 else ""
    return ReadError(f"No article in {where} could be read; {name}: {first.reason}{more}.")


def _within(file: str, paths: Sequence[Path]) -> str:
    """A file as it is named within the folder, of `paths`, that it is in."""
    for folder in map(shown, paths):
        if file.startswith(f"{folder}/"):
            return file.removeprefix(f"{folder}/")
    return file.rpartition("/")[2]
