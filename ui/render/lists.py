"""Renders lists: quotations and their counts, articles, and the result of indexing."""

from collections.abc import Sequence

from dixit.index.records import DocumentSummary, Quotation
from dixit.rag.ingestion.report import Step
from dixit.ui.render.markup import Opener, escape, shown_date
from dixit.ui.strings.catalogue import Strings

ROWS = 200
"""The number of rows shown; the page says how many are left out."""
BARS = 12
"""The largest number of bars in a plot."""


def quotations(statements: Sequence[Quotation], strings: Strings) -> str:
    """A table of quotations; the words in each row open their article."""
    if not statements:
        return f'<p class="empty">{escape(strings.quotations_none)}</p>'
    rows = "".join(
        f"<tr>{_quotation(quotation, f'q{number}', strings)}</tr>"
        for number, quotation in enumerate(statements[:ROWS], start=1)
    )
    headings = (strings.speaker, strings.words)
    return _cut(len(statements), strings) + _table(
        headings, rows, "quotations", strings.tab_quotations
    )


def articles(stored: Sequence[DocumentSummary], strings: Strings) -> str:
    """A table of articles; the name in each row opens the article."""
    rows = "".join(
        f"<tr>{_article(document, f'a{number}', strings)}</tr>"
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


def bars(title: str, counted: Sequence[tuple[str, int]]) -> str:
    """A bar chart of counts, with the numbers in text."""
    if not counted:
        return ""
    most = max(count for _, count in counted)
    rows = "".join(
        f'<tr><th scope="row">{escape(name)}</th><td><span class="bar" '
        f'style="inline-size:{100 * count / most:.1f}%"></span></td><td>{count}</td></tr>'
        for name, count in counted
    )
    return f'<table class="bars"><caption>{escape(title)}</caption><tbody>{rows}</tbody></table>'


def progress(step: Step, strings: Strings) -> str:
    """A progress bar for reading files; without a value while files are not being read."""
    text: str = getattr(strings, step.phase)
    known = ""
    if step.phase == "reading":
        text = text.format(done=step.done, total=step.total, name=step.name)
        known = f'max="{step.total}" value="{step.done}" '
    return (
        f'<p class="told" role="status"><progress {known}'
        f'aria-label="{escape(strings.add_articles)}"></progress> {escape(text)}</p>'
    )


def told(
    text: str,
    skipped: Sequence[tuple[str, str]] = (),
    done: Sequence[tuple[str, str]] = (),
    *,
    alert: bool = False,
) -> str:
    """The result of indexing: each skipped file with the reason, and each article by name."""
    items = "".join(
        f"<li><strong>{escape(name)}</strong> {escape(reason)}</li>" for name, reason in skipped
    )
    listed = f"<ul>{items}</ul>" if items else ""
    became = "".join(
        f"<div><dt>{escape(name)}</dt> <dd>{escape(what)}</dd></div>" for name, what in done
    )
    listed += f'<dl tabindex="0">{became}</dl>' if became else ""
    role, css = ("alert", "error") if alert else ("status", "told")
    return f'<div class="{css}" role="{role}"><p>{escape(text)}</p>{listed}</div>'


def _quotation(quotation: Quotation, element_id: str, strings: Strings) -> str:
    role = f'<span class="role">{escape(quotation.role)}</span>' if quotation.role else ""
    tag = "q" if quotation.direct else "span"  # A browser puts marks around a "q".
    opener = Opener.at(quotation.span, element_id, quotation.quote).button(
        f'<{tag} dir="auto">{escape(quotation.quote)}</{tag}>', css="opener words"
    )
    return (
        f'<th scope="row">{escape(quotation.speaker or strings.unnamed)}{role}</th>'
        f'<td><span class="cue">{escape(quotation.cue)}</span>{opener}'
        f'<span class="source">{escape(quotation.span.source)}</span></td>'
    )


def _article(stored: DocumentSummary, element_id: str, strings: Strings) -> str:
    name = f'<span class="source">{escape(stored.source)}</span>'
    title = f'<span dir="auto">{escape(stored.title)}</span>' if stored.title else ""
    opener = Opener(element_id, stored.source).button(title + name, css="opener words")
    numbers = "".join(
        f'<td class="count">{strings.number(count)}</td>'
        for count in (stored.characters, stored.passages, stored.quotations)
    )
    return (
        f'<th scope="row">{opener}<div>{_actions(stored.source, strings)}</div></th>'
        f"<td>{escape(stored.language)}</td>"
        f'<td class="date">{escape(shown_date(stored.published))}</td>{numbers}'
    )


def _actions(source: str, strings: Strings) -> str:
    """Buttons that read an article again from its file, or remove it."""
    sure = strings.sure.format(name=source)
    return (
        f'<button type="button" class="tool" data-reread="{escape(source)}" '
        f'aria-label="{escape(strings.reread_it.format(name=source))}">'
        f"{escape(strings.reread)}</button>"
        f'<button type="button" class="tool" data-drop="{escape(source)}" '
        f'data-sure="{escape(sure)}" aria-label="{escape(strings.remove_it.format(name=source))}">'
        f"{escape(strings.remove)}</button>"
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
