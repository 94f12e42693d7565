"""The reader's pane as safe HTML: one document's exact text, the cited span marked."""

from collections.abc import Iterator, Sequence

from index.records import Document, Span
from rag.debris import debris_in
from ui.markup import escape, notice, shown_date
from ui.strings import Strings


def article(
    document: Document, strings: Strings, span: Span | None = None, origin: str = ""
) -> str:
    """`document` with `span` marked; `origin` is the id of the button that opened it."""
    published = shown_date(document.published)
    facts = (document.publisher, document.author, published, document.language)
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
        f"{_text(document, strings, span)}</div></article>"
    )


def nothing_open(strings: Strings) -> str:
    """The pane before anything is opened."""
    return f'<p class="empty">{escape(strings.reader_empty)}</p>'


def cannot_open(message: str, strings: Strings) -> str:
    """The pane when a document cannot be shown."""
    return notice(strings.reader, message)


def _text(document: Document, strings: Strings, span: Span | None) -> str:
    text, debris = document.text, debris_in(document)
    if span is None or not 0 <= span.start < span.end <= len(text):
        return "".join(_greyed(text, 0, len(text), debris, strings))
    before = "".join(_greyed(text, 0, span.start, debris, strings))
    after = "".join(_greyed(text, span.end, len(text), debris, strings))
    return (
        f"{before}"
        f'<span class="unseen">{escape(strings.cited_start)} </span>'
        f'<mark id="cited" tabindex="-1">{escape(text[span.start : span.end])}</mark>'
        f'<span class="unseen"> {escape(strings.cited_end)}</span>'
        f"{after}"
    )


def _greyed(
    text: str, start: int, end: int, debris: Sequence[tuple[int, int]], strings: Strings
) -> Iterator[str]:
    """A piece of the text, with what is no article in it set apart."""
    for first, last in debris:
        first, last = max(first, start), min(last, end)  # noqa: PLW2901  # What of it is here.
        if first < last:
            yield escape(text[start:first])
            told = f'title="{escape(strings.debris)}"'
            yield f'<span class="debris" {told}>{escape(text[first:last])}</span>'
            start = last
    yield escape(text[start:end])
