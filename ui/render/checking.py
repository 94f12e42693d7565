"""Renders a checked draft: the text with the verdict behind each statement, and the counts."""

from collections.abc import Iterator

from dixit.rag.checking.records import CheckedStatement, Statement
from dixit.rag.checking.statements import language_of
from dixit.rag.checking.strings import VERDICTS, summary
from dixit.rag.records import Citation, Verdict
from dixit.ui.checked_draft import CheckedDraft
from dixit.ui.render.citations import SIGNS
from dixit.ui.render.markup import Opener, escape
from dixit.ui.strings.catalogue import Strings

QUOTE = 400
"""The number of characters of the evidence that a verdict's tooltip shows."""
MILESTONES = 4
"""How often screen readers are told of the progress."""


def introduction(strings: Strings) -> str:
    """The text shown before there is a checked draft."""
    return _whole(f'<p class="empty">{escape(strings.checking.introduction)}</p>')


def starting(strings: Strings) -> str:
    """A progress bar without a value, while the statements are looked for."""
    text = strings.checking.starting
    return _whole(_progress(text, ""), told=text, state="running")


def failed(sentence: str) -> str:
    """The reason why a text was not checked."""
    return _whole(f'<p class="error" role="alert">{escape(sentence)}</p>')


def draft(checked: CheckedDraft, strings: Strings) -> str:
    """A draft with the verdicts so far, the counts, and the progress or the result."""
    words = strings.checking
    done, of = len(checked.proven_or_not), len(checked.claims)
    if checked.state == "running":
        milestone = of * (MILESTONES * done // max(of, 1)) // MILESTONES
        told = words.progress.format(done=milestone, of=of)
        head = _progress(words.progress.format(done=done, of=of), f'value="{done}" max="{of}"')
    else:
        told, head = _result(checked, strings)
    text = "".join(_pieces(checked, strings))
    body = (
        f'<div class="draft" dir="auto" lang="{escape(language_of(checked.draft))}" role="region" '
        f'aria-label="{escape(words.checked_text)}" tabindex="0">{text}</div>'
    )
    return _whole(
        f'<div class="head">{head}{_counts(checked, strings)}</div>{body}',
        told=told,
        state=checked.state,
    )


def _whole(inner: str, *, told: str = "", state: str = "") -> str:
    busy = str(state == "running").lower()
    return (
        f'<div class="checking" aria-busy="{busy}" data-state="{state}" '
        f'data-told="{escape(told)}">{inner}</div>'
    )


def _progress(text: str, value: str) -> str:
    return (
        f'<p id="checking-told">{escape(text)}</p>'
        f'<progress {value} aria-labelledby="checking-told">{escape(text)}</progress>'
    )


def _result(checked: CheckedDraft, strings: Strings) -> tuple[str, str]:
    """What came of the check, for screen readers, and as HTML above the counts."""
    words = strings.checking
    verdicts = checked.proven_or_not
    told = summary(verdicts, words.language)
    shown = words.done.format(count=strings.number(len(verdicts))) if verdicts else told
    if checked.state == "stopped":
        shown = words.stopped.format(done=len(verdicts), of=len(checked.claims))
        told = f"{shown} {told}"
    note = ""
    if any(one.verdict == "unsupported" for one in verdicts):
        told = f"{told} {words.not_false}"
        note = f'<p class="not-false">{escape(words.not_false)}</p>'
    return told, f'<p class="done">{escape(shown)}</p>{note}'


def _counts(checked: CheckedDraft, strings: Strings) -> str:
    """Buttons that show the statements of one verdict only, with how many there are."""
    verdicts = [one.verdict for one in checked.proven_or_not]
    if not verdicts:
        return ""
    buttons = "".join(
        f'<button type="button" class="tool {verdict}" id="only-{verdict}" '
        f'data-only="{verdict}" aria-pressed="false" '
        f'title="{escape(strings.checking.explained[verdict])}">{_words(verdict, strings)} '
        f"<strong>{strings.number(verdicts.count(verdict))}</strong></button>"
        for verdict in VERDICTS
        if verdict in verdicts
    )
    return (
        f'<div class="counts" role="group" aria-label="{escape(strings.checking.show_only)}">'
        f"{buttons}</div>"
    )


def _words(verdict: Verdict, strings: Strings) -> str:
    """A verdict's sign and words."""
    return (
        f'<span aria-hidden="true">{SIGNS[verdict]}</span> '
        f"{escape(strings.checking.verdicts[verdict])}"
    )


def _pieces(checked: CheckedDraft, strings: Strings) -> Iterator[str]:
    """The draft's text, letter by letter, with its statements marked."""
    text, position = checked.draft, 0
    marked: list[CheckedStatement | Statement] = list(checked.proven_or_not)
    marked += checked.waiting
    for number, one in enumerate(marked, start=1):
        yield escape(text[position : one.start])
        yield (
            _statement(one, number, strings)
            if isinstance(one, CheckedStatement)
            else f'<span class="waiting">{escape(one.text)}</span>'
        )
        position = one.end
    yield escape(text[position:])


def _statement(statement: CheckedStatement, number: int, strings: Strings) -> str:
    """A statement with its verdict, which opens the evidence where there is some."""
    verdict = statement.verdict
    if verdict is None:
        return escape(statement.text)
    marks = [
        _evidence(citation, verdict, f"s{number}-c{citation.number}", strings)
        for citation in statement.citations
    ]
    if not marks:
        explained = escape(strings.checking.explained[verdict])
        marks = [f'<span class="verdict" title="{explained}">{_words(verdict, strings)}</span>']
    return (
        f'<span class="statement {verdict}" data-verdict="{verdict}">'
        f"<span>{escape(statement.text)}</span>{''.join(marks)}</span>"
    )


def _evidence(citation: Citation, verdict: Verdict, element_id: str, strings: Strings) -> str:
    words = strings.checking
    label = (words.nearest if citation.verdict == "unsupported" else words.evidence).format(
        verdict=words.verdicts[verdict], source=citation.span.source
    )
    quote = " ".join(citation.quote.split())
    quote = quote if len(quote) <= QUOTE else quote[:QUOTE].rstrip() + "…"
    spoken = f"{citation.speaker}{strings.colon}{quote}" if citation.speaker else quote
    return Opener.at(citation.span, element_id, citation.quote).button(
        _words(verdict, strings),
        css="opener verdict",
        attributes=f'aria-label="{escape(label)}" title="{escape(spoken)}"',
    )
