"""Files into the index: what is new, changed, gone or unreadable, each told and counted."""

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
    """The files at and under some paths, each once.

    Raises:
        ReadError: a path is not there or cannot be opened.
    """
    found: dict[Path, Found] = {}
    for path in paths:
        for file in find(path):
            found.setdefault(file.path, file)
    return list(found.values())


def ingest(
    index: SearchIndex,
    embedder: Embedder,
    paths: Sequence[Path],
    found: Sequence[Found],
    limits: Limits,
    progress: Progress | None = None,
) -> IndexReport:
    """Bring the index up to date with the files `found` at and under `paths`.

    A file that is unchanged is left alone, a changed one replaces what was stored of it in one
    transaction, one that was moved takes what is stored along under its new name, and documents
    whose file has gone from under a given path go too. A file that cannot be read is skipped with
    its reason, and what was stored of it stays.

    Raises:
        ReadError: none of the files can be read, and none has gone; nothing is changed.
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
    """As `ingest`, where `found` are only the files that were touched, and may be none."""
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
    """What is stored of each file found, brought up to date."""
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
                told = _read(index, embedder, worker, shelf, file, names[file.path], report)
            except (ReadError, Unreadable) as error:
                report.skipped.append(Skip(shown(file.path), shown(str(error))))
                continue
            waiting += [told] if told else []
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
    """The index level with its files: the documents of those that have gone are dropped."""
    gone = [document.source for document in shelf.gone(paths, found)]
    if gone:
        index.remove(*gone)
        report.removed.extend(gone)
    index.catch_up()
    return report


@dataclass(frozen=True, slots=True)
class _Articles:
    """What was read of a file, and is not yet stored."""

    path: Path
    drafts: Sequence[Draft]
    before: frozenset[str]
    """The documents that are stored of it."""
    gone: Sequence[str]
    """Those that it no longer holds."""
    outdated: Collection[str]
    """The stages whose rules have changed, of a file that has not."""

    @property
    def wanted(self) -> int:
        """How many passages are to be embedded."""
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
    """What is to be stored of a file; None where it is unchanged or was only moved.

    Raises:
        ReadError: it cannot be read.
        Unreadable: nothing in it can.
    """
    if reason := why_not(file):
        raise ReadError(reason)
    data, origin = read_bytes(file.path), str(file.path)
    digest, known, version = content_hash(data), shelf.of(origin), current_version()
    same = bool(known) and all(it.content_hash == digest for it in known)
    stale = {stage for it in known for stage in version.changed_since(it.recipe)}
    if same and not stale:
        report.unchanged.extend(it.source for it in known)
        return None
    if not known and (moved := shelf.moved(digest, str(version), file.path.suffix.lower())):
        new = {it.source: renamed(it, name) for it in moved}
        moving = [moved_entry(index.stored_document(old), new[old], origin) for old in new]
        index.put_all(moving, embedder.identity, instead_of=list(new))
        shelf.take(moved)
        report.renamed.extend(new.items())
        return None
    stored = [index.stored_document(it.source) for it in known]
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
    before = frozenset(it.source for it in known)
    # What could be read once, and cannot now, stays.
    gone = sorted(before - set(drafts) - unread)
    return _Articles(
        file.path, tuple(drafts.values()), before, gone, stale if same else frozenset()
    )


def _store(
    index: SearchIndex, embedder: Embedder, waiting: Sequence[_Articles], report: IndexReport
) -> int:
    """Embed what was read of some files in one go, and store each file in one transaction.

    Gives how many passages were stored.
    """
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
    """Make every stored document anew from its stored text, in one transaction."""
    stored = index.documents()
    recipes = {known.source: known.recipe for known in stored}
    done = 0

    def entries() -> Iterator[IndexedDocument]:
        nonlocal done
        waiting: list[Draft] = []
        for number, known in enumerate(stored):
            if progress:
                progress(number, len(stored), known.source, done)
            with suppress(SourceUnknown):  # Removed meanwhile.
                article = Article(index.document(known.source))
                waiting.append(drafted(article, embedder, known.origin))
            if number + 1 < len(stored) and sum(len(each.wanted) for each in waiting) < AT_ONCE:
                continue
            for entry in finished(waiting, embedder):
                # One that older rules read is still to be read anew from its file.
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
    return IndexReport(changed=[known.source for known in stored])


def nothing_read(paths: Sequence[Path], skipped: Sequence[Skip] = ()) -> ReadError:
    """What to tell where there is no article at all."""
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
