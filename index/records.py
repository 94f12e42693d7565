"""Records that the index stores and returns: documents, passages, quotations, hits.

Offsets are 0-based, end exclusive, in code points of `Document.text`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
"""float32 array of unit vectors: shape (n, dim), or (dim,) for a single query vector."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A range of characters of one document: `text[start:end]`."""

    source: str
    start: int
    end: int

    def overlaps(self, other: "Span") -> bool:
        """Whether the two spans share at least one character."""
        return self.source == other.source and self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Document:
    """One source file: its name, its exact text, and its metadata."""

    source: str
    """Name of the document, as citations show it; unique in an index."""
    text: str
    """The decoded text, every character kept."""
    content_hash: str
    """SHA-256 of the file's bytes, or of those of its segment in a large file; hexadecimal."""
    language: str
    """ISO 639-1 code."""
    title: str | None = None
    published: str | None = None
    """ISO 8601, as precise as the source: "2018", "2018-03", "2018-03-09", "2018-03-09T10:40",
    or "--03-09" for a date without a year."""
    publisher: str | None = None
    author: str | None = None
    page_starts: tuple[int, ...] = ()
    """Offset of the first character of each page; empty for formats without pages."""
    metadata: Mapping[str, object] = field(default_factory=dict, hash=False)
    """Further values that JSON can hold. Among them: `evidence`, the offsets in the text of the
    facts above, `format`, the format of the source file, `url`, its address on the web, and for
    each page `page_labels`, the numbers printed on them, and `ocr`, how sure the reading of a
    picture is."""

    def page_of(self, offset: int) -> int | None:
        """The 1-based number of the page at `offset`, or None for a format without pages."""
        if not self.page_starts:
            return None
        return sum(start <= offset for start in self.page_starts)

    def page_label_of(self, offset: int) -> str | None:
        """The number printed on the page at `offset`; None if pages are only counted."""
        label = self._of_page("page_labels", offset)
        return label if isinstance(label, str) else None

    def ocr_confidence_of(self, offset: int) -> float | None:
        """How sure the reading of the picture of the page at `offset` is, 0 to 1.

        None for a page that holds its text itself.
        """
        confidence = self._of_page("ocr", offset)
        return float(confidence) if isinstance(confidence, (int, float)) else None

    @property
    def url(self) -> str | None:
        """The address of the document on the web; None if it is not known."""
        url = self.metadata.get("url")
        return url if isinstance(url, str) else None

    def _of_page(self, name: str, offset: int) -> object:
        """The value of a page in a list of the metadata that has one for each."""
        values, page = self.metadata.get(name), self.page_of(offset)
        if not isinstance(values, Sequence) or not page or page > len(values):
            return None
        return values[page - 1]


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit of retrieval: a span of whole sentences, and the document's text at that span."""

    span: Span
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that a document attributes to a speaker."""

    span: Span
    """Where the quoted words stand."""
    quote: str
    """The quoted words: the document's text at `span`."""
    speaker: str
    """The fullest name of the speaker in the document; empty if the speaker is not clear."""
    cue: str
    """The reporting words as written: "indique", "a déclaré", "Selon", "said"."""
    direct: bool
    """Whether the words stand between quotation marks."""
    role: str | None = None
    """The speaker's role as written: "directeur général"."""
    speaker_span: Span | None = None
    """The mention of the speaker next to the words, possibly a pronoun: "Selon lui", "De Meo"."""
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
    """A document with its passages, quotations and vectors, stored in one transaction."""

    document: Document
    passages: tuple[Passage, ...]
    quotations: tuple[Quotation, ...]
    vectors: Vectors
    """Shape (n, dim), float32: one row for each passage, in the order of `passages`."""
    origin: str = ""
    """Absolute path of the source file, by which documents of deleted files are found."""
    recipe: str = ""
    """The versions of the reading, chunking and quotation rules that produced this record."""


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """Metadata and counts of a stored document, without its text."""

    source: str
    text_hash: str
    """SHA-256 of the text, in hexadecimal: equal for the same text under several names."""
    content_hash: str
    language: str
    title: str | None
    published: str | None
    origin: str
    recipe: str
    characters: int
    """Length of the text in code points."""
    passages: int
    """Number of passages."""
    quotations: int
    """Number of quotations."""

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
            "text_hash": self.text_hash,
        }


@dataclass(frozen=True, slots=True)
class Match:
    """A passage id and its score in one ranking; a larger score is better."""

    passage_id: int
    score: float


@dataclass(frozen=True, slots=True)
class Signals:
    """Rank and score of a hit in each ranking. Ranks are 1-based; None if the ranking missed it."""

    dense_rank: int | None = None
    dense_score: float | None = None
    """Cosine of query and passage."""
    word_rank: int | None = None
    word_score: float | None = None
    """BM25 score."""
    quotation: bool = False
    """Whether the passage holds a quotation of the speaker in the query."""

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
    """A passage found for a query, with its fused score and the signals it comes from."""

    passage: Passage
    score: float
    signals: Signals = field(default_factory=Signals)

    @property
    def source(self) -> str:
        """Name of the document."""
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
        """Text of the passage."""
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
