"""Boilerplate in text copied from the web: buttons, captions, notices, teasers.

The text and its offsets stay as they are. Boilerplate is only marked: passages and quotations leave
it out, and the page shows it greyed.

Lines are classified by their words (`lexicon/debris.txt`), shape and position: short lines among
long ones are headings, among short ones menus. After Kohlschütter, Fankhauser and Nejdl (2010),
"Boilerplate Detection using Shallow Text Features".
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dixit.index.records import Document
from dixit.index.text.tokens import fold, words
from dixit.rag.parsing.boilerplate_cues import Cue, is_statement
from dixit.rag.parsing.layout import Layout
from dixit.rag.parsing.line_shapes import Line, is_copied

FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(?P<fields>.{0,4000}?)\r?\n---[ \t]*\r?\n", re.DOTALL)
"""The front matter of a Markdown file: fields between two lines of dashes."""
_NAME = re.compile(r"^(?:par |by )?[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'.-]*){1,3}$")
_STANDFIRST_WORDS = 8
EVIDENCE = "evidence"
"""Metadata key of the places where a document states its metadata."""
FORMAT = "format"
"""Metadata key of the format that the text was extracted from."""
_PAGES = (".html", ".htm", ".xhtml", ".mhtml", ".mht")
"""File extensions of web pages."""
_STOPS = (".", "…", "”", "»", '"')
_SHORT_ANSWER = 4
"""Minimum length of a repeated sentence that counts as boilerplate, in words."""
_LIST_LINES = 30
_LONG = 25
"""Minimum length of a paragraph without a full stop, in words."""
_BULLET = re.compile(r"^[-–—•*]\s")
_END_FROM = 0.5
"""Share of the paragraphs' words after which comments may end the article, 0 to 1."""
_SIGNED_FROM = 0.7
"""Share after which a name on a line of its own may."""
_OVER_FROM = 0.9
"""Share after which a list of other articles may."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or single line.

    Attributes:
        start: First character in the document.
        end: The character after the last.
        debris: Whether it is boilerplate.
    """

    start: int
    end: int
    debris: bool


def blocks_of(document: Document) -> tuple[Block, ...]:
    """The blocks of a document that nothing else is to be read off; see `blocks_in`."""
    return blocks_in(document, Layout(document.text))


def blocks_in(document: Document, layout: Layout) -> tuple[Block, ...]:
    """The blocks of a document's text in order, white space left out.

    Args:
        document: the document, whose title and format tell what is no part of the article.
        layout: that of its text.
    """
    lines = layout.lines
    formatted = FORMAT in document.metadata
    marks = sum(line.is_marked for line in lines)
    # The reader of a file format has removed the menus.
    copied = not formatted and is_copied(lines)
    page = document.metadata.get(FORMAT) in _PAGES
    paged = copied or (page and marks > 0)
    head, tail = _body(lines, document.title, paged=paged)
    published = _published_at(document)
    front = FRONT_MATTER.match(document.text)
    # Buttons and other titles stand between the title and the first paragraph.
    first = _first_paragraph(lines, head) if document.title else 0
    told = any(line.is_paragraph for line in lines)
    debris: list[bool] = []
    seen: set[str] = set()
    listing = False  # Below a line "Read also", up to a blank line or a paragraph.
    for number, line in enumerate(lines):
        key = fold(line.text)
        listing = listing and not (line.is_paragraph or _is_told(line) or line.apart)
        is_title = line.text == document.title
        repeats = key in seen and not (line.ends and line.count < _SHORT_ANSWER)
        # The line with the publication date answers questions about it.
        tells_when = line.start <= published < line.end
        out = not tells_when and (
            number >= tail
            or (front is not None and line.start < front.end())
            or (number < head and (is_title or ((copied or page) and not _is_told(line))))
            or (repeats and (is_title or copied or (formatted and not line.is_sentence)))
            or (not is_title and (listing or line.is_marked or (line.is_suspect and paged)))
            or (copied and told and not is_title and _stands_alone(lines, number, head, first))
        )
        debris.append(out)
        if head <= number:
            seen.add(key)
        announces = line.cue is not None and line.cue.announces
        listing = listing or (announces and (copied or line.count > 1))
    return tuple(Block(line.start, line.end, out) for line, out in zip(lines, debris, strict=True))


