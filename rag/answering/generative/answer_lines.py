"""The lines of an answer: paragraphs, list items, table rows, and lines that only cite."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from dixit.index.text.tokens import words
from dixit.rag.answering.generative.citation_markers import (
    CLOSE,
    MARKER,
    NOTHING,
    OPEN,
    Marked,
    MarkerForms,
)
from dixit.rag.answering.generative.small_talk import is_small_talk, without_lead

_FENCE = re.compile(r"(?:```+|~~~+)\s*([\w+-]*)")
_PLAIN_FENCES = frozenset(("", "text", "txt", "plaintext", "markdown", "md", "answer", "json"))
_RULE = re.compile(r"(?:[-*_=]\s*){3,}$")
_SEPARATOR = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?$")
_HEADING = re.compile(r"#{1,6}\s+")
_SHORT_BOLD = re.compile(r"(\*\*|__)[^*_]{1,60}\1\s*:?$|(\*\*|__)[^*_]{1,60}:\2$")
_FORMULA = re.compile(r"\$\$.*\$\$$|\$[^$]*\$$|\\begin\{|\\end\{")
_ITEM = re.compile(r"(?:[-*•·–—‣▪◦+●○■►▶➡→✅✔🔹👉📌]\ufe0f?|\(?(\d{1,2})[.)°]|\(?[a-zA-Z]\))\s+")
_QUOTED = re.compile(r"(?:>\s?)+")
_SOURCES = re.compile(
    r"\W*(?:sources?|références?|references?|citations?|notes?|footnotes?|ids?|bibliograph\w+|"
    r"passages?)(?:\s(?:cité\w*|cited|used|utilisé\w*|consulté\w*|consulted))?\W*$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\(?\[?\^?(\d{1,2})[\]).:°]+\s*")
_BARE = str.maketrans({OPEN: "", CLOSE: ""})
_LABELLED = re.compile(r"(?:\*\*|__)([^*_]{1,60}?)\s?:?\s?(?:\*\*|__)\s?[:–—-]?\s+(?=\S)")
_ENDED = re.compile(r"[.!?…»”\"]\W*$")
_WHOLE_WORDS = 4
"""Fewest words of a table cell that is a sentence by itself."""
_HEADING_WORDS = 6

Kind = Literal["text", "quote", "cites", "note"]


@dataclass(frozen=True, slots=True)
class Line:
    """A piece of an answer.

    Attributes:
        kind: "text" and "quote" state something; "cites" has markers alone; "note" is a footnote.
        text: The words with their markers; the number of a footnote.
        paragraph: The number of its paragraph.
        cited: What a line without words cites.
    """

    kind: Kind
    text: str
    paragraph: int
    cited: Marked = NOTHING


class LineReader:
    """Reads an answer's lines in order; markers are in one form."""

    def __init__(self, forms: MarkerForms) -> None:
        self._forms = forms
        self._paragraph = 0
        self._fence: str | None = None
        self._row: tuple[str, ...] = ()
        self._lead = ""
        self._listing = False
        self.cut = False
        """Whether something was left out for its form: code, a formula."""

    @property
    def is_open(self) -> bool:
        """Whether a fence or a table goes on."""
        return self._fence is not None or bool(self._row)

    def read(self, text: str) -> Iterator[Line]:
        """Yield the pieces of some whole lines, or of the beginning of one."""
        for line in text.splitlines():
            yield from self._line(line.strip())

    def end(self) -> Iterator[Line]:
        """Yield what was held back."""
        yield from self._flushed()

    def _line(self, line: str) -> Iterator[Line]:
        fence = _FENCE.match(line)
        if fence:
            self._fence = None if self._fence is not None else fence[1].lower()
            line = line[fence.end() :].strip() if fence[1] and self._fence is None else ""
        if self._fence is not None and self._fence not in _PLAIN_FENCES:
            self.cut = self.cut or bool(line)
            return
        if line and _SEPARATOR.match(line) and self._row:
            self._row = ()  # It was the table's head.
            return
        yield from self._flushed()
        if not line or _RULE.match(line):
            self._paragraph += 1
        elif line.startswith("|"):
            self._row = tuple(cell.strip() for cell in line.strip("|").split("|"))
        elif _FORMULA.match(line) and len(words(line)) < _WHOLE_WORDS:
            self.cut = True
        else:
            yield from self._words(line)

    def _words(self, line: str) -> Iterator[Line]:
        """Yield a line of words, one that only cites among them."""
        heading = _HEADING.match(line)
        line = line[heading.end() :] if heading else line
        bare = MARKER.sub("", line).strip(" *_")
        marked = self._marked(line)
        if _SOURCES.match(bare):
            self._listing = True
            if marked.ids:
                yield Line("cites", "", self._paragraph, marked)
        elif self._listing and (listed := self._listed(line, bare, marked)) is not None:
            yield from listed
        elif (note := self._note(line)) is not None:
            yield from note
        elif any(map(str.isalnum, bare)):
            yield from self._stated(line, marked, is_heading=heading is not None)
        elif marked != NOTHING:
            yield Line("cites", "", self._paragraph, marked)

    def _listed(self, line: str, bare: str, marked: Marked) -> list[Line] | None:
        """Return what a line in a list of sources cites; None where the list has ended."""
        number = _NUMBERED.match(line.translate(_BARE))
        if marked.ids:
            cited = Marked(marked.ids)
            noted = [Line("note", number[1], self._paragraph, cited)] if number else []
            return [*noted, Line("cites", "", self._paragraph, cited)]
        if number or _ITEM.match(line) or not _ENDED.search(bare):
            return []
        self._listing = False
        return None

    def _stated(self, line: str, marked: Marked, *, is_heading: bool) -> Iterator[Line]:
        """Yield a statement, without what marks it as an item or a quote; no heading, no lead."""
        item = _ITEM.match(line)
        if item:
            self._paragraph += 1
            line = line[item.end() :]
        bare = MARKER.sub("", line).strip(" *_")
        uncited = marked == NOTHING
        if uncited and (is_heading or self._is_title(line)):
            self._paragraph += 1
            return
        if uncited and bare.endswith(":"):
            lead = bare[:-1].strip()
            self._lead = "" if is_small_talk(bare) or not without_lead(f"{bare} x")[1:] else lead
            return
        if item and self._lead and line[:1].islower():
            line = f"{self._lead} {line}"
        elif not item:
            self._lead = ""
        label = _LABELLED.match(line)
        if label and set(words(label[1])) <= set(words(line[label.end() :])):
            line = line[label.end() :]
        quote = _QUOTED.match(line)
        if quote:
            yield Line("quote", line[quote.end() :], self._paragraph)
        else:
            yield Line("text", line, self._paragraph)

    def _is_title(self, line: str) -> bool:
        return (
            _SHORT_BOLD.match(line) is not None
            and len(words(line)) < _HEADING_WORDS
            and not _ENDED.search(line)
        )

    def _note(self, line: str) -> list[Line] | None:
        """Return a footnote: "[^1]: [4c2f]"; None where a line is none, empty without ids."""
        first = MARKER.match(line)
        if first is None:
            return None
        read = self._forms.read(first[1])
        rest = line[first.end() :].lstrip()
        colon, rest = rest.startswith(":"), rest.lstrip(": ")
        if read.ids or len(read.notes) != 1:
            return None
        cited = self._marked(rest)
        if cited.ids and (MARKER.match(rest) or colon):
            return [Line("note", read.notes[0], self._paragraph, cited)]
        return [] if colon else None

    def _marked(self, line: str) -> Marked:
        """Return all that a line cites."""
        read = [self._forms.read(match[1]) for match in MARKER.finditer(line)]
        return Marked(
            tuple(dict.fromkeys(one for marked in read for one in marked.ids)),
            tuple(dict.fromkeys(one for marked in read for one in marked.notes)),
            sum(marked.unknown for marked in read),
        )

    def _flushed(self) -> Iterator[Line]:
        """Yield the statements of the table row that was held back."""
        cells, self._row = self._row, ()
        if not cells:
            return
        self._paragraph += 1
        markers = "".join(match[0] for cell in cells for match in MARKER.finditer(cell))
        bare = [text for cell in cells if (text := MARKER.sub("", cell).strip())]
        kept = [
            one
            for at, one in enumerate(bare)
            if not any(
                set(words(one)) <= set(words(other))
                for other in (*bare[:at], *bare[at + 1 :])
                if len(words(other)) > max(len(words(one)), _WHOLE_WORDS - 1)
            )
        ]
        if kept:
            told = " : ".join(kept) if not kept[-1][:1].islower() else " ".join(kept)
            yield Line("text", f"{told.rstrip('.')}{markers}", self._paragraph)
