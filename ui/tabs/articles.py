"""The Articles tab: lists the articles in the index; adds, re-reads and removes articles."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from queue import Empty, SimpleQueue
from types import MappingProxyType
from typing import Any

import gradio as gr

from dixit import Dixit
from dixit.api import uploads
from dixit.index.errors import DixitError, SourceUnknown
from dixit.rag.ingestion.files import absolute
from dixit.rag.ingestion.readers.formats import FORMATS
from dixit.rag.ingestion.report import IndexReport, Step
from dixit.ui import gradio_events
from dixit.ui.render import lists
from dixit.ui.render.markup import notice
from dixit.ui.strings.catalogue import Strings

MOST_FILES = 500
"""The most files in one upload."""
ADDERS = 2
"""How many visitors may add files at the same time."""
NAMES = "(files, _) => [files, dixit.choosing.told(files)]"
"""Sends the paths of the files too; Gradio's own upload only has their names."""


class _Cancelled(Exception):
    """The visitor has cancelled the upload."""


def build(page: gr.Blocks, dixit: Dixit, strings: Strings, changed: gr.State) -> gr.HTML:
    """Build the tab; returns the table, whose rows open articles.

    `changed` is set when a visitor has changed the index, here or elsewhere.
    """
    with gr.Accordion(strings.add_articles, open=False, elem_id="adding"):
        with gr.Row():
            files = gr.File(
                label=strings.files, file_count="multiple", type="filepath", elem_id="files"
            )
            folder = gr.File(
                label=strings.folder, file_count="directory", type="filepath", elem_id="folder"
            )
        stop = gr.Button(strings.stop, variant="stop", size="sm", elem_id="stop-adding")
    result = gradio_events.html(elem_id="told")
    table = gradio_events.html(elem_id="articles")

    def fill() -> str:
        try:
            stored = dixit.documents()
        except DixitError as error:
            return notice(str(error), strings.index_how, strings.index_command)
        if not stored:
            return notice(strings.index_empty, strings.index_how, strings.index_command)
        return lists.articles(stored, strings)

    def add(files_received: Sequence[str] | None, names: str) -> Iterator[tuple[Any, Any, Any]]:
        if files_received:
            for so_far in adding(dixit, files_received, names, strings):
                yield so_far, gr.skip(), gr.skip()
            yield so_far, None, generation(dixit)

    def reread(event: gr.EventData) -> Iterator[tuple[Any, Any]]:
        for so_far in rereading(dixit, str(event.name), strings):
            yield so_far, gr.skip()
        yield so_far, generation(dixit)

    def drop(event: gr.EventData) -> tuple[str, int]:
        try:
            dixit.remove(str(event.name))
        except SourceUnknown:
            told = _alert(strings.gone.format(name=event.name))
        except DixitError as error:
            told = _alert(str(error))
        else:
            told = lists.told(strings.removed.format(name=event.name))
        return told, generation(dixit)

    def refuse(event: gr.EventData) -> str:
        return refused(event, strings)

    one: dict[str, Any] = {
        "concurrency_limit": ADDERS,
        "concurrency_id": "adding",
        **gradio_events.QUIET,
    }
    names = gr.Textbox(visible=False)
    added: Any = [
        field.upload(add, [field, names], [result, field, changed], js=NAMES, **one)
        for field in (files, folder)
    ]
    added.append(table.reread(reread, None, [result, changed], **one))
    table.refused(refuse, None, result, **gradio_events.QUIET)
    table.drop(drop, None, [result, changed], **gradio_events.QUIET)
    stop.click(None, cancels=added, **gradio_events.QUIET).then(
        lambda: (lists.told(strings.stopped), generation(dixit)),
        None,
        [result, changed],
        **gradio_events.QUIET,
    )
    gr.on([page.load, changed.change], fill, None, table, **gradio_events.QUIET)
    return table


def generation(dixit: Dixit) -> int:
    """The number of the index's newest state; 0 if there is no sound index."""
    try:
        return dixit.generation()
    except DixitError:
        return 0


def refused(event: gr.EventData, strings: Strings) -> str:
    """The HTML to show if the browser has refused all files as too large."""
    names = [str(name) for name in event.names]
    return lists.told(strings.nothing_added, _too_large(names, strings), alert=True)


