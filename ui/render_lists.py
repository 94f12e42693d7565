"""The two lists as safe HTML tables: who said what, and the articles."""

from collections.abc import Sequence

from index.records import Quotation, StoredDocument
from ui.markup import Opener, escape, shown_date
from ui.strings import Strings

ROWS = 200
"""Rows sent to the browser at once; what is left out is said."""


def quotations(found: Sequence[Quotation], strings: Strings) -> str:
    """Who said what: the words of each row open their article."""
    if not found:
        return f'<p class="empty">{escape(strings.quotations_none)}</p>'
    rows = "".join(
        f"<tr>{_quotation(quotation, f'q{number}')}</tr>"
        for number, quotation in enumerate(found[:ROWS], start=1)
    )
    headings = (strings.speaker, strings.words)
    return _cut(len(found), strings) + _table(headings, rows, "quotations", strings.tab_quotations)


def articles(stored: Sequence[StoredDocument], strings: Strings) -> str:
    """The articles: the name of each row opens it."""
    rows = "".join(
        f"<tr>{_article(document, f'a{number}')}</tr>"
        for number, document in enumerate(stored[:ROWS], start=1)
    )
    headings = (
        strings.article,
        strings.language,
        strings.date,
        strings.length,
        strings.passages,
        strings.quotations,
    )
    return _cut(len(stored), strings) + _table(headings, rows, "articles", strings.tab_articles)


def _quotation(quotation: Quotation, element_id: str) -> str:
    role = f'<span class="role">{escape(quotation.role)}</span>' if quotation.role else ""
    words = f"« {quotation.quote} »" if quotation.direct else quotation.quote
    opener = Opener.at(quotation.span, element_id).button(
        f'<span dir="auto">{escape(words)}</span>', css="opener words"
    )
    return (
        f'<th scope="row">{escape(quotation.speaker)}{role}</th>'
        f'<td><span class="cue">{escape(quotation.cue)}</span>{opener}'
        f'<span class="source">{escape(quotation.span.source)}</span></td>'
    )


def _article(stored: StoredDocument, element_id: str) -> str:
    name = f'<span class="source">{escape(stored.source)}</span>'
    title = f'<span dir="auto">{escape(stored.title)}</span>' if stored.title else ""
    opener = Opener(element_id, stored.source).button(title + name, css="opener words")
    numbers = "".join(
        f'<td class="count">{count:,}</td>'.replace(",", "\N{NARROW NO-BREAK SPACE}")
        for count in (stored.characters, stored.passages, stored.quotations)
    )
    return (
        f'<th scope="row">{opener}</th><td>{escape(stored.language)}</td>'
        f'<td class="date">{escape(shown_date(stored.published))}</td>{numbers}'
    )


def _table(headings: Sequence[str], rows: str, css: str, label: str) -> str:
    head = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in headings)
    return (
        f'<table class="{css}" aria-label="{escape(label)}">'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _cut(total: int, strings: Strings) -> str:
    if total <= ROWS:
        return ""
    return f'<p class="cut">{escape(strings.shown_of.format(shown=ROWS, total=total))}</p>'
