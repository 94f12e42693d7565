"""What in a text copied from the web is no article: buttons, captions, notices, teasers.

Nothing is taken out of the text, whose offsets every citation rests on: debris is only marked,
kept out of passages and quotations, and shown greyed.

Lines are judged by their words (`lexicon/debris.txt`), their shape, and where they stand: short
lines among long ones are headings, among short ones menus. After Kohlschütter, Fankhauser and
Nejdl (2010), "Boilerplate Detection using Shallow Text Features".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.records import Document
from index.tokens import fold, words
from rag.cues import Cue, cue_of
from rag.sentences import blocks

_SENTENCE_END = re.compile(r"[.!?…:;][\"'’”»)\]\s]*$")
FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(?P<fields>.{0,4000}?)\r?\n---[ \t]*\r?\n", re.DOTALL)
"""What some Markdown files begin with: their fields between two lines of dashes."""
_STAMP = re.compile(r"\s*date\s\d{4}-\d\d(?:-\d\d)?\b\s*", re.IGNORECASE)
_NOISE = re.compile(r"https?://.+|[^@]+@[\w.-]+\.\w+|(?:[\w-]+\.)+[a-z]{2,6}", re.IGNORECASE)
_CODE = re.compile(r"\d{12}")
_LONGEST_NOISE = 300
"""Characters of an address."""
_COUNT = re.compile(
    r"^\W*(?:il y a \d|\d+\s*(?:commentaires?|comments?|partages?|shares?|vues|views|j'aime|likes?"
    r"|min\b|minutes? (?:de lecture|read)|hours? ago|days? ago))",
)
_SEPARATED = re.compile(r"\s(?:[|>›•·/]|>>)\s.*\s(?:[|>›•·/]|>>)\s|^\s*\||\|\s*$")
_NAME = re.compile(r"^(?:par |by )?[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'.-]*){1,3}$")
_SENTENCE_WORDS = 5
_PARAGRAPH_WORDS = 12
_STANDFIRST_WORDS = 8
EVIDENCE = "evidence"
"""What a document's metadata tells of where its facts are written."""
FORMAT = "format"
"""What a document's metadata tells where its text was taken out of a format."""
_LIST_LINES = 30
_LONG = 25
"""Words from which a line is a paragraph that lacks its full stop."""
_BULLET = re.compile(r"^[-–—•*]\s")
_END_FROM = 0.5
"""The share of the paragraphs' words after which comments may end an article."""
_SIGNED_FROM = 0.7
"""The share after which a name on a line of its own may."""
_OVER_FROM = 0.9
"""The share after which a list of other articles may."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or line of its own."""

    start: int
    end: int
    debris: bool


@dataclass(frozen=True, slots=True)
class _Line:
    """A block and what its looks tell."""

    start: int
    end: int
    text: str
    count: int
    """Words in it."""
    ends: bool
    """Whether it ends like a sentence."""
    cue: Cue | None
    """By what words it is known as debris."""
    apart: bool
    """Whether a blank line stands before it, or none stands anywhere."""

    @property
    def is_sentence(self) -> bool:
        return self.ends and self.count >= _SENTENCE_WORDS and self.cue is None

    @property
    def is_paragraph(self) -> bool:
        return self.is_sentence and self.count >= _PARAGRAPH_WORDS


@lru_cache(maxsize=2)  # Splitting and quotations ask for the same article's, one after the other.
def blocks_of(document: Document) -> tuple[Block, ...]:
    """The blocks of a document's text in order, white space left out."""
    lines = list(_lines(document.text))
    head, tail = _body(lines, document.title)
    published = _published_at(document)
    front = FRONT_MATTER.match(document.text)
    # Between the title and the first paragraph stand buttons and other articles' titles.
    first = _first_paragraph(lines, head) if document.title else 0
    # What a reader found in a file of its own format has lost its menus already.
    copied = FORMAT not in document.metadata and any(line.is_paragraph for line in lines)
    debris: list[bool] = []
    seen: set[str] = set()
    listing = False  # Below "Read also", on a line of its own, up to a blank line or a paragraph.
    for number, line in enumerate(lines):
        key = fold(line.text)
        listing = listing and not line.is_paragraph and not line.apart
        is_title = line.text == document.title
        # When it was published is asked for, and answered with the line that tells.
        tells_when = line.start <= published < line.end
        out = not tells_when and (
            not head <= number < tail
            or (front is not None and line.start < front.end())
            or (key in seen and not (line.ends and line.count < 4))
            or (not is_title and (listing or _is_marked(line)))
            or (copied and not is_title and _stands_alone(lines, number, head, first))
        )
        debris.append(out)
        if head <= number:
            seen.add(key)
        listing = listing or (line.cue is not None and line.cue.is_all)
    return tuple(Block(line.start, line.end, out) for line, out in zip(lines, debris, strict=True))


