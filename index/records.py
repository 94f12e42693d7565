"""What the index holds and gives back: documents, passages, quotations, hits.

Every place is a `Span`: 0-based, end exclusive, counted in code points of `Document.text`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
"""Row vectors of unit length, shape (count, dimension)."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A run of characters of one document: `text[start:end]`."""

    source: str
    start: int
    end: int

    def overlaps(self, other: "Span") -> bool:
        """Whether the two spans share at least one character."""
        return self.source == other.source and self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Document:
    """One source file: its name as cited, its text kept exactly, and what is known of it."""

    source: str
    text: str
    content_hash: str
    """SHA-256 of the file's bytes, in hexadecimal."""
    language: str
    """ISO 639-1 code."""
    title: str | None = None
    published: str | None = None
    """ISO 8601, as precise as the source: "2018", "2018-03", "2018-03-09" or "2018-03-09T10:40",
    and "--03-09" where the year is not told."""
    publisher: str | None = None
    author: str | None = None
    page_starts: tuple[int, ...] = ()
    """Offset of the first character of each page, for paged formats."""
    metadata: Mapping[str, object] = field(default_factory=dict, hash=False)
    """Whatever else is kept beside it, as JSON has it: `evidence`, where the facts above are
    written, and `format`, what the text was taken out of, among others."""

    def page_of(self, offset: int) -> int | None:
        """The 1-based page that holds `offset`, or None where the format has no pages."""
        if not self.page_starts:
            return None
        return sum(start <= offset for start in self.page_starts)


@dataclass(frozen=True, slots=True)
class Passage:
    """A retrievable span of whole sentences; `text` is the document's text at `span`."""

    span: Span
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words attributed to a speaker.

    `speaker` is the fullest name that the document gives for who speaks, or empty where it is not
    plain who does, while `speaker_span`
    is where the speaker is named beside these very words ("Selon lui", "De Meo").
    """

    span: Span
    quote: str
    speaker: str
    cue: str
    """The reporting words as written: "indique", "a déclaré", "Selon", "said"."""
    direct: bool
    """Whether the words stand between quotation marks."""
    role: str | None = None
    speaker_span: Span | None = None
    role_span: Span | None = None
    cue_span: Span | None = None

    def as_dict(self) -> dict[str, object]:
        """The JSON of `dixit quotes --json`, one entry."""
        return {
            "speaker": self.speaker,
            "role": self.role,
            "cue": self.cue,
            "direct": self.direct,
            "source": self.span.source,
            "start": self.span.start,
            "end": self.span.end,
            "quote": self.quote,
        }


@dataclass(frozen=True, slots=True)
class IndexedDocument:
    """A document with all that is stored beside it, in one transaction.

    `vectors` has one row for each passage, in order.
    """

    document: Document
    passages: tuple[Passage, ...]
    quotations: tuple[Quotation, ...]
    vectors: Vectors
    origin: str = ""
    """Where the text came from (a file's absolute path), so that a vanished file can be dropped."""
    recipe: str = ""
    """The versions of the reading, chunking and quotation rules that made the rest."""


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """What a listing tells of a document, without its text."""

    source: str
    content_hash: str
    language: str
    title: str | None
    published: str | None
    origin: str
    recipe: str
    characters: int
    passages: int
    quotations: int

    def as_dict(self) -> dict[str, object]:
        """The JSON of `dixit sources --json`, one entry."""
        return {
            "source": self.source,
            "language": self.language,
            "title": self.title,
            "published": self.published,
            "characters": self.characters,
            "passages": self.passages,
            "quotations": self.quotations,
            "origin": self.origin,
            "content_hash": self.content_hash,
        }


@dataclass(frozen=True, slots=True)
class Match:
    """A passage's number in the index and how well one ranking likes it (bigger is better)."""

    passage_id: int
    score: float


@dataclass(frozen=True, slots=True)
class Signals:
    """What each ranking said of a hit; ranks are 1-based, None where it was not found."""

    dense_rank: int | None = None
    dense_score: float | None = None
    """Cosine of question and passage."""
    word_rank: int | None = None
    word_score: float | None = None
    """BM25."""
    quotation: bool = False
    """Whether the passage holds words of the speaker who is asked about."""

    def as_dict(self) -> dict[str, object]:
        """The `signals` object of `dixit search --json`."""
        return {
            "dense_rank": self.dense_rank,
            "dense_score": self.dense_score,
            "word_rank": self.word_rank,
            "word_score": self.word_score,
            "quotation": self.quotation,
        }


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a query, with its fused score and the signals behind it."""

    passage: Passage
    score: float
    signals: Signals = field(default_factory=Signals)

    @property
    def source(self) -> str:
        """The document's name as cited."""
        return self.passage.span.source

    @property
    def start(self) -> int:
        """Offset of the passage's first character."""
        return self.passage.span.start

    @property
    def end(self) -> int:
        """Offset after the passage's last character."""
        return self.passage.span.end

    @property
    def text(self) -> str:
        """The passage's words, as written."""
        return self.passage.text

    def as_dict(self, rank: int) -> dict[str, object]:
        """The JSON of `dixit search --json`, one hit."""
        return {
            "rank": rank,
            "source": self.source,
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "score": self.score,
            "signals": self.signals.as_dict(),
        }
