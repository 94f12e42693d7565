"""Small pieces of safe HTML; text from documents and models is escaped here."""

import html
from dataclasses import dataclass

from dixit.index.records import Span
from dixit.ui.strings.catalogue import Strings


def escape(text: str) -> str:
    """Escape text for HTML. Carriage returns are kept; HTML would otherwise drop them."""
    return html.escape(text, quote=True).replace("\r", "&#13;")


def shown_date(published: str | None) -> str:
    """An ISO date for readers: "2018-03-09 10:40"; "07-07" if the year is unknown."""
    return (published or "").removeprefix("--").replace("T", " ")


@dataclass(frozen=True, slots=True)
class Opener:
    """A button that opens a document in the reader, at a span if it has one.

    `element_id` is unique in the page, so that the reader can lead back to the button. `quote`
    has the words of the span when the button was made; with them, the reader finds the span
    again in a document that has changed.
    """

    element_id: str
    source: str
    start: int = 0
    end: int = 0
    quote: str = ""

    @classmethod
    def at(cls, span: Span, element_id: str, quote: str) -> "Opener":
        """A button that opens `span`."""
        return cls(element_id, span.source, span.start, span.end, quote)

    def button(self, inner: str, *, css: str = "opener", attributes: str = "") -> str:
        """The HTML of the button; `inner` and `attributes` must already be HTML."""
        quote = f' data-quote="{escape(self.quote)}"' if self.quote else ""
        return (
            f'<button type="button" id="{self.element_id}" class="{css}" '
            f'data-source="{escape(self.source)}" data-start="{self.start}" data-end="{self.end}"'
            f"{quote}{' ' + attributes if attributes else ''}>{inner}</button>"
        )


def masthead(strings: Strings) -> str:
    """The head of the page: its name, and the way to the help on keys."""
    return (
        '<div class="head"><h1>Dixit</h1><button type="button" id="keys-help" '
        f'aria-label="{escape(strings.keys.title)}" title="{escape(strings.keys.title)}">'
        '<kbd aria-hidden="true">?</kbd></button></div>'
    )


def notice(title: str, body: str, code: str = "") -> str:
    """A box with one message, and with a command to type if there is one."""
    typed = f"<pre><code>{escape(code)}</code></pre>" if code else ""
    return (
        f'<div class="notice" role="note"><strong>{escape(title)}</strong>'
        f"<p>{escape(body)}</p>{typed}</div>"
    )