def debris_in(document: Document) -> tuple[tuple[int, int], ...]:
    """The (start, end) of each piece of debris."""
    return tuple((block.start, block.end) for block in blocks_of(document) if block.debris)


def _published_at(document: Document) -> int:
    """Where the date of publication is written, or -1."""
    evidence = document.metadata.get(EVIDENCE)
    place = evidence.get("published") if isinstance(evidence, dict) else None
    return int(place[0]) if isinstance(place, list) else -1


def _lines(text: str) -> Iterator[_Line]:
    spaced = re.search(r"\n\s*\n", text) is not None
    before = 0
    for start, end in _places(text):
        block = text[start:end]
        yield _Line(
            start,
            end,
            block,
            count=len(words(block)),
            ends=_SENTENCE_END.search(block[-20:]) is not None,
            cue=cue_of(block),
            apart=not spaced or text.count("\n", before, start) > 1,
        )
        before = end


def _places(text: str) -> Iterator[tuple[int, int]]:
    """Blocks, a stamp at the head of the text apart."""
    for number, (start, end) in enumerate(blocks(text)):
        stamp = _STAMP.match(text, start, end) if not number else None
        if stamp and stamp.end() < end:
            yield start, start + len(stamp[0].rstrip())
            yield stamp.end(), end
        else:
            yield start, end


def _body(lines: Sequence[_Line], title: str | None) -> tuple[int, int]:
    """The first line of the article and the one after its last."""
    first = _first_paragraph(lines, 0)
    titles = [number for number, line in enumerate(lines) if title and line.text == title]
    # A trail of links may name the title before it stands there itself.
    head = max((number for number in titles if number <= first), default=min(titles, default=0))
    total = sum(line.count for line in lines[head:] if line.is_paragraph)
    passed = 0
    told: set[str] = set()
    for number, line in enumerate(lines[head:], start=head):
        over = passed / total if total else 0.0
        # Who writes or comments an article is seldom its subject; whose name is may head a part.
        signed = over > _SIGNED_FROM and _NAME.match(line.text) and words(line.text)[-1] not in told
        ended = line.cue is not None and line.cue.ends_article and over > _END_FROM
        listed = line.cue is not None and line.cue.is_all and over > _OVER_FROM
        if signed or ended or (listed and _is_list(lines[number + 1 :])):
            return head, number
        if line.is_paragraph:
            passed += line.count
            told.update(words(line.text))
    return head, len(lines)


def _is_list(lines: Sequence[_Line]) -> bool:
    """Whether lines begin with, and are mostly, what is no paragraph."""
    others = sum(not line.is_paragraph for line in lines)
    return others > len(lines) - others and len(lines) > 2 and not lines[0].is_paragraph


def _first_paragraph(lines: Sequence[_Line], start: int) -> int:
    places = range(start, len(lines))
    return next((number for number in places if lines[number].is_paragraph), len(lines))


def _is_marked(line: _Line) -> bool:
    """Whether its own words say that it is no article's."""
    if line.cue or not line.count or _is_noise(line.text) or _COUNT.match(fold(line.text[:80])):
        return True
    if line.text.startswith("·"):  # As portals list other news.
        return True
    return not line.ends and _SEPARATED.search(line.text) is not None


def _is_noise(line: str) -> bool:
    """Whether a line is one word that is an address or a code."""
    if any(map(str.isspace, line)):
        return False
    if _CODE.search(line):
        return True
    return (
        len(line) <= _LONGEST_NOISE and _NOISE.fullmatch(line.strip("()[]<>.,;:|-–—")) is not None
    )


def _stands_alone(lines: Sequence[_Line], number: int, head: int, first: int) -> bool:
    """Whether a line that is no sentence is neither a heading, nor of a list or a table.

    `head` is the title's line, if there is one, and `first` that of the first paragraph, between
    which stand buttons and other articles' titles, and maybe a line or two on the subject.
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


def _is_another_line(caption: _Line, before: _Line, line: _Line) -> bool:
    """Whether a line under a caption is a heading, and no second showing of the caption."""
    return before.ends and not set(words(line.text)) <= set(words(caption.text))


def _is_listed(lines: Sequence[_Line], number: int) -> bool:
    """Whether it is an item of the list that a line with a colon announced."""
    for earlier in range(number - 1, max(-1, number - 1 - _LIST_LINES), -1):
        if lines[earlier].ends:
            return lines[earlier].text.rstrip().endswith(":")
        if lines[earlier + 1].apart and not lines[earlier + 1].ends and earlier + 1 != number:
            return False
    return False