def adding(
    dixit: Dixit, files_received: Sequence[str], names: str, strings: Strings
) -> Iterator[str]:
    """The HTML to show while uploads are saved and read: progress, then the results.

    Args:
        dixit: the index to add to.
        files_received: the paths of the received files.
        names: JSON from the browser with their paths in the uploaded folder.
        strings: the words of the page.
    """
    received, refused = uploads.uploads(files_received, names)
    received = [one for one in received if not one.is_hidden]
    if len(received) > MOST_FILES:
        yield _alert(strings.too_many.format(most=MOST_FILES))
        return
    read = [one for one in received if one.path.suffix.lower() in FORMATS]
    others = [(str(one.path), strings.unknown_kind) for one in received if one not in read]
    others += _too_large(refused, strings)
    into = absolute(dixit.settings.index.parent / uploads.FOLDER)
    try:
        stored = {document.origin for document in dixit.documents()}
    except DixitError:
        stored = set()  # No index yet, or a damaged one: adding will report it.
    with uploads.kept(read, into, stored) as (kept, failed):
        others += [(str(upload.path), strings.reason(reason)) for upload, reason in failed]
        if not kept:
            yield lists.told(strings.nothing_added, others, alert=True)
            return
        names_by_file = {str(one.file): str(one.upload.path) for one in kept}
        within = into if all(one.upload.is_in_folder for one in kept) else None
        files = [Path(file) for file in names_by_file]
        yield from reading(dixit, files, strings, others, within=within, asked=names_by_file)


def _too_large(names: Sequence[str], strings: Strings) -> list[tuple[str, str]]:
    reason = strings.too_large.format(megabytes=uploads.MEGABYTES)
    return [(name, reason) for name in names]


def rereading(dixit: Dixit, source: str, strings: Strings) -> Iterator[str]:
    """The HTML to show while an article is read again from its file."""
    try:
        origins = {stored.source: stored.origin for stored in dixit.documents()}
    except DixitError as error:
        yield _alert(str(error))
        return
    if source not in origins:
        yield _alert(strings.gone.format(name=source))
        return
    yield from reading(dixit, [Path(origins[source])], strings)


def reading(
    dixit: Dixit,
    files: Sequence[Path],
    strings: Strings,
    passed_over: Sequence[tuple[str, str]] = (),
    *,
    within: Path | None = None,
    asked: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[str]:
    """The HTML to show while files are read: progress, then the results and the skipped files.

    `within` is the folder that names are relative to; `asked` has the name that each file was
    uploaded with. When the caller stops reading, indexing stops after the current file, and what
    is indexed stays.
    """
    news: SimpleQueue[Step] = SimpleQueue()
    left = threading.Event()
    outcome: list[IndexReport | DixitError] = []

    def progress(step: Step) -> None:
        if left.is_set():
            raise _Cancelled
        news.put(step)

    def work() -> None:
        try:
            outcome.append(dixit.add(files, progress=progress, within=within))
        except DixitError as error:
            outcome.append(error)
        except _Cancelled:
            pass

    worker = threading.Thread(target=work, daemon=True)
    worker.start()
    try:
        while worker.is_alive():
            try:
                yield lists.progress(news.get(timeout=0.2), strings)
            except Empty:
                continue
    finally:
        left.set()
    worker.join()
    (came,) = outcome or [DixitError(strings.failed)]
    if isinstance(came, IndexReport) and came.emptied:
        missing = came.emptied[0].path
        came = DixitError(f"There is no file or folder {missing}: check the path.")
    if isinstance(came, DixitError):
        sentence = strings.reason(str(came))
        for file in files:  # Show the file's name, not its path on the server.
            sentence = sentence.replace(str(file), asked.get(str(file), file.name))
        yield lists.told(sentence, passed_over, alert=True)
        return
    skipped = [
        (asked.get(skip.path, Path(skip.path).name), strings.reason(skip.reason))
        for skip in came.skipped
    ]
    done = list(_became(came, dixit, asked, strings))
    yield lists.told(_counted(came, strings), [*skipped, *passed_over], done)


def _became(
    report: IndexReport, dixit: Dixit, asked: Mapping[str, str], strings: Strings
) -> Iterator[tuple[str, str]]:
    """The articles with their results: all uploaded ones, and otherwise the new ones."""
    origins = {stored.source: stored.origin for stored in dixit.documents()}
    for sources, result in (
        (report.added, strings.added),
        (report.changed, strings.changed),
        (report.unchanged if asked else (), strings.unchanged),
    ):
        for source in sources:
            yield source, _as(result, asked.get(origins.get(source, ""), source), source, strings)
    for old, new in report.renamed:
        yield new, strings.renamed.format(name=old)


def _as(result: str, uploaded_name: str, source: str, strings: Strings) -> str:
    """The result, with the uploaded name of the file if it differs from the article's."""
    if source == uploaded_name or source.startswith(
        f"{uploaded_name}/"
    ):  # An archive has several articles.
        return result
    return f"{result} {strings.other_name.format(name=uploaded_name)}"


def _counted(report: IndexReport, strings: Strings) -> str:
    """How many articles were added, changed and so on, without zero counts."""
    counts = {name: len(getattr(report, name)) for name in strings.report}
    counts_text = [
        f"{count} {strings.report[name][count > 1]}" for name, count in counts.items() if count
    ]
    return ", ".join(counts_text) or strings.nothing_added


def _alert(text: str) -> str:
    return lists.told(text, alert=True)
