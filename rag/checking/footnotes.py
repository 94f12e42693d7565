"""A checked draft with footnotes, as Markdown or as a page of HTML.

The draft itself is kept letter by letter. Each statement that was checked gets its verdict, and a
note for each citation.
"""

import re
from collections.abc import Callable
from html import escape

from dixit.rag.checking.check import Check
from dixit.rag.checking.records import CheckedStatement
from dixit.rag.checking.strings import evidence, summary, word
from dixit.rag.records import Citation

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#+|~$!&-])")
_STYLE = (
    "body{max-width:44rem;margin:2rem auto;padding:0 1rem;font:1rem/1.6 serif}"
    ".draft{white-space:pre-wrap}.verdict{font:.75em sans-serif;color:#555}"
    ".contradicted,.wrong_speaker,.wrong_source{background:#fde8e8}.unsupported{background:#fff3cd}"
    "@media(prefers-color-scheme:dark){body{background:#181818;color:#eee}.verdict{color:#bbb}"
    ".contradicted,.wrong_speaker,.wrong_source{background:#5a2323}.unsupported{background:#4d4013}}"
)


def as_markdown(check: Check) -> str:
    """Return a checked draft as Markdown with footnotes.

    The draft may be Markdown itself and is left as it is; what articles say is escaped.
    """

    def noted(statement: CheckedStatement) -> str:
        verdict = _plain(word(str(statement.verdict), check.language))
        notes = "".join(f"[^dixit-{citation.number}]" for citation in statement.citations)
        return f"{statement.text} *({verdict})*{notes}"

    text = _annotated(check, noted, str)
    notes = [
        f"[^dixit-{one.number}]: {_plain(evidence(one, check.language))}" for one in _notes(check)
    ]
    told = f"---\n\n{_plain(summary(check.statements, check.language))}"
    return "\n\n".join([text.rstrip(), told, *notes]) + "\n"


def as_html(check: Check) -> str:
    """Return a checked draft as a page of HTML with footnotes, without scripts."""
    language = check.language
    first: set[int] = set()

    def noted(statement: CheckedStatement) -> str:
        marks = ""
        for citation in statement.citations:
            number = citation.number
            name = "" if number in first else f' id="ref-{number}"'
            first.add(number)
            marks += f'<sup><a{name} href="#note-{number}">{number}</a></sup>'
        verdict = escape(word(str(statement.verdict), language))
        return (
            f'<span class="{statement.verdict}">{escape(statement.text)}</span> '
            f'<span class="verdict">({verdict})</span>{marks}'
        )

    body = _annotated(check, noted, escape)
    notes = "\n".join(
        f'<li id="note-{one.number}" value="{one.number}">{escape(evidence(one, language))} '
        f'<a href="#ref-{one.number}">↩</a></li>'
        for one in _notes(check)
    )
    return (
        f'<!doctype html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(word('title', language))}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f'<body>\n<div class="draft">{body}</div>\n<hr>\n'
        f"<p>{escape(summary(check.statements, language))}</p>\n<ol>\n{notes}\n</ol>\n"
        "</body>\n</html>\n"
    )


def _annotated(
    check: Check, noted: Callable[[CheckedStatement], str], between: Callable[[str], str]
) -> str:
    """Return the draft with its checked statements annotated.

    Args:
        check: The checked draft.
        noted: Returns a statement with its verdict and notes.
        between: Returns the text between statements as it is shown.
    """
    pieces: list[str] = []
    position = 0
    for statement in check.statements:
        if statement.verdict is None:
            continue
        pieces += (between(check.draft[position : statement.start]), noted(statement))
        position = statement.end
    return "".join((*pieces, between(check.draft[position:])))


def _notes(check: Check) -> list[Citation]:
    """Return the citations of a check, each once, by number."""
    found = {one.number: one for statement in check.statements for one in statement.citations}
    return [found[number] for number in sorted(found)]


def _plain(text: str) -> str:
    """Return a text with Markdown in it escaped."""
    return _MARKUP.sub(r"\\\1", text)
