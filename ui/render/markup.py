"""Small pieces of safe HTML: whatever comes from a document or a model is escaped here."""

import html
from dataclasses import dataclass

from dixit.index.records import Span


def escape(text: str) -> str:
    """`text` as HTML shows it unchanged; a carriage return is kept, which HTML would drop."""
    return html.escape(text, quote=True).replace("\r", "&#13;")


def shown_date(published: str | None) -> str:
    """An ISO date as people read it: "2018-03-09 10:40", and "07-07" where no year is told."""
    return (published or "").removeprefix("--").replace("T", " ")


@dataclass(frozen=True, slots=True)
class Opener:
    """A button that opens a document in the reader, at a span when it has one.

    `element_id` is unique in the page, so that the reader can lead back to the button. `quote` are
    the words at the span when the button was made, by which the reader finds them again in a
    document that has changed.
    """

    element_id: str
    source: str
    start: int = 0
    end: int = 0
    quote: str = ""

    @classmethod
    def at(cls, span: Span, element_id: str, quote: str) -> "Opener":
        """The button that opens `span`."""
        return cls(element_id, span.source, span.start, span.end, quote)

    def button(self, inner: str, *, css: str = "opener", attributes: str = "") -> str:
        """The button around `inner`, which is HTML already, as is `attributes`."""
        quote = f' data-quote="{escape(self.quote)}"' if self.quote else ""
        return (
            f'<button type="button" id="{self.element_id}" class="{css}" '
            f'data-source="{escape(self.source)}" data-start="{self.start}" data-end="{self.end}"'
            f"{quote}{' ' + attributes if attributes else ''}>{inner}</button>"
        )


def notice(title: str, body: str, code: str = "") -> str:
    """A quiet box that says one thing, with an optional command to type."""
    typed = f"<pre><code>{escape(code)}</code></pre>" if code else ""
    return (
        f'<div class="notice" role="note"><strong>{escape(title)}</strong>'
        f"<p>{escape(body)}</p>{typed}</div>"
    )
