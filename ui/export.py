"""Exports answers as Markdown, plain text with references, or JSON, without links or markup."""

import json
import re
from collections.abc import Sequence

from dixit.rag.records import Answer, Citation
from dixit.ui.exchange import Exchange
from dixit.ui.render.markup import shown_date
from dixit.ui.strings.catalogue import Strings

_MARKS = re.compile(r"([\\`*_{}\[\]<>#+|~$!&-])")


def as_markdown(answer: Answer, strings: Strings) -> str:
    """A question, its answer and the references; Markdown in them is escaped."""
    lines = [f"## {plain(answer.question)}", ""]
    if not answer.answered:
        lines += [f"*{plain(strings.no_answer)}*", ""]
    for block in answer.blocks:
        numbers = "".join(f" \\[{citation.number}\\]" for citation in block.citations)
        doubt = f" *({plain(strings.verdict('unsupported'))})*" if block.unproven else ""
        lines += [plain(block.text) + doubt + numbers, ""]
    for one in answer.citations:
        lines += [
            f"- \\[{one.number}\\] {plain(_place(one, strings))}",
            f"  > {plain(one.quote)}",
        ]
    return "\n".join(lines).rstrip() + "\n"


def as_text(answer: Answer, strings: Strings) -> str:
    """An answer as plain text, followed by its references."""
    refused = "" if answer.answered else f"{strings.no_answer}\n\n"
    references = "\n".join(
        f"[{one.number}] {_place(one, strings)}\n    {_words(one)}" for one in answer.citations
    )
    return f"{refused}{answer.text}\n\n{references}".rstrip() + "\n"


def conversation_as_markdown(exchanges: Sequence[Exchange], strings: Strings) -> str:
    """All complete answers, oldest first."""
    return "\n".join(as_markdown(answer, strings) for answer in _answers(exchanges))


def conversation_as_json(exchanges: Sequence[Exchange]) -> str:
    """All complete answers in the schema of `dixit ask --json`, oldest first."""
    records = [answer.as_dict() for answer in _answers(exchanges)]
    return json.dumps(records, ensure_ascii=False, indent=1) + "\n"


def _answers(exchanges: Sequence[Exchange]) -> list[Answer]:
    return [past.answer for past in exchanges if past.answer is not None and not past.pending]


def _place(citation: Citation, strings: Strings) -> str:
    """The place of a citation and its verdict."""
    parts = (
        f"{citation.span.source}{strings.page(citation)}",
        f"{citation.span.start}:{citation.span.end}",
        shown_date(citation.published),
        citation.speaker or "",
        citation.url or "",
        strings.standing(citation),
    )
    return ", ".join(filter(None, parts))


def _words(citation: Citation) -> str:
    """The cited words on one line; without quotation marks if the article only reports them."""
    line = " ".join(citation.quote.split())
    return line if citation.direct is False else f"“{line}”"


def plain(text: str) -> str:
    """A text on one line, escaped for Markdown."""
    line = _MARKS.sub(r"\\\1", " ".join(text.split()))
    return re.sub(r"^(\d+)([.)])", r"\1\\\2", line)
