"""Brings the index up to date with files: new, changed, moved, deleted and unreadable ones."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from dixit.index.errors import SourceUnknown
from dixit.index.manifest import check_embedder
from dixit.index.records import IndexedDocument
from dixit.index.search_index import SearchIndex
from dixit.rag.embedders.base import Embedder
from dixit.rag.errors import ReadError
from dixit.rag.ingestion.analysis import Analysis
from dixit.rag.ingestion.documents import AT_ONCE, Draft, drafted, finished
from dixit.rag.ingestion.files import Found, absolute, check_there, find, relative_names, shown
from dixit.rag.ingestion.left_out import LeftOut
from dixit.rag.ingestion.pipeline_version import current_version, stored_version
from dixit.rag.ingestion.readers.worker import Limits
from dixit.rag.ingestion.report import Emptied, IndexReport, Progress, Skip, Step
from dixit.rag.ingestion.run import Run
from dixit.rag.ingestion.stored_files import Shelf
from dixit.rag.parsing.article import Article

Prune = Callable[[Emptied], bool]
"""Whether to remove what is stored from a folder or file of which nothing is left."""
_TOLD = 500
"""Files found before the caller is told of it."""


def listed(paths: Sequence[Path], progress: Progress) -> list[Found]:
    """The files at and below some paths, each once; a path that is not there has none."""
    files: dict[Path, Found] = {}
    progress(Step("finding"))
    for path in paths:
        for file in find(path):
            files.setdefault(file.path, file)
            if len(files) % _TOLD == 0:
                progress(Step("finding", len(files)))
    return list(files.values())


def ingest(
    index: SearchIndex,
    embedder: Embedder,
    paths: Sequence[Path],
    found: Sequence[Found],
    limits: Limits,
    progress: Progress,
    prune: Prune,
) -> IndexReport:
    """Bring the index up to date with the files `found` at and below `paths`.

    An unchanged file is left alone. A changed file replaces its stored documents in one
    transaction; in a large file of records, each segment in one. A moved file keeps its stored
    documents under its new name. Documents whose file was deleted from one of the folders are
    removed, unless nothing is left of the folder: an empty folder is more often a disk that is not
    there than a wish. A file that cannot be read is skipped and reported, and its stored documents
    stay. Articles that were removed for good are left out.

    Args:
        index: the index to update.
        embedder: turns passages into vectors.
        paths: the files and folders to index; they need not exist any more.
        found: the files at and below `paths`, from `listed`.
        limits: the time and memory allowed to read one file, or one item of it.
        progress: called at each step.
        prune: asked for each of `paths` of which nothing is left.

    Returns:
        What was done to each document.

    Raises:
        ReadError: no file can be read and nothing is stored from the paths; the index is unchanged.
        EmbedderMismatch: the index was made with another embedder.
    """
    shelf = Shelf(index.documents())
    found = shelf.as_stored(found)
    known = shelf.gone(paths, found)
    for path in paths:
        if absolute(path) not in known:
            check_there(path)
    report = _refreshed(index, embedder, shelf, found, limits, progress)
    gone = shelf.gone(paths, found)
    read_any = report.added or report.changed or report.renamed or report.unchanged
    if not read_any and not report.kept_away and not gone:
        raise nothing_read(paths, report.skipped)
    _remove_gone(index, gone, report, prune)
    progress(Step("finishing", len(found), len(found)))
    index.catch_up()
    return report


def follow(
    index: SearchIndex,
    embedder: Embedder,
    paths: Sequence[Path],
    found: Sequence[Found],
    limits: Limits,
) -> IndexReport:
    """Like `ingest`, but `found` has only the files that changed, and may be empty."""
    shelf = Shelf(index.documents())
    found = shelf.as_stored(found)
    report = _refreshed(index, embedder, shelf, found, limits, lambda _: None)
    _remove_gone(index, shelf.gone(paths, found), report, lambda _: False)
    index.catch_up()
    return report


def _refreshed(
    index: SearchIndex,
    embedder: Embedder,
    shelf: Shelf,
    found: Sequence[Found],
    limits: Limits,
    progress: Progress,
) -> IndexReport:
    """Bring the stored documents of each file up to date."""
    check_embedder(index.embedder(), embedder.identity)
    left_out = LeftOut(index.removed_for_good.all())
    run = Run(index, embedder, shelf, left_out, relative_names(found, shelf.names), progress)
    run.over(found, limits)
    return run.report


def _remove_gone(
    index: SearchIndex, gone: Mapping[Path, list[str]], report: IndexReport, prune: Prune
) -> None:
    """Remove the documents of deleted files, where something is left or the caller agrees."""
    stored = Shelf(index.documents()) if gone else None
    for root, sources in gone.items():
        emptied = Emptied(shown(root), len(sources))
        is_empty = stored is not None and stored.count_below(root) == len(sources)
        if is_empty and not prune(emptied):
            report.emptied.append(emptied)
        else:
            index.remove(*sources)
            report.removed.extend(sources)


def rebuild(index: SearchIndex, embedder: Embedder, progress: Progress) -> IndexReport:
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
            progress(Step("reading", number, len(stored), summary.source, done))
            with suppress(SourceUnknown):  # Removed by somebody else in the meantime.
                analysis = Analysis.of(Article(index.document(summary.source)))
                waiting.append(drafted(analysis, embedder, summary.origin))
            if number + 1 < len(stored) and sum(len(each.wanted) for each in waiting) < AT_ONCE:
                continue
            told = partial(_embedded, progress, Step("reading", number, len(stored), passages=done))
            for entry in finished(waiting, embedder, told):
                # Keep the old reading version: the next `dixit index` reads the file again.
                recipe = recipes[entry.document.source]
                before = stored_version(recipe)
                kept = replace(current_version(), reading=before.reading) if before else recipe
                yield replace(entry, recipe=str(kept))
                done += len(entry.passages)
            waiting.clear()

    index.put_all(entries(), embedder.identity, rebuild=True)
    progress(Step("finishing", len(stored), len(stored), passages=done))
    index.catch_up()
    return IndexReport(changed=[summary.source for summary in stored])


def _embedded(progress: Progress, step: Step, passages: int) -> None:
    """Tell that further passages were embedded since a step."""
    progress(replace(step, passages=step.passages + passages))


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
