"""An answer as Markdown with footnotes, so that its citations survive in any client.

Each mark in the text, `[[1]](address)`, and each footnote links to the cited words. The marks are
annotations too, with the offsets of the mark in the text, in code points.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from dixit.rag.messages import say
from dixit.rag.records import Answer, Block, Citation

Link = Callable[[Citation], str]
SHOWN = 240
"""Characters of a quote that a footnote repeats."""
_ACTIVE = re.compile(r"\\|\](?=[(\[:])|!(?=\[)|<(?=[A-Za-z/!?])")
"""What could become a link, a picture or an element where the client shows Markdown."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A citation, and where its mark is in the text."""

    citation: Citation
    url: str
    start: int
    end: int

    @property
    def title(self) -> str:
        """The article's title, or its name."""
        return self.citation.title or self.citation.span.source

    def fields(self) -> dict[str, object]:
        """An annotation `url_citation`; `dixit` has the place in the article and its words."""
        return {
            "start_index": self.start,
            "end_index": self.end,
            "url": self.url,
            "title": self.title,
            "dixit": self.citation.as_dict(),
        }


@dataclass(frozen=True, slots=True)
class Cited:
    """A text and the marks in it."""

    text: str
    marks: tuple[Mark, ...] = ()

    def after(self, before: str) -> "Cited":
        """The same, behind other text."""
        by = len(before)
        moved = (replace(one, start=one.start + by, end=one.end + by) for one in self.marks)
        return Cited(before + self.text, tuple(moved))


def whole(answer: Answer, link: Link) -> Cited:
    """The text of an answer, and its footnotes."""
    cited = of_blocks(answer.blocks, answer.language, link)
    notes = "\n".join(_note(citation, link) for citation in answer.citations)
    return replace(cited, text=f"{cited.text}\n\n---\n{notes}") if notes else cited


def of_blocks(blocks: Sequence[Block], language: str, link: Link) -> Cited:
    """The text of some blocks, with their marks."""
    text, marks = "", []
    for block in blocks:
        text += "\n\n" if text else ""
        text += _plain(block.text)
        text += f" {say('unproven', language)}" if block.unproven else ""
        for citation in block.citations:
            url = link(citation)
            mark = f"[[{citation.number}]]({url})"
            text += " "
            marks.append(Mark(citation, url, len(text), len(text) + len(mark)))
            text += mark
    return Cited(text, tuple(marks))


def _note(citation: Citation, link: Link) -> str:
    page = f", p. {citation.page}" if citation.page else ""
    place = f"{citation.span.source}{page}, {citation.span.start}:{citation.span.end}"
    quote = " ".join(citation.quote.split())
    shown = quote if len(quote) <= SHOWN else f"{quote[:SHOWN].rstrip()}…"
    label = _plain(place).replace("[", "\\[").replace("]", "\\]")
    return f"{citation.number}. [{label}]({link(citation)}) ({citation.verdict}): {_plain(shown)}"


def _plain(text: str) -> str:
    return _ACTIVE.sub(lambda found: f"\\{found[0]}", text)
