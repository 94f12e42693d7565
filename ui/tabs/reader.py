"""The reader: the pane that shows an article, at the cited words."""

from collections.abc import Mapping, Sequence

import gradio as gr

from dixit import Dixit
from dixit.index.errors import DixitError, SourceUnknown
from dixit.index.records import Document, Span
from dixit.rag.pages.originals import Originals
from dixit.rag.verification.relocation import relocated
from dixit.ui import gradio_events
from dixit.ui.first_sight import latest as newest
from dixit.ui.render import article, first_sight
from dixit.ui.strings.catalogue import Strings

REFRESH = "() => dixit.refresh()"
"""Shows the latest articles anew, unless an article is open."""
SHOW = (gradio_events.STATIC / "reader.js").read_text(encoding="utf-8")


def build(
    page: gr.Blocks, dixit: Dixit, originals: Originals, strings: Strings, changed: gr.State
) -> gr.HTML:
    """Build the pane: the latest articles, or open at the place in the page's address.

    `changed` changes when a visitor has changed the index.
    """
    reader = gradio_events.html(elem_id="reader")

    def arrive(request: gr.Request) -> str:
        place = request.query_params
        if "source" not in place:
            return latest(dixit, strings)
        made_for = str(place.get("of", ""))
        return opened(dixit, strings, dict(place), made_for=made_for, originals=originals)

    def leave() -> str:
        return latest(dixit, strings)

    page.load(arrive, None, reader, **gradio_events.QUIET).then(None, js=SHOW)
    reader.leave(leave, None, reader, **gradio_events.QUIET)
    changed.change(None, None, None, js=REFRESH, **gradio_events.QUIET)
    return reader


def latest(dixit: Dixit, strings: Strings) -> str:
    """The pane with the latest articles; empty if there are none."""
    try:
        return first_sight.latest(newest(dixit), strings)
    except DixitError:
        return article.nothing_open(strings)


def connect(
    reader: gr.HTML,
    openers: Sequence[gr.HTML],
    dixit: Dixit,
    originals: Originals,
    strings: Strings,
) -> None:
    """Let the buttons in `openers` open their article in `reader`."""

    def open_article(event: gr.EventData) -> str:
        names = ("source", "start", "end", "quote", "moved")
        place = {name: getattr(event, name, None) or "" for name in names}
        return opened(dixit, strings, place, origin=str(event.origin), originals=originals)

    for opener in openers:
        opener.open(
            open_article,
            None,
            reader,
            trigger_mode="always_last",
            **gradio_events.QUIET,
        ).then(None, js=SHOW)


def opened(
    dixit: Dixit,
    strings: Strings,
    place: Mapping[str, object],
    *,
    origin: str = "",
    made_for: str = "",
    originals: Originals | None = None,
) -> str:
    """The pane with an article, or with the reason why it cannot be shown.

    `place` has the source and the span. If it also has the words that were there, these are found
    again in a changed text; `moved` says that they had already moved. `made_for` is the hash of
    the text that a link was made for. `originals` are the files whose pages can be shown.
    """
    quote = str(place.get("quote") or "")
    try:
        source, start, end = (place.get(name) or 0 for name in ("source", "start", "end"))
        span = Span(str(source), int(str(start)), int(str(end)))
        document = dixit.document(span.source)
        quotations = dixit.quotations(source=span.source)
        copies = dixit.copies(span.source)
        has_pages = originals is not None and originals.has(document)
    except ValueError:
        return article.cannot_open(strings.no_such_place, strings)
    except SourceUnknown:
        message = strings.gone.format(name=span.source)
        return article.cannot_open(message, strings, quote)
    except DixitError as error:
        return article.cannot_open(str(error), strings)
    now, notice = _now(document, span, quote, made_for, strings)
    if place.get("moved") and now and not notice:  # It had moved before it was opened.
        notice = article.changed(strings.moved, strings)
    return article.article(
        document, strings, now, origin, quotations, notice, copies, has_pages=has_pages
    )


def _now(
    document: Document, span: Span, quote: str, made_for: str, strings: Strings
) -> tuple[Span | None, str]:
    """The current span of a place, and a notice if its words have moved or are gone.

    Without words, the span is used as it is if the text is still the same.
    """
    same = document.content_hash.startswith(made_for)
    if not quote:
        stale = not same and span.start < span.end
        return (None, article.changed(strings.link_stale, strings)) if stale else (span, "")
    place = relocated(document.text, quote, span.start)
    if place is None:
        message = strings.words_never if made_for and same else strings.words_lost
        return None, article.changed(message, strings, quote)
    moved = place[0] != span.start
    notice = article.changed(strings.moved, strings) if moved else ""
    return Span(document.source, *place), notice
