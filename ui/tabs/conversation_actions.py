"""Actions on a conversation: save it as a file, mark answers as right or wrong."""

from collections.abc import Callable, Sequence

import gradio as gr

from dixit import Dixit
from dixit.ui import export, feedback, gradio_events
from dixit.ui.exchange import Exchanges
from dixit.ui.strings.catalogue import Strings

SAVE = "(text, name) => dixit.save(name, 'text/plain;charset=utf-8', text)"


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

    for piece in pieces:
        piece.vote(vote, exchanges, None, **gradio_events.QUIET)