def debris_in(document: Document) -> tuple[tuple[int, int], ...]:
    """Return the (start, end) of each boilerplate block, in characters."""
    return tuple((block.start, block.end) for block in blocks_of(document) if block.debris)


def _published_at(document: Document) -> int:
    """Return the position of the publication date; -1 where it is unknown."""
    evidence = document.metadata.get(EVIDENCE)
    place = evidence.get("published") if isinstance(evidence, dict) else None
    return int(place[0]) if isinstance(place, list) else -1


def _body(lines: Sequence[Line], title: str | None, *, paged: bool) -> tuple[int, int]:
    """Return the index of the article's first line and the one after its last."""
    first = _first_paragraph(lines, 0)
    titles = [number for number, line in enumerate(lines) if title and line.text == title]
    # A breadcrumb trail may repeat the title above the title line.
    head = max((number for number in titles if number <= first), default=min(titles, default=0))
    total = sum(line.count for line in lines[head:] if line.is_paragraph)
    passed = 0
    told: set[str] = set()
    for number, line in enumerate(lines[head:], start=head):
        over = passed / total if total else 0.0
        # An author is rarely named in the article; a name in it may head a section.
        names = paged and over > _SIGNED_FROM and _NAME.match(line.text)
        signed = names and words(line.text)[-1] not in told
        cue = line.cue or Cue()
        ended = cue.ends_article and (paged or cue.counted) and over > _END_FROM
        listed = cue.announces and over > _OVER_FROM
        if signed or ended or (listed and _is_list(lines[number + 1 :])):
            return head, number
        if line.is_paragraph:
            passed += line.count
            told.update(words(line.text))
    return head, len(lines)


def _is_told(line: Line) -> bool:
    """Return whether a line is a sentence that states something."""
    return line.is_sentence and line.text.endswith(_STOPS) and is_statement(line.text)


def _is_list(lines: Sequence[Line]) -> bool:
    """Return whether lines are mostly no paragraphs, from the first on."""
    others = sum(not line.is_paragraph for line in lines)
    return others > len(lines) - others and len(lines) > 2 and not lines[0].is_paragraph


def _first_paragraph(lines: Sequence[Line], start: int) -> int:
    """Return the index of the first paragraph from `start` on."""
    places = range(start, len(lines))
    return next((number for number in places if lines[number].is_paragraph), len(lines))


def _stands_alone(lines: Sequence[Line], number: int, head: int, first: int) -> bool:
    """Return whether a line is no sentence, heading, list item or table row.

    `head` is the title's line and `first` that of the first paragraph. Between them stand buttons,
    titles of other articles, and perhaps a standfirst.
    """
    line = lines[number]
    if number < first:
        return not (line.ends or (number == head + 1 and line.count >= _STANDFIRST_WORDS))
    if line.ends or line.count >= _LONG or _BULLET.match(line.text) or _is_listed(lines, number):
        return False
    before = lines[number - 1] if number else None
    after = lines[number + 1] if number + 1 < len(lines) else None
    if "\t" in line.text and any(other and "\t" in other.text for other in (before, after)):
        return False
    introduces = after is not None and after.apart and after.is_sentence
    follows = (
        before is None
        or before.ends
        or line.apart
        or _is_another_line(before, lines[number - 2], line)
    )
    return not (introduces and follows)


def _is_another_line(caption: Line, before: Line, line: Line) -> bool:
    """Return whether a line under a caption is a heading, and no repetition of the caption."""
    return before.ends and not set(words(line.text)) <= set(words(caption.text))


def _is_listed(lines: Sequence[Line], number: int) -> bool:
    """Return whether a line is an item of a list that a line with a colon announced."""
    for earlier in range(number - 1, max(-1, number - 1 - _LIST_LINES), -1):
        if lines[earlier].ends:
            return lines[earlier].text.rstrip().endswith(":")
        if lines[earlier + 1].apart and not lines[earlier + 1].ends and earlier + 1 != number:
            return False
    return False
