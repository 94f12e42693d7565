"""The reader: the pane where an article opens, at the cited words."""

from collections.abc import Sequence

import gradio as gr

from index.errors import DixitError
from index.records import Span
from rag import Dixit
from ui import live, render_article

SHOW = (live.ROOM / "reader.js").read_text(encoding="utf-8")


def build(page: gr.Blocks) -> gr.HTML:
    """Lay the pane out, empty."""

    def empty(request: gr.Request) -> str:
        return render_article.nothing_open(live.strings_for(request))

    reader = live.html(elem_id="reader")
    page.load(empty, None, reader, **live.QUIET)
    return reader


def connect(reader: gr.HTML, openers: Sequence[gr.HTML], dixit: Dixit) -> None:
    """Let the buttons in `openers` open their article in `reader`."""

    def open_article(event: gr.EventData, request: gr.Request) -> str:
        strings = live.strings_for(request)
        try:
            span = Span(str(event.source), int(event.start), int(event.end))
            document = dixit.document(span.source)
        except (DixitError, ValueError) as error:
            return render_article.cannot_open(str(error), strings)
        return render_article.article(document, strings, span, origin=str(event.origin))

    for opener in openers:
        opener.open(
            open_article,
            None,
            reader,
            trigger_mode="always_last",
            **live.QUIET,
        ).then(None, js=SHOW)
