"""Renders what `pages.js` turns into the printed pages of an article."""

import json
from urllib.parse import urlencode

from dixit.api.addresses import HASH_LENGTH
from dixit.index.records import Document, Span
from dixit.ui.render.markup import escape
from dixit.ui.strings.catalogue import Strings


def views(strings: Strings) -> str:
    """The switch between the text of an article and its pages."""
    words = strings.pages
    return (
        f'<div class="views" role="group" aria-label="{escape(words.views)}">'
        f'<button type="button" class="tool" data-view="text" aria-pressed="true">'
        f"{escape(words.text)}</button>"
        f'<button type="button" class="tool" data-view="page" aria-pressed="false">'
        f"{escape(words.page)}</button></div>"
    )


def sheets(document: Document, span: Span | None, strings: Strings) -> str:
    """The list of the pages, empty and hidden until somebody looks at them.

    Args:
        document: the article.
        span: the cited words, if there are any.
        strings: the words of the page.
    """
    words = strings.pages
    place = {"source": document.source, "of": document.content_hash[:HASH_LENGTH]}
    start, end = (span.start, span.end) if span else (0, 0)
    labels = document.metadata.get("page_labels")
    data = {
        "places": f"../originals/places?{urlencode({**place, 'start': start, 'end': end})}",
        "picture": f"../originals/page?{urlencode(place)}&number=",
        "name": words.picture.replace("{name}", document.source),
        "cited": words.cited.replace("{name}", document.source).replace(
            "{quote}", document.text[start:end]
        ),
        "labels": json.dumps(labels if isinstance(labels, list) else []),
        "loading": words.loading,
        "failed": words.failed,
        "unmarked": words.unmarked,
    }
    attributes = " ".join(f'data-{name}="{escape(value)}"' for name, value in data.items())
    return f'<div class="sheets" hidden {attributes}></div>'
