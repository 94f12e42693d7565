"""What a visitor sees before the first question: what the index holds, and its latest articles."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from dixit import Dixit
from dixit.index.records import Document, DocumentSummary

LATEST = 8
"""The number of latest articles that are shown."""


@dataclass(frozen=True, slots=True)
class Holdings:
    """What an index holds, in a few figures."""

    articles: int
    people: int
    """People and organisations with a quotation."""
    first: str | None
    """The earliest date of publication, ISO 8601 without the time; None if no year is known."""
    last: str | None

    @classmethod
    def of(cls, stored: Sequence[DocumentSummary], speakers: Collection[str]) -> "Holdings":
        """The figures of some articles and of the names of those who speak in them."""
        dates = sorted(
            document.published.partition("T")[0]
            for document in stored
            if document.published and _has_year(document)
        )
        first, last = (dates[0], dates[-1]) if dates else (None, None)
        return cls(len(stored), len(speakers), first, last)


def latest_first(stored: Sequence[DocumentSummary]) -> list[DocumentSummary]:
    """Articles by date of publication, the latest first; those without a year come last, by name.

    Articles of the same date are sorted by name.
    """
    by_name = sorted(stored, key=lambda document: document.source)
    dated = [document for document in by_name if _has_year(document)]
    dated.sort(key=lambda document: document.published or "", reverse=True)
    return dated + [document for document in by_name if not _has_year(document)]


def latest(dixit: Dixit) -> list[Document]:
    """The latest articles of an index, the latest first."""
    return [dixit.document(each.source) for each in latest_first(dixit.documents())[:LATEST]]


def _has_year(document: DocumentSummary) -> bool:
    return bool(document.published) and not str(document.published).startswith("-")
