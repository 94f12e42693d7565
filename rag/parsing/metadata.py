"""Metadata of an article: title, publisher, author and publication date, each with its place.

Only explicit statements count. They are searched in the lines above and below the article; dates
and names in its own sentences are ignored.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from dixit.index.text.tokens import words
from dixit.rag.parsing.boilerplate import FRONT_MATTER
from dixit.rag.parsing.dates import Date, dates_in
from dixit.rag.parsing.layout import Layout
from dixit.rag.parsing.titles import title_line

_HEAD_LINES, _FOOT_LINES = 60, 15
_LONGEST = 300
"""Maximum length of a metadata line, in characters."""
_PARAGRAPH_WORDS = 18
_BYLINE_WORDS = 20
_BESIDE_A_DATE = 3
"""Maximum number of words beside a publication date."""
_NEAR = 3
"""Maximum distance between two successive paragraphs, in lines."""
_NAME = r"[A-ZÀ-Þ][\w’'-]+(?:[ \u00a0-](?:de |du |van |von |d['’])?[A-ZÀ-Þ][\w’'.-]*){1,3}"
_NAMES = rf"{_NAME}(?:(?:, | et | and | & ){_NAME})*"
_BYLINE = re.compile(
    r"(?:^|[|·•–—-]|\d)\W{0,5}(?:(?:[Rr]édigé |[Pp]ropos recueillis )?[Pp]ar|PAR|"
    r"(?:[Ww]ritten )?[Bb]y|BY|(?:[Aa]uteurs?|[Rr]édacteurs?|[Ss]ynthèse|[Aa]uthors?)\s?:)\s+"
    rf"(?P<names>{_NAMES})"
)
_SIGNED = re.compile(rf"(?P<names>{_NAMES})(?: (?:à|in|en) [A-ZÀ-Þ][\w’'-]+)?")
_FIRST = re.compile(
    r"\b(?:publi[ée]e? |mise? en ligne |post[ée]e? |paru |créé |published|posted|date\b)",
    re.IGNORECASE,
)
_LAST = re.compile(r"\b(?:mise? à jour|modifi[ée]|actualis[ée]|updated|modified)", re.IGNORECASE)
_DATELINE = re.compile(
    r"^[A-ZÀ-Þ][\w’' -]{2,40},? (?:le )?[^.()]{3,25}\s?"
    r"(?:\((?P<agency>[A-Z][\w’' -]{1,30})\))?\s?(?:--|–|—|-)\s"
)
"""A dateline: "BEIJING, 9 mars (Xinhua) --"."""
_STAMP = re.compile(r"\s*date\s[\d-]+", re.IGNORECASE)
_AGENCY = re.compile(r"^\((?P<agency>[A-Z][\w’'-]{1,30})(?:/[^)]+)?\)")
_DOMAIN = re.compile(r"^\W*(?P<domain>(?:[\w-]+\.)+[a-z]{2,7})\W*$", re.IGNORECASE)
_OWNED = re.compile(r"\b(?:19|20)\d\d\b|[Tt]ous droits|[Aa]ll rights")
"""Words beside an owner of rights who is no photographer."""
_YEARS = r"(?:(?:19|20)\d\d\s*(?:-\s*(?:19|20)\d\d\s*)?)?"
_RIGHTS = re.compile(
    rf"(?:©|\([cC]\)|[Cc]opyright)\s*{_YEARS}(?P<owner>[A-ZÀ-Þ][\w’'& .-]{{2,40}}?)"
    r"(?=\s*(?:[|.,–—-]|\d{4}|(?:Ltd|LTD|Inc|LLC|SA|SAS|GmbH)\b|[Tt]ous droits|[Aa]ll rights|$))"
)
_FIELD = re.compile(
    r"^(?P<name>title|author|date|publisher)[ \t]*:[ \t]*(?P<mark>[\"']?)(?P<value>.+?)(?P=mark)"
    r"[ \t]*\r?$",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Fact:
    """A value with its evidence: `text[start:end]`, in characters."""

    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Metadata:
    """The metadata of a text; None for what it does not state."""

    title: Fact | None = None
    publisher: Fact | None = None
    author: Fact | None = None
    published: Fact | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    """A block of a text."""

    start: int
    end: int
    text: str

    @property
    def is_paragraph(self) -> bool:
        """Whether it is a paragraph of the article, whose dates and names are no metadata."""
        return len(self.text) > _LONGEST or (
            self.text.rstrip("»”\"' \u00a0").endswith((".", "!", "?", "…"))
            and len(words(self.text)) >= _PARAGRAPH_WORDS
        )

    def fact(self, value: str, match: re.Match[str], group: str) -> Fact:
        """Return a fact with the group of a match as its evidence."""
        return Fact(value, self.start + match.start(group), self.start + match.end(group))


def metadata_in(layout: Layout, language: str) -> Metadata:
    """Return the metadata of a text.

    Args:
        layout: The layout of the text.
        language: Its language code; "en" reads 04/05/2023 as April 5, others as 4 May.
    """
    text = layout.text
    lines = [_Line(start, end, text[start:end]) for start, end in layout.paragraphs]
    head = lines[:_HEAD_LINES]
    first = _first_of_the_article(head)
    over = [line for line in head[:first] if not line.is_paragraph]
    foot = lines[max(first, len(lines) - _FOOT_LINES) :]
    under = [line for line in foot if not line.is_paragraph]
    about = [*over, *under]
    begins = head[first].start if first < len(head) else len(text)
    opening = head[first : first + 1]
    day_first = language != "en"
    stated = _front_matter(text, day_first=day_first)
    return Metadata(
        title=stated.get("title") or _title(layout, begins),
        publisher=stated.get("publisher") or _publisher(about, opening),
        author=stated.get("author") or _author(over, under),
        published=stated.get("date") or _published(text, about, opening, day_first=day_first),
    )


def _front_matter(text: str, *, day_first: bool) -> dict[str, Fact]:
    """Return the front matter of a Markdown file: the fields between two lines of dashes."""
    front = FRONT_MATTER.match(text)
    facts = {}
    for field in _FIELD.finditer(text, front.start("fields"), front.end("fields")) if front else ():
        name, (start, end) = field["name"].casefold(), field.span("value")
        if name != "date":
            facts[name] = Fact(field["value"], start, end)
        elif dates := dates_in(text, start, end, day_first=day_first):
            facts[name] = Fact(dates[0].value, dates[0].start, dates[0].end)
    return facts


def _first_of_the_article(head: Sequence[_Line]) -> int:
    """Return the index of the first paragraph of the article.

    It must be followed by another one soon: a single paragraph may be a cookie notice or the
    standfirst.
    """
    paragraphs = [number for number, line in enumerate(head) if line.is_paragraph]
    near = (one for one, other in pairwise(paragraphs) if other - one < _NEAR)
    return next(near, paragraphs[0] if paragraphs else len(head))


def _title(layout: Layout, until: int) -> Fact | None:
    """Return the most likely headline before an offset."""

    def about(line: str) -> bool:
        return _is_about(_Line(0, len(line), line))

    def dated(line: str) -> bool:
        return _BYLINE.search(line) is not None or _tells_when(_Line(0, len(line), line))

    line = title_line(layout.lines, until, about, dated)
    if line is None:
        return None
    skipped = len(line.text) - len(line.text.lstrip("# "))
    return Fact(line.text[skipped:], line.start + skipped, line.end)


def _is_about(line: _Line) -> bool:
    """Return whether a line states the author or the date of the article."""
    dates = dates_in(line.text, 0, len(line.text), day_first=True)
    moved = replace(line, start=0)
    return bool(
        _BYLINE.search(line.text)
        or _SIGNED.fullmatch(line.text)
        or _FIRST.match(line.text)
        or _LAST.match(line.text)
        or any(_rank(moved, date) is not None for date in dates)
    )


def _published(
    text: str, about: Iterable[_Line], opening: Iterable[_Line], *, day_first: bool
) -> Fact | None:
    """Return the date of first publication, or else that of a line, a dateline or an update."""
    told = [
        (rank, date)
        for line in about
        for date in dates_in(text, line.start, line.end, day_first=day_first)
        if (rank := _rank(line, date)) is not None
    ]
    for line in opening:
        stamp = _DATELINE.match(line.text) or _STAMP.match(line.text)
        end = line.start + (stamp.end() if stamp else 0)
        told.extend((3, date) for date in dates_in(text, line.start, end, day_first=day_first))
    sure = [(not date.has_year, rank, date.start, date.end, date.value) for rank, date in told]
    *_, start, end, value = min(sure, default=(True, 9, 0, 0, ""))
    return Fact(value, start, end) if value else None


def _rank(line: _Line, date: Date) -> int | None:
    """Return how certain a publication date is by the rest of its line: 0 is most certain.

    None where the line only mentions the date.
    """
    before = line.text[: date.start - line.start]
    first, last = (
        max((match.end() for match in cue.finditer(before)), default=-1) for cue in (_FIRST, _LAST)
    )
    if first > last:
        return 0
    if last > first:
        return 4
    # Between bars, only the cell of the date counts.
    rest = before.rpartition("|")[2] + line.text[date.end - line.start :].partition("|")[0]
    alone = len(words(rest)) <= _BESIDE_A_DATE or _BYLINE.search(line.text)
    return 2 if alone else None


def _publisher(about: Sequence[_Line], opening: Sequence[_Line]) -> Fact | None:
    """Return the publisher: an agency, an owner of rights or a domain."""
    for line in opening:
        if (match := _DATELINE.match(line.text)) and match["agency"]:
            return line.fact(match["agency"], match, "agency")
    for pattern, group in ((_AGENCY, "agency"), (_RIGHTS, "owner"), (_DOMAIN, "domain")):
        for line in about:
            match = pattern.search(line.text)
            if match and (pattern is not _RIGHTS or _OWNED.search(line.text)):
                return line.fact(match[group], match, group)
    return None


def _author(over: Sequence[_Line], under: Sequence[_Line]) -> Fact | None:
    """Return the author: a byline, a name above a date, or a repeated signature."""
    for line in (*over, *under):
        if (match := _BYLINE.search(line.text)) and len(words(line.text)) <= _BYLINE_WORDS:
            return line.fact(_listed(match["names"]), match, "names")
    for line, following in pairwise(over):
        # A name alone on its line, above a line with the date.
        if (match := _SIGNED.fullmatch(line.text)) and _tells_when(following):
            return line.fact(_listed(match["names"]), match, "names")
    return next(_signatures(under), None)


def _listed(names: str) -> str:
    """Return names separated by commas."""
    return re.sub(r" (?:et|and|&) ", ", ", names)


def _tells_when(line: _Line) -> bool:
    """Return whether a line states the date, and is not a name alone."""
    return _is_about(line) and not _SIGNED.fullmatch(line.text)


def _signatures(under: Sequence[_Line]) -> Iterator[Fact]:
    """Yield names that stand twice on lines of their own, as above a biography."""
    for line, following in pairwise(under):
        if line.text == following.text and re.fullmatch(_NAME, line.text):
            yield Fact(line.text, line.start, line.end)
