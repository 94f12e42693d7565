"""The Check tab: every statement of a draft against the articles, with its evidence."""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import gradio as gr

from dixit import Dixit
from dixit.api import uploads
from dixit.index.errors import DixitError, SourceUnknown
from dixit.rag.checking.check import Check
from dixit.rag.checking.footnotes import as_html, as_markdown
from dixit.rag.errors import DraftError, ReadError
from dixit.rag.ingestion.loader import read
from dixit.rag.ingestion.readers.worker import Limits
from dixit.ui import gradio_events
from dixit.ui.checked_draft import CheckedDraft
from dixit.ui.render import checking as shown
from dixit.ui.render.markup import notice
from dixit.ui.strings.catalogue import Strings
from dixit.ui.strings.reasons import translated

log = logging.getLogger(__name__)

MOST_CHARACTERS = 50_000
"""A longer text is refused: it would be shown whole again and again while it is checked."""
KINDS = (".txt", ".md", ".docx", ".odt", ".rtf", ".pdf")
"""The formats of files that hold a draft."""
PACE_S = 0.5
"""Seconds between two updates of the text."""
CHECKERS = 4
"""Drafts checked at the same time; others wait."""
READERS = 2
"""Files read at the same time."""
SCRIPT = (gradio_events.STATIC / "check.js").read_text(encoding="utf-8")
BACK = "() => document.querySelector('#check-now').focus()"
"""The button that had the focus is gone."""


def build(page: gr.Blocks, tab: gr.Tab, dixit: Dixit, strings: Strings) -> gr.HTML:
    """Build the tab; returns the checked text, whose verdicts open articles."""
    words = strings.checking
    now = gr.State(None)
    with gr.Accordion(words.draft, elem_id="drafting") as drafting:
        draft = gr.Textbox(
            label=words.draft,
            placeholder=words.draft_hint,
            show_label=False,
            container=False,
            lines=9,
            max_lines=9,
            elem_id="draft",
            html_attributes=gr.InputHTMLAttributes(spellcheck=True, autocomplete="off"),
        )
        # Any file type: another one is refused in the page's own words.
        add = gr.UploadButton(words.open_file, size="sm", scale=0, elem_id="draft-file")
        sources = gr.Dropdown(
            [],
            multiselect=True,
            label=words.against,
            info=words.against_all,
            elem_id="check-against",
        )
    with gr.Row(elem_id="checking-buttons"):
        run = gr.Button(words.check, variant="primary", scale=0, elem_id="check-now")
        stop = gr.Button(strings.stop, variant="stop", scale=0, elem_id="stop-checking")
        _build_saves(now, strings)
    result = gradio_events.html(script=SCRIPT, elem_id="checked")

    def offer(before: Sequence[str] | None) -> Any:
        try:
            stored = dixit.documents()
        except DixitError:
            return gr.skip()  # The check itself tells it.
        choices = [
            (f"{one.title} ({one.source})" if one.title else one.source, one.source)
            for one in stored
        ]
        names = {one.source for one in stored}
        return gr.update(choices=choices, value=[one for one in before or () if one in names])

    def take(file: str) -> tuple[Any, str]:
        try:
            return text_of(Path(file), dixit, strings), shown.introduction(strings)
        except ReadError as error:
            return gr.skip(), shown.failed(str(error))

    def refuse(event: gr.EventData) -> str:
        reason = strings.too_large.format(megabytes=uploads.MEGABYTES)
        return shown.failed(words.cannot_open.format(name=str(event.names[0]), reason=reason))

    def check(text: str, chosen: Sequence[str] | None) -> Iterator[tuple[Any, ...]]:
        yield shown.starting(strings), None, gr.skip()
        is_open: Any = gr.update(open=False)
        for one in checking(dixit, text, chosen or None, strings):
            if isinstance(one, str):
                yield one, None, gr.update(open=True)
            else:
                yield shown.draft(one, strings), one, is_open
                is_open = gr.skip()

    def leave(before: CheckedDraft | None) -> tuple[str, CheckedDraft | None]:
        if before is None:
            return shown.introduction(strings), None
        left = replace(before, state="stopped") if before.state == "running" else before
        return shown.draft(left, strings), left

    going = run.click(
        check,
        [draft, sources],
        [result, now, drafting],
        concurrency_limit=CHECKERS,
        concurrency_id="checking",
        trigger_mode="once",
        **gradio_events.QUIET,
    )
    # Afterwards; otherwise pending progress would replace "stopped".
    stop.click(None, cancels=[going], js=BACK, **gradio_events.QUIET).then(
        leave, now, [result, now], **gradio_events.QUIET
    )
    add.upload(take, add, [draft, result], concurrency_limit=READERS, **gradio_events.QUIET)
    result.refused(refuse, None, result, **gradio_events.QUIET)
    tab.select(offer, sources, sources, **gradio_events.QUIET)
    page.load(lambda: shown.introduction(strings), None, result, **gradio_events.QUIET)
    return result


