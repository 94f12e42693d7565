"""Where a name stands in what is stored: in text that is not searched, and beside the text too.

Case, accents, Unicode forms, characters of no width, ligatures, apostrophes, hyphens, plurals and
words cut at a line end make no difference. The word index tells in which documents a name may
stand; these are read, so that each place is exact.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from dixit.index.filters import ANYTHING, Filter
from dixit.index.records import Document, Span
from dixit.index.text.tokens import fold, stop_words
from dixit.rag.answering.refusal.misspelling import near_names
from dixit.rag.answering.refusal.spelling import pattern_of, readings_of
from dixit.rag.dials import DEFAULT, RefusalDials
from dixit.rag.lang.word_lists import LANGUAGES
from dixit.rag.question.terms import name_words
from dixit.rag.retrieval.articles import Library

Place = Literal["text", "title", "author", "publisher", "source"]
"""Where in a document a name stands: in its text, or in what is known of it."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a name stands."""

    source: str
    place: Place
    span: Span | None = None
    """The name in the text; None where it stands beside it."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What looking for a name came to."""

    name: str
    """As it was asked."""
    found: str | None
    """What stands somewhere: the name, or a part of it; None where neither does."""
    mentions: tuple[Mention, ...]
    """Where, those in a text first."""
    whole: bool
    """Whether all was looked at; else nothing is known to be absent."""
    near: tuple[str, ...] = ()
    """Names one typing error away, as the documents write them; where the name itself stands
    nowhere."""

    @property
    def absent(self) -> bool:
        """Whether it is sure that the name stands nowhere, neither whole nor in part."""
        return self.whole and self.found is None

    @property
    def in_full(self) -> bool:
        """Whether the name itself stands somewhere."""
        return self.found == self.name


def look_for(
    name: str,
    library: Library,
    where: Filter = ANYTHING,
    dials: RefusalDials = DEFAULT.refusals,
) -> Looked:
    """Look for a name in all documents that a filter lets by.

    Where it stands nowhere, for names one typing error away; then for parts of it: "Musk" may be
    all that an article writes of "Elon Musk".
    """
    mentions, whole = _mentions_of(name, library, where, dials)
    if mentions:
        return Looked(name, name, mentions, whole)
    near, all_near = near_names(name, library, where, dials)
    whole = whole and all_near
    if near:
        return Looked(name, None, (), whole, near)
    *ahead, last = name.split()
    parts = [last, *ahead] if ahead else []
    for part in parts:
        letters = fold(part)
        if len(letters) < dials.shortest_part or not letters.isalpha() or letters in _small_words():
            continue
        mentions, all_of_part = _mentions_of(part, library, where, dials, alone=part != last)
        whole = whole and all_of_part
        if mentions:
            return Looked(name, part, mentions, whole)
    return Looked(name, None, (), whole)


def _mentions_of(
    name: str, library: Library, where: Filter, dials: RefusalDials, *, alone: bool = False
) -> tuple[tuple[Mention, ...], bool]:
    """Places of a name, and whether there can be no others.

    One `alone` is no part of another name: not the "Jean" of "Jean Martin".
    """
    spelled = name_words(name)
    if not spelled:
        return (), True
    sources, whole = library.search_name(readings_of(spelled), dials.documents, where)
    pattern = pattern_of(spelled)
    found = [
        mention
        for source in sources
        for mention in mentions_in(library.document(source), pattern, alone=alone)
    ]
    found.sort(key=lambda mention: mention.span is None)
    return tuple(found[: dials.mentions]), whole and len(found) <= dials.mentions


def mentions_in(
    document: Document, pattern: re.Pattern[str], *, alone: bool = False
) -> Iterator[Mention]:
    """The places of a name in one document, those in its text first.

    Args:
        document: the document.
        pattern: for the name, see `spelling.pattern_of`.
        alone: leave out where it is part of another name.
    """
    for match in pattern.finditer(document.text):
        if not (alone and _is_in_a_name(document.text, match)):
            span = Span(document.source, match.start(), match.end())
            yield Mention(document.source, "text", span)
    beside: tuple[tuple[Place, str | None], ...] = (
        ("title", document.title),
        ("author", document.author),
        ("publisher", document.publisher),
        ("source", document.source),
    )
    for place, text in beside:
        if any(not (alone and _is_in_a_name(text or "", m)) for m in pattern.finditer(text or "")):
            yield Mention(document.source, place)


def _is_in_a_name(text: str, match: re.Match[str]) -> bool:
    """Whether a word is written small, or has another word with a capital at its side."""
    before, after = text[: match.start()].rsplit(None, 1)[-1:], text[match.end() :].split(None, 1)
    beside = [*before, *after[:1]] if text[match.end() : match.end() + 1].isspace() else before
    return not match[0][:1].isupper() or any(word[:1].isupper() for word in beside)


def _small_words() -> frozenset[str]:
    return frozenset[str]().union(*map(stop_words, LANGUAGES))
