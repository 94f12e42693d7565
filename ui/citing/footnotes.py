"""An answer with footnotes: as Markdown, and as a page of HTML. Neither has a live link or script
that an article could have put there."""

from collections.abc import Sequence
from html import escape

from dixit.rag.lang.written_dates import written_date
from dixit.rag.records import Answer
from dixit.ui.citing.reference import Reference
from dixit.ui.export import plain
from dixit.ui.strings.catalogue import Strings

_STYLE = (
    "body{max-width:44rem;margin:2rem auto;padding:0 1rem;font:1rem/1.6 serif}"
    "li{margin-bottom:.6rem}.doubt,.about{color:#555}"
    "@media(prefers-color-scheme:dark){body{background:#181818;color:#eee}"
    ".doubt,.about{color:#bbb}}"
)


def source_line(one: Reference, strings: Strings) -> str:
    """A reference in one line: title, outlet, date, page, address or file."""
    date = written_date(one.published, strings.code) if one.published else ""
    page = f"p.\u00a0{one.page}" if one.page else ""
    parts = (one.title, one.outlet, date, page, one.url or one.file)
    return ", ".join(dict.fromkeys(filter(None, parts)))


def as_footnotes(answer: Answer, references: Sequence[Reference], strings: Strings) -> str:
    """The answer as Markdown with footnotes; Markdown in its words is escaped."""
    refused = [] if answer.answered else [f"*{plain(strings.no_answer)}*"]
    blocks = []
    for block in answer.blocks:
        doubt = f" *({plain(strings.verdict('unsupported'))})*" if block.unproven else ""
        marks = "".join(f"[^{citation.number}]" for citation in block.citations)
        blocks.append(plain(block.text) + doubt + marks)
    notes = [
        f"[^{one.number}]: {plain(source_line(one, strings))} – {plain(one.quoted)} "
        f"({plain(one.verdict)})"
        for one in references
    ]
    return "\n\n".join([*refused, *blocks, *notes]) + "\n"


def as_html(answer: Answer, references: Sequence[Reference], strings: Strings) -> str:
    """The question, the answer and its notes as a page of HTML."""
    first: set[int] = set()
    blocks = []
    for block in answer.blocks:
        doubt = f' <span class="doubt">({escape(strings.verdict("unsupported"))})</span>'
        marks = ""
        for citation in block.citations:
            number = citation.number
            name = "" if number in first else f' id="ref-{number}"'
            first.add(number)
            marks += f'<sup><a{name} href="#note-{number}">{number}</a></sup>'
        blocks.append(f"<p>{escape(block.text)}{doubt if block.unproven else ''}{marks}</p>")
    refused = "" if answer.answered else f"<p><em>{escape(strings.no_answer)}</em></p>"
    notes = "".join(_note(one, strings) for one in references)
    return (
        f'<!doctype html>\n<html lang="{escape(answer.language)}"><head><meta charset="utf-8">'
        f"<title>{escape(answer.question)}</title><style>{_STYLE}</style></head><body>"
        f"<h1>{escape(answer.question)}</h1>{refused}{''.join(blocks)}<ol>{notes}</ol>"
        "</body></html>\n"
    )


def _note(one: Reference, strings: Strings) -> str:
    return (
        f'<li id="note-{one.number}" value="{one.number}">{escape(source_line(one, strings))} – '
        f'{escape(one.quoted)} <span class="about">({escape(one.verdict)})</span> '
        f'<a href="#ref-{one.number}">↩</a></li>'
    )
