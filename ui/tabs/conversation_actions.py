"""Actions on a conversation: save it as a file, mark answers as right or wrong."""

import base64
from collections.abc import Callable, Sequence
from datetime import date

import gradio as gr

from dixit import Dixit
from dixit.ui import export, feedback, gradio_events
from dixit.ui.citing.formats import FORMATS, written
from dixit.ui.exchange import Exchanges
from dixit.ui.strings.catalogue import Strings

SAVE = "(text, name) => dixit.save(name, 'text/plain;charset=utf-8', text)"
SAVE_BYTES = "(coded, name, kind) => dixit.save(name, kind, dixit.bytes(coded))"


def build(pieces: Sequence[gr.HTML], exchanges: gr.State, dixit: Dixit, strings: Strings) -> None:
    """Build the save buttons, and connect the marks in the conversation."""
    content, name = gr.Textbox(visible=False), gr.Textbox(visible=False)

    def saves(label: str, file: str, write: Callable[[Exchanges], str]) -> None:
        button = gr.Button(label, size="sm", scale=0, elem_id=file.replace(".", "-"))
        button.click(
            lambda now: (write(now), file), exchanges, [content, name], **gradio_events.QUIET
        ).then(None, [content, name], js=SAVE)

    saves(
        strings.save_markdown,
        "dixit.md",
        lambda now: export.conversation_as_markdown(now, strings),
    )
    saves(strings.save_json, "dixit.json", export.conversation_as_json)

    def vote(now: Exchanges, event: gr.EventData) -> None:
        at = int(event.turn) - 1
        answer = now[at].answer if 0 <= at < len(now) else None
        if answer is not None:
            file = dixit.settings.index.parent / feedback.FILE
            feedback.keep(file, feedback.as_question(answer, right=bool(event.right)))

    kind = gr.Textbox(visible=False)

    def save(now: Exchanges, event: gr.EventData) -> tuple[str, str, str]:
        at, chosen = int(event.turn) - 1, str(event.format)
        answer = now[at].answer if 0 <= at < len(now) else None
        if answer is None or chosen not in FORMATS:
            return "", "", ""
        saved = FORMATS[chosen]
        coded = base64.b64encode(written(answer, chosen, strings, date.today())).decode()
        return coded, f"dixit-{at + 1}{saved.suffix}", saved.mime

    for piece in pieces:
        piece.save(save, exchanges, [content, name, kind], **gradio_events.QUIET).then(
            None, [content, name, kind], js=SAVE_BYTES
        )
        piece.vote(vote, exchanges, None, **gradio_events.QUIET)
