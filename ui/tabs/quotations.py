"""The Who-said-what tab: speakers, counts and dates; each quotation opens its article."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from dixit import Dixit
from dixit.index.errors import DixitError
from dixit.index.records import Quotation
from dixit.ui import gradio_events
from dixit.ui.render import lists
from dixit.ui.render.markup import notice
from dixit.ui.strings.catalogue import Strings

ALL = ""
"""The value of a filter that matches everything."""
WIDTH = 240
"""Pixels that a filter needs to show its whole value: two fit side by side."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which quotations to show; `ALL` matches any."""

    speaker: str = ALL
    source: str = ALL
    year: str = ALL
    kind: str = ALL
    """"direct" or "reported"."""

    def lets_by(self, quotation: Quotation, published: str) -> bool:
        """Whether a quotation, in an article with this publication date, is shown."""
        return (
            self.speaker in (ALL, quotation.speaker)
            and self.source in (ALL, quotation.span.source)
            and (self.year == ALL or published.startswith(self.year))
            and (self.kind == ALL or (self.kind == "direct") == quotation.direct)
        )


def build(page: gr.Blocks, dixit: Dixit, strings: Strings, changed: gr.State) -> gr.HTML:
    """Build the tab; returns the table, whose rows open articles."""
    with gr.Row(elem_id="filters"):
        speaker = _dropdown(strings.speaker, "speaker", strings.all_speakers)
        source = _dropdown(strings.article, "source", strings.all_articles)
        year = _dropdown(strings.date, "year", strings.all_dates)
        kinds = [
            (strings.all_kinds, ALL),
            (strings.direct, "direct"),
            (strings.reported, "reported"),
        ]
        kind = gr.Dropdown(kinds, value=ALL, label=strings.kind, min_width=WIDTH, elem_id="kind")
    table = gradio_events.html(elem_id="quotations")
    filters = [speaker, source, year, kind]

    def fill() -> tuple[Any, ...]:
        try:
            statements, dates = dixit.quotations(), _dates(dixit)
        except DixitError as error:
            notice_html = notice(str(error), strings.index_how, strings.index_command)
            return *[gr.skip()] * 3, notice_html
        speakers = Counter(statement.speaker for statement in statements if statement.speaker)
        sources = Counter(statement.span.source for statement in statements)
        years = Counter(dates.get(statement.span.source, "")[:4] for statement in statements)
        del years[""]
        return (
            _choices(strings.all_speakers, speakers),
            _choices(strings.all_articles, sources),
            _choices(strings.all_dates, years),
            _shown(statements, dates, strings),
        )

    def only(*chosen: str | None) -> str:
        wanted = Wanted(*(value or ALL for value in chosen))
        try:
            statements, dates = dixit.quotations(), _dates(dixit)
        except DixitError as error:
            return notice(str(error), strings.index_how, strings.index_command)
        left = [
            statement
            for statement in statements
            if wanted.lets_by(statement, dates.get(statement.span.source, ""))
        ]
        return _shown(left, dates, strings)

    gr.on(
        [page.load, changed.change],
        fill,
        None,
        [speaker, source, year, table],
        **gradio_events.QUIET,
    )
    gr.on([one.input for one in filters], only, filters, table, **gradio_events.QUIET)
    return table


def _dropdown(label: str, name: str, everything: str) -> gr.Dropdown:
    return gr.Dropdown(
        [(everything, ALL)], value=ALL, label=label, min_width=WIDTH, elem_id=f"by-{name}"
    )


def _choices(everything: str, counted: Mapping[str, int]) -> Any:
    names = sorted(counted, key=str.casefold)
    each = [(f"{name} ({counted[name]})", name) for name in names]
    return gr.update(choices=[(everything, ALL), *each], value=ALL)


def _dates(dixit: Dixit) -> dict[str, str]:
    """The publication date of each article, if it is known including the year."""
    return {
        stored.source: stored.published
        for stored in dixit.documents()
        if stored.published and stored.published[0] != "-"
    }


def _shown(statements: Sequence[Quotation], dates: Mapping[str, str], strings: Strings) -> str:
    speakers = Counter(statement.speaker for statement in statements if statement.speaker)
    months = Counter(
        dates[statement.span.source][:7]
        for statement in statements
        if statement.span.source in dates
    )
    plots = lists.bars(strings.by_speaker, speakers.most_common(lists.BARS))
    plots += lists.bars(strings.by_month, sorted(months.items())[-lists.BARS :])
    return f'<div class="plots">{plots}</div>' + lists.quotations(statements, strings)
