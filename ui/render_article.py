"""The reader's pane as safe HTML: one document's exact text, with the cited span marked in it."""

from index.records import Document, Span
from ui.markup import escape, notice
from ui.strings import Strings


def article(
    document: Document, strings: Strings, span: Span | None = None, origin: str = ""
) -> str:
    """`document` with `span` marked; `origin` is the id of the button that opened it."""
    facts = (document.publisher, document.author, document.published, document.language)
    about = "".join(f"<span>{escape(fact)}</span>" for fact in facts if fact)
    title = document.title or document.source
    back = (
        f'<button type="button" class="return" data-return="{escape(origin)}">'
        f"{escape(strings.return_to)}</button>"
        if origin
        else ""
    )
    return (
        f'<article class="article" aria-label="{escape(document.source)}">'
        f'<header><h2 dir="auto">{escape(title)}</h2>'
        f'<p class="about"><span class="source">{escape(document.source)}</span>{about}</p>{back}'
        f'</header><div class="text" dir="auto" lang="{escape(document.language)}">'
        f"{_text(document.text, strings, span)}</div></article>"
    )


def nothing_open(strings: Strings) -> str:
    """The pane before anything is opened."""
    return f'<p class="empty">{escape(strings.reader_empty)}</p>'


def cannot_open(message: str, strings: Strings) -> str:
    """The pane when a document cannot be shown."""
    return notice(strings.reader, message)


def _text(text: str, strings: Strings, span: Span | None) -> str:
    if span is None or not 0 <= span.start < span.end <= len(text):
        return escape(text)
    return (
        f"{escape(text[: span.start])}"
        f'<span class="unseen">{escape(strings.cited_start)} </span>'
        f'<mark id="cited" tabindex="-1">{escape(text[span.start : span.end])}</mark>'
        f'<span class="unseen"> {escape(strings.cited_end)}</span>'
        f"{escape(text[span.end :])}"
    )
