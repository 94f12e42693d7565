"""The Articles tab: what is indexed; articles are added, read again and removed."""

import shutil
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

import gradio as gr

from index.errors import DixitError
from rag import Dixit
from rag.readers.formats import FORMATS
from rag.report import IndexReport
from ui import live, render_lists
from ui.markup import notice
from ui.strings import Strings

UPLOADS = "uploads"
"""The folder beside the index where uploaded articles stay, so that they can be read again."""
MOST_FILES = 500
"""Files taken at once."""
ADDERS = 2
"""Visitors whose files are read at the same time."""


class _Cancelled(Exception):
    """The visitor does not want the rest to be read."""


def build(page: gr.Blocks, dixit: Dixit, strings: Strings) -> gr.HTML:
    """Lay the tab out and wire it; gives back the table, whose rows open articles."""
    with gr.Accordion(strings.add_articles, open=False, elem_id="adding"):
        with gr.Row():
            files = gr.File(
                label=strings.files, file_count="multiple", type="filepath", elem_id="files"
            )
            folder = gr.File(
                label=strings.folder, file_count="directory", type="filepath", elem_id="folder"
            )
        stop = gr.Button(strings.stop, variant="stop", size="sm", elem_id="stop-adding")
    told = gr.HTML("", apply_default_css=False, elem_id="told")
    table = live.html(elem_id="articles")

    def fill() -> str:
        try:
            stored = dixit.documents()
        except DixitError as error:
            return notice(str(error), strings.index_how, "dixit index FOLDER")
        if not stored:
            return notice(strings.index_empty, strings.index_how, "dixit index FOLDER")
        return render_lists.articles(stored, strings)

    def add(given: Sequence[str] | None) -> Iterator[tuple[Any, Any, Any]]:
        if not given:
            yield gr.skip(), gr.skip(), gr.skip()
            return
        if len(given) > MOST_FILES:
            yield _alert(strings.too_many.format(most=MOST_FILES)), gr.skip(), None
            return
        into = dixit.settings.index.parent / UPLOADS
        into.mkdir(parents=True, exist_ok=True)
        paths = [Path(path) for path in given]
        read = [path for path in paths if path.suffix.lower() in FORMATS]
        others = [(path.name, strings.unknown_kind) for path in paths if path not in read]
        for path in read:
            shutil.copyfile(path, into / path.name)
        for so_far in adding(dixit, [into / path.name for path in read], strings, others):
            yield so_far, gr.skip(), gr.skip()
        yield so_far, fill(), None

    def reread(event: gr.EventData) -> Iterator[tuple[Any, Any]]:
        known = {stored.source: stored.origin for stored in dixit.documents()}
        origin = known.get(str(event.name))
        if origin is None:
            yield _alert(strings.gone.format(name=event.name)), fill()
            return
        for so_far in adding(dixit, [Path(origin)], strings):
            yield so_far, gr.skip()
        yield so_far, fill()

    def drop(event: gr.EventData) -> tuple[str, str]:
        try:
            dixit.remove(str(event.name))
        except DixitError as error:
            return _alert(str(error)), fill()
        return render_lists.told(strings.removed.format(name=event.name)), fill()

    one: dict[str, Any] = {"concurrency_limit": ADDERS, "concurrency_id": "adding", **live.QUIET}
    added: Any = [
        field.upload(add, field, [told, table, field], **one) for field in (files, folder)
    ]
    added.append(table.reread(reread, None, [told, table], **one))
    table.drop(drop, None, [told, table], **live.QUIET)
    stop.click(None, cancels=added, **live.QUIET).then(
        lambda: (render_lists.told(strings.stopped), fill()), None, [told, table], **live.QUIET
    )
    page.load(fill, None, table, **live.QUIET)
    return table


def adding(
    dixit: Dixit,
    paths: Sequence[Path],
    strings: Strings,
    passed_over: Sequence[tuple[str, str]] = (),
) -> Iterator[str]:
    """What to show while files are read: how far it is, then what was done and what was skipped.

    `passed_over` are files that are not even tried, with the reason.

    Whoever stops reading this stops it after the file that is being read; what is in stays in.
    """
    if not paths:
        yield render_lists.told(strings.nothing_added, passed_over, alert=True)
        return
    news: SimpleQueue[tuple[int, int, str]] = SimpleQueue()
    left = threading.Event()
    outcome: list[IndexReport | DixitError] = []

    def progress(done: int, total: int, name: str, _: int) -> None:
        if left.is_set():
            raise _Cancelled
        news.put((done, total, name))

    def work() -> None:
        try:
            outcome.append(dixit.add(paths, progress=progress))
        except DixitError as error:
            outcome.append(error)
        except _Cancelled:
            pass

    worker = threading.Thread(target=work, daemon=True)
    worker.start()
    try:
        while worker.is_alive():
            try:
                yield render_lists.progress(*news.get(timeout=0.2), strings)
            except Empty:
                continue
    finally:
        left.set()
    worker.join()
    (came,) = outcome or [DixitError(strings.failed)]
    if isinstance(came, DixitError):
        yield _alert(str(came))
    else:
        skipped = [(Path(skip.path).name, skip.reason) for skip in came.skipped]
        yield render_lists.told(str(came), [*skipped, *passed_over])


def _alert(text: str) -> str:
    return render_lists.told(text, alert=True)
