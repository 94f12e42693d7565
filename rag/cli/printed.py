"""What the terminal shows: answers, places in articles, JSON."""

import json
import sys

from dixit.index.records import Document, Span
from dixit.rag import messages
from dixit.rag.errors import SettingsError
from dixit.rag.records import Answer

_MARK = ("\x1b[7m", "\x1b[0m")
"""Reverse video, for terminals."""


def opening(answer: Answer) -> str:
    """The words of an answer, the short one first."""
    return f"{answer.short_text}\n\n{answer.text}" if answer.short else answer.text


def answer(answer: Answer) -> str:
    """An answer, the short one first, its citations, and for a refusal the nearest passages."""
    lines = [opening(answer), ""]
    for citation in answer.citations:
        page = f", page {citation.printed_page}" if citation.printed_page else ""
        if citation.ocr_confidence is not None:
            percent = str(round(100 * citation.ocr_confidence))
            page += f", {messages.say('by_ocr', answer.language, percent=percent)}"
        place = f"{citation.span.source} {citation.span.start}:{citation.span.end}{page}"
        proof = (
            messages.say("as_reported", answer.language)
            if citation.is_reported
            else citation.verdict
        )
        address = f" {citation.url}" if citation.url else ""
        lines.append(f"[{citation.number}] {place} ({proof}){address}")
    if answer.unknown_ids:
        lines.append(f"(invalid citations left out: {answer.unknown_ids})")
    if answer.nearest:
        lines.append("Nearest passages, which do not answer:")
        lines.extend(
            f"- {hit.source} {hit.start}:{hit.end}  {one_line(hit.text)}" for hit in answer.nearest
        )
    return "\n".join(lines).rstrip()


def one_line(text: str, width: int = 160) -> str:
    """A text on one line, cut to a width."""
    flat = " ".join(text.split())
    return flat if len(flat) <= width else flat[: width - 1] + "…"


def place(document: Document, span: Span, context: int | None = None) -> str:
    """The text of an article with a span marked: in reverse video on a terminal, else by ⟦ ⟧.

    Args:
        document: the article.
        span: what is marked.
        context: how many characters are shown on each side; None for all.
    """
    opening, closing = _MARK if sys.stdout.isatty() else ("⟦", "⟧")
    text, first, last = document.text, 0, len(document.text)
    if context is not None:
        first, last = max(0, span.start - context), min(last, span.end + context)
    before = ("…" if first else "") + text[first : span.start]
    after = text[span.end : last] + ("…" if last < len(text) else "")
    return f"{before}{opening}{text[span.start : span.end]}{closing}{after}"


def span(text: str, source: str, length: int) -> Span:
    """The span that START:END names in an article of so many characters.

    Raises:
        SettingsError: it is not within the article.
    """
    start, colon, end = text.partition(":")
    plain = all(part.isdecimal() and len(part) < 20 for part in (start, end))
    if not (colon and plain and int(start) < int(end) <= length):
        raise SettingsError(
            f"The span {text[:60]!r} is not a place in {source}: write START:END, "
            f"with 0 <= START < END <= {length}."
        )
    return Span(source, int(start), int(end))


def as_json(value: object, *, on_one_line: bool = False) -> str:
    """A record as JSON: indented, or on one line where several records follow each other."""
    return json.dumps(value, ensure_ascii=False, indent=None if on_one_line else 2)
