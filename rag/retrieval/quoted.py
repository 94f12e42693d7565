"""Quotations selected by topic, date and kind, and why a selection is empty."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypedDict

from dixit.index.filters import Filter
from dixit.index.records import Quotation
from dixit.index.search_index import SearchIndex
from dixit.rag.lang.speakers_meant import speakers_meant
from dixit.rag.question.query import understand
from dixit.rag.question.terms import Term, stems_of, terms_of
from dixit.rag.retrieval import no_hits
from dixit.rag.retrieval.articles import Articles

_AROUND = 200
"""Characters before and behind a statement in which its topic may be named."""


class Conditions(TypedDict, total=False):
    """The conditions of `Quoted` besides speaker and document, as keyword arguments."""

    about: str | None
    published_from: str | None
    published_until: str | None
    direct: bool | None


@dataclass(frozen=True, slots=True)
class Quoted:
    """Conditions on quotations, all of which must hold; None means no condition.

    Attributes:
        speaker: Part of the speaker's name; accents and case are ignored.
        source: The name of the document.
        about: Words of the topic, in either language.
        published_from: First day, month or year, as in `Filter`.
        published_until: Last day, month or year.
        direct: True for words in quotation marks, false for reported speech.
    """

    speaker: str | None = None
    source: str | None = None
    about: str | None = None
    published_from: str | None = None
    published_until: str | None = None
    direct: bool | None = None

    @property
    def dates(self) -> Filter:
        """The condition on the date.

        Raises:
            FilterInvalid: A date is not valid.
        """
        return Filter(published_from=self.published_from, published_until=self.published_until)


def select(index: SearchIndex, asked: Quoted) -> list[Quotation]:
    """Return the quotations that meet all conditions, by document and position.

    Args:
        index: The index.
        asked: The conditions.

    Raises:
        SourceUnknown: The document is not in the index.
        FilterInvalid: A date is not valid.
        QuestionError: The topic is empty, too long or not Unicode.
    """
    sources = None if asked.source is None else [asked.source]
    index.check_sources(sources or ())
    if asked.dates:
        dated = {document.source for document in index.documents(asked.dates)}
        sources = sorted(dated if sources is None else dated & set(sources))
    speakers = None
    if asked.speaker is not None:
        speakers = speakers_meant(asked.speaker, index.speakers())
    found = index.quotations(sources, speakers)
    if asked.direct is not None:
        found = [quotation for quotation in found if quotation.direct == asked.direct]
    return found if asked.about is None else list(_about(index, found, asked.about))


def _about(index: SearchIndex, found: Sequence[Quotation], about: str) -> Iterable[Quotation]:
    """Yield the quotations whose words, or the text around them, hold every word of a topic."""
    articles = Articles(index)
    terms = terms_of(understand(about), index)
    for quotation in found:
        document = articles.document(quotation.span.source)
        start, end = max(0, quotation.span.start - _AROUND), quotation.span.end + _AROUND
        around = f"{document.text[start:end]} {document.title or ''}"
        if terms and _holds_all(terms, around, document.language):
            yield quotation


def _holds_all(terms: Sequence[Term], text: str, language: str) -> bool:
    """Return whether a text holds each term: the word, a form of it, or a translation."""
    stems = stems_of(text, language)
    return all(term.held(stems, language) for term in terms)


def why_none(index: SearchIndex, asked: Quoted) -> str:
    """Return one sentence: the condition that no quotation meets, or that they exclude each other.

    Args:
        index: The index.
        asked: The conditions; no quotation meets all of them.
    """
    speakers = index.speakers()
    alone = Quoted(speaker=asked.speaker, source=asked.source)
    if not speakers or not select(index, alone):
        return no_hits.no_quotation(speakers, asked.speaker, asked.source)
    if asked.dates and not index.documents(asked.dates):
        return no_hits.no_date(asked.published_from, asked.published_until)
    if asked.about is not None and not select(index, Quoted(about=asked.about)):
        return f"No statement is about {asked.about!r}: try fewer words, or `dixit search`."
    flags = {
        "--speaker": asked.speaker,
        "--source": asked.source,
        "--about": asked.about,
        "--from": asked.published_from,
        "--to": asked.published_until,
        "--direct": asked.direct,
    }
    given = [flag for flag, value in flags.items() if value is not None]
    if len(given) == 1:
        return f"No statement fits {given[0]}: leave it out."
    return f"No statement fits {' and '.join(given)} at once: leave one of them out."
