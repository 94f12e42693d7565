"""The reader: the pane where an article opens, at the cited words."""

from collections.abc import Mapping, Sequence

import gradio as gr

from index.errors import DixitError
from index.records import Span
from rag import Dixit
from ui import live, render_article
from ui.strings import Strings

SHOW = (live.ROOM / "reader.js").read_text(encoding="utf-8")


def build(page: gr.Blocks, dixit: Dixit, strings: Strings) -> gr.HTML:
    """Lay the pane out: empty, or at the place that the address tells."""
    reader = live.html(elem_id="reader")

    def arrive(request: gr.Request) -> str:
        place = request.query_params
        if "source" not in place:
            return render_article.nothing_open(strings)
        return opened(dixit, strings, dict(place), made_for=str(place.get("of", "")))

    page.load(arrive, None, reader, **live.QUIET).then(None, js=SHOW)
    return reader


def connect(reader: gr.HTML, openers: Sequence[gr.HTML], dixit: Dixit, strings: Strings) -> None:
    """Let the buttons in `openers` open their article in `reader`."""

    def open_article(event: gr.EventData) -> str:
        place = {"source": event.source, "start": event.start, "end": event.end}
        return opened(dixit, strings, place, origin=str(event.origin))

    for opener in openers:
        opener.open(
            open_article,
            None,
            reader,
            trigger_mode="always_last",
            **live.QUIET,
        ).then(None, js=SHOW)


def opened(
    dixit: Dixit,
    strings: Strings,
    place: Mapping[str, object],
    *,
    origin: str = "",
    made_for: str = "",
) -> str:
    """The pane with the article that a place tells of, or with why it cannot be shown."""
    try:
        source, start, end = (place.get(name, 0) for name in ("source", "start", "end"))
        span = Span(str(source), int(str(start)), int(str(end)))
        document = dixit.document(span.source)
        spoken = dixit.quotations(source=span.source)
    except ValueError:
        return render_article.cannot_open(strings.no_such_place, strings)
    except DixitError as error:
        return render_article.cannot_open(str(error), strings)
    return render_article.article(document, strings, span, origin, spoken, made_for)
