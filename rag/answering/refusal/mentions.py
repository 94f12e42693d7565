"""Finds where a name occurs in the stored documents, in their text or their metadata.

Differences in case, accents, Unicode forms, zero-width characters, ligatures, apostrophes, hyphens,
plurals and line-end hyphenation are ignored. The word index gives the documents in which a name may
occur; these are then read, so that each span is exact.
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
"""The part of a document in which a name occurs: its text, or a field of its metadata."""


@dataclass(frozen=True, slots=True)
class Mention:
    """An occurrence of a name."""

    source: str
    place: Place
    span: Span | None = None
    """The span of the name in the text; None if it occurs in the metadata."""


@dataclass(frozen=True, slots=True)
class Looked:
    """The result of looking for a name."""

    name: str
    """The name as it was asked for."""
    found: str | None
    """What occurs: the name, or a part of it; None if neither does."""
    mentions: tuple[Mention, ...]
    """The occurrences, those in a text first."""
    whole: bool
    """Whether everything was searched; otherwise the name cannot be said to be absent."""
    near: tuple[str, ...] = ()
    """Names one typing error away, as the documents write them, if the name itself occurs
    nowhere."""

    @property
    def absent(self) -> bool:
        """Whether the name certainly occurs nowhere, neither whole nor in part."""
        return self.whole and self.found is None

    @property
    def in_full(self) -> bool:
        """Whether the whole name occurs."""
        return self.found == self.name


def look_for(
    name: str,
    library: Library,
    where: Filter = ANYTHING,
    dials: RefusalDials = DEFAULT.refusals,
) -> Looked:
    """Look for a name in all documents that match a filter.

    If the name occurs nowhere, names one typing error away are looked for; then parts of the
    name, because an article may write only "Musk" for "Elon Musk".

    Args:
        name: the name as it was asked for.
        library: the documents.
        where: the filter.
        dials: how many documents are read, and how short a part may be.
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
    """The occurrences of a name, and whether there can be no others.

    With `alone`, occurrences inside another name do not count: the "Jean" of "Jean Martin".
    """
    parts = name_words(name)
    if not parts:
        return (), True
    sources, whole = library.search_name(readings_of(parts), dials.documents, where)
    pattern = pattern_of(parts)
    mentions = [
        mention
        for source in sources
        for mention in mentions_in(library.document(source), pattern, alone=alone)
    ]
    mentions.sort(key=lambda mention: mention.span is None)
    return tuple(mentions[: dials.mentions]), whole and len(mentions) <= dials.mentions


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
    """Whether a match is not capitalised, or is next to another capitalised word."""
    before, after = text[: match.start()].rsplit(None, 1)[-1:], text[match.end() :].split(None, 1)
    beside = [*before, *after[:1]] if text[match.end() : match.end() + 1].isspace() else before
    return not match[0][:1].isupper() or any(word[:1].isupper() for word in beside)


def _small_words() -> frozenset[str]:
    return frozenset[str]().union(*map(stop_words, LANGUAGES))
