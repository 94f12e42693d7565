"""Renders an article: its exact text, with citations, quotations and speakers marked."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from urllib.parse import urlencode

from dixit.index.records import Document, Quotation, Span
from dixit.rag.parsing.boilerplate import debris_in
from dixit.ui.render import pages
from dixit.ui.render.markup import Opener, escape, notice, shown_date
from dixit.ui.strings.catalogue import Strings

LATEST = "l"
"""How the ids of the buttons begin that open the latest articles."""
HASH_LENGTH = 12
"""The number of hash digits in a link to a place in an article."""


def article(
    document: Document,
    strings: Strings,
    span: Span | None = None,
    origin: str = "",
    quotations: Sequence[Quotation] = (),
    told: str = "",
    copies: Sequence[str] = (),
    *,
    has_pages: bool = False,
) -> str:
    """The article as HTML, with one span highlighted and its quotations underlined.

    Args:
        document: the article.
        strings: the words of the page.
        span: the span to highlight.
        origin: the id of the button that opened the article.
        quotations: the quotations in the article.
        told: HTML from `changed`, if the words have moved or are gone.
        copies: the names of the articles with the same text or most of it.
        has_pages: whether the pages of its PDF can be shown too.
    """
    published = shown_date(document.published)
    facts = (document.publisher, document.author, published, document.language)
    about = "".join(f"<span>{escape(fact)}</span>" for fact in facts if fact)
    title = document.title or document.source
    return (
        f'<article class="article" data-link="{escape(_link(document, span))}" '
        f'aria-label="{escape(document.source)}">'
        f'<header><h2 dir="auto">{escape(title)}</h2>'
        f'<p class="about"><span class="source">{escape(document.source)}</span>{about}</p>'
        f"{_ways(document, span, origin, strings)}{pages.views(strings) if has_pages else ''}"
        f"</header>{told}{pages.sheets(document, span, strings) if has_pages else ''}"
        f'<div class="text" dir="auto" lang="{escape(document.language)}">'
        f"{_text(document, strings, span, quotations)}</div>{_said(quotations, strings)}"
        f"{_copies(copies, strings)}</article>"
    )


def nothing_open(strings: Strings) -> str:
    """The reader before an article is opened."""
    return f'<p class="empty">{escape(strings.reader_empty)}</p>'


def changed(message: str, strings: Strings, quote: str = "") -> str:
    """A notice that the cited words have moved or are gone, with the lost `quote` if there is
    one.
    """
    return f'<div class="moved" role="note"><p>{escape(message)}</p>{_lost(quote, strings)}</div>'


def cannot_open(message: str, strings: Strings, quote: str = "") -> str:
    """The reader if an article cannot be shown, with the quote of it."""
    return f'<div class="unopened">{notice(strings.reader, message)}{_lost(quote, strings)}</div>'


def _lost(quote: str, strings: Strings) -> str:
    if not quote:
        return ""
    return (
        f'<p class="was-cited">{escape(strings.was_cited)}</p>'
        f'<blockquote dir="auto">{escape(quote)}</blockquote>'
    )


def _link(document: Document, span: Span | None) -> str:
    """A link to a place, with its words, so that they can be found again in a changed text.

    The hash shows whether the text is still the same.
    """
    place: dict[str, object] = {}
    if span and (quote := document.text[span.start : span.end]):
        place = {"start": span.start, "end": span.end, "quote": quote}
    of = document.content_hash[:HASH_LENGTH]
    return "?" + urlencode({"source": document.source, **place, "of": of})


def _ways(document: Document, span: Span | None, origin: str, strings: Strings) -> str:
    """Buttons: back to the answer, previous and next citation, copy link."""
    led = f'data-origin="{escape(origin)}"'
    backs = {"t": strings.return_to, "s": strings.checking.return_to_text}
    back = backs.get(origin[:1], strings.return_to_list)
    if origin.startswith(LATEST) or not origin:
        back = strings.first_sight.back_to_latest
    buttons = [
        f'<button type="button" class="return" data-return="{escape(origin)}">'
        f"{escape(back)}</button>",
        f'<button type="button" class="step" data-step="-1" {led}>'
        f"{escape(strings.previous)}</button>",
        f'<button type="button" class="step" data-step="1" {led}>{escape(strings.next)}</button>',
    ]
    link = (
        f'<button type="button" class="step" data-link="{escape(_link(document, span))}" '
        f'data-done="{escape(strings.copied)}">{escape(strings.copy_link)}</button>'
    )
    shown = buttons[:1] if origin.startswith(LATEST) or not origin else buttons
    return f'<p class="ways">{"".join(shown)}{link}</p>'


def _said(quotations: Sequence[Quotation], strings: Strings) -> str:
    """The speakers in the article, each with links to their words."""
    if not quotations:
        return ""
    items = "".join(
        "<li>"
        + Opener.at(one.span, f"r{number}", one.quote).button(
            f"{escape(one.speaker or strings.unnamed)}{escape(strings.colon)}{_words(one)}",
            css="opener words",
        )
        + "</li>"
        for number, one in enumerate(quotations, start=1)
    )
    return f'<aside class="said-here"><h3>{escape(strings.said_here)}</h3><ul>{items}</ul></aside>'


def _copies(names: Sequence[str], strings: Strings) -> str:
    """Buttons that open the copies of the article."""
    if not names:
        return ""
    items = "".join(
        f"<li>{Opener(f'rc{number}', name).button(escape(name))}</li>"
        for number, name in enumerate(names, start=1)
    )
    return f'<aside class="said-here"><h3>{escape(strings.copies)}</h3><ul>{items}</ul></aside>'


def _words(quotation: Quotation) -> str:
    """The words of a quotation; without quotation marks if the article only reports them."""
    tag = "q" if quotation.direct else "span"
    return f"<{tag}>{escape(_cut(quotation.quote))}</{tag}>"


def _cut(words: str, most: int = 80) -> str:
    return words if len(words) <= most else words[:most].rstrip() + "…"


def _text(
    document: Document, strings: Strings, span: Span | None, quotations: Sequence[Quotation]
) -> str:
    text, debris = document.text, debris_in(document)
    speaker_spans = sorted((q.span.start, q.span.end, q.speaker) for q in quotations if q.speaker)

    def dressed(start: int, end: int) -> str:
        return "".join(_dressed(text, start, end, debris, speaker_spans, strings))

    if span is None or not 0 <= span.start < span.end <= len(text):
        return dressed(0, len(text))
    return (
        f"{dressed(0, span.start)}"
        f'<span class="unseen">{escape(strings.cited_start)} </span>'
        f'<mark id="cited" tabindex="-1">{dressed(span.start, span.end)}</mark>'
        f'<span class="unseen"> {escape(strings.cited_end)}</span>'
        f"{dressed(span.end, len(text))}"
    )


def _dressed(
    text: str,
    start: int,
    end: int,
    debris: Sequence[tuple[int, int]],
    spoken: Sequence[tuple[int, int, str]],
    strings: Strings,
) -> Iterator[str]:
    """A piece of the text, with boilerplate set apart and quotations underlined."""
    edges = {place for first, last in debris for place in (first, last)}
    edges |= {place for first, last, _ in spoken for place in (first, last)}
    cuts = sorted({start, end, *(edge for edge in edges if start < edge < end)})
    for first, last in pairwise(cuts):
        words = escape(text[first:last])
        speaker = next((who for a, b, who in spoken if a <= first and last <= b), None)
        if any(a <= first and last <= b for a, b in debris):
            yield f'<span class="debris" title="{escape(strings.debris)}">{words}</span>'
        elif speaker is not None:
            yield f'<span class="said" title="{escape(speaker)}">{words}</span>'
        else:
            yield words