def _build_saves(now: gr.State, strings: Strings) -> None:
    """Build the buttons that save the checked text with footnotes."""
    content = gr.Textbox(visible=False)

    def saves(label: str, name: str, kind: str, write: Callable[[Check], str]) -> None:
        def written(checked: CheckedDraft | None) -> str:
            return write(checked.check) if checked and checked.check else ""

        button = gr.Button(label, size="sm", scale=0, elem_id=name.replace(".", "-"))
        button.click(written, now, content, **gradio_events.QUIET).then(
            None,
            content,
            js=f"(text) => text && dixit.save('{name}', '{kind};charset=utf-8', text)",
        )

    saves(strings.save_markdown, "dixit-check.md", "text/plain", as_markdown)
    saves(strings.checking.save_html, "dixit-check.html", "text/html", as_html)


def checking(
    dixit: Dixit, text: str, sources: Sequence[str] | None, strings: Strings
) -> Iterator[CheckedDraft | str]:
    """The draft as its check goes on, about twice a second, then whole.

    Args:
        dixit: checks it.
        text: the draft.
        sources: the names of the articles to check against; None for all.
        strings: the words of the page.

    Yields:
        The draft; or, once, HTML with the reason why it cannot be checked.
    """
    words = strings.checking
    if len(text) > MOST_CHARACTERS:
        yield shown.failed(_too_long(len(text), strings))
        return
    try:
        claims = tuple(one for one in dixit.statements(text) if one.is_claim)
        draft = CheckedDraft(text, claims)
        yield draft
        due = time.monotonic() + PACE_S
        for statement in dixit.checking(text, sources):
            draft = replace(draft, checked=(*draft.checked, statement))
            if time.monotonic() >= due:
                yield draft
                due = time.monotonic() + PACE_S
    except DraftError as error:
        yield shown.failed(translated(str(error), words.refusals))
    except SourceUnknown:
        stored = {one.source for one in dixit.documents()}
        gone = [name for name in sources or () if name not in stored]
        yield shown.failed(strings.gone.format(name=", ".join(gone)))
    except DixitError as error:
        yield notice(str(error), strings.index_how, strings.index_command)
    except Exception:
        log.exception("checking failed")
        yield shown.failed(strings.failed)
    else:
        yield replace(draft, state="done")


def text_of(file: Path, dixit: Dixit, strings: Strings) -> str:
    """The text of a file that holds a draft.

    Raises:
        ReadError: it is not of one of the `KINDS`, cannot be read, or is too long; the message is
            in the page's language.
    """
    words, settings = strings.checking, dixit.settings
    if file.suffix.lower() not in KINDS:
        reason = words.unknown_kind.format(kinds=", ".join(KINDS))
        raise ReadError(words.cannot_open.format(name=file.name, reason=reason))
    limits = Limits(settings.read_timeout, settings.read_memory)
    try:
        text = read(file, file.name, limits).text
    except ReadError as error:
        reason = strings.reason(str(error))
        raise ReadError(words.cannot_open.format(name=file.name, reason=reason)) from error
    if len(text) > MOST_CHARACTERS:
        raise ReadError(f"{file.name}{strings.colon}{_too_long(len(text), strings)}")
    return text


def _too_long(count: int, strings: Strings) -> str:
    return strings.checking.too_long.format(
        count=strings.number(count), most=strings.number(MOST_CHARACTERS)
    )
