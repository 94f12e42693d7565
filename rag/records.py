"""The answer records: an answer, its blocks of text, and the citations of each block."""

from dataclasses import dataclass, field
from typing import Literal

from dixit.index.records import Hit, Span
from dixit.rag.messages import say
from dixit.rag.usage import Usage

Verdict = Literal[
    "verbatim", "supported", "contradicted", "unsupported", "wrong_source", "wrong_speaker"
]
"""How a statement relates to the span that it cites; only the first two count as citations."""
Lost = Literal["words", "article"]
"""What a saved citation has lost: its words in the article, or the whole article."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A checked citation: `quote` is the document's text at `span`.

    If a saved citation is `lost`, `span` and `quote` are the old ones, and it proves nothing.
    """

    number: int
    """Starts at 1, unique within the answer."""
    span: Span
    quote: str
    speaker: str | None
    verdict: Verdict
    page: int | None = None
    """The position of the page in the file, from 1."""
    page_label: str | None = None
    """The number printed on the page, such as "iv"; None where pages are only counted."""
    ocr_confidence: float | None = None
    """How sure the reading of a picture of the page is, 0 to 1; None where the file has text."""
    url: str | None = None
    """The article's address on the web."""
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    """The newspaper, agency or site."""
    role: str | None = None
    """The speaker's office or profession, as the article gives it."""
    direct: bool | None = None
    """True if the article has the words in quotation marks, False if it reports them in its own
    words, None for the article's own statements."""
    focus: tuple[Span, ...] = ()
    """The spans within `span` that answer the question: a number, a date, a name."""
    moved: bool = False
    """Whether the document has changed since, and the words are now at another place."""
    lost: Lost | None = None
    was: Verdict | None = None
    """The verdict before the words were lost."""

    @property
    def counts(self) -> bool:
        """Whether the citation proves its block."""
        return self.verdict in ("verbatim", "supported")

    @property
    def printed_page(self) -> str:
        """The page as a reader would cite it; empty for a format without pages."""
        return self.page_label or (str(self.page) if self.page else "")

    @property
    def is_reported(self) -> bool:
        """Whether it proves reported speech: the article's words, not the speaker's."""
        return self.verdict == "verbatim" and self.direct is False

    def as_dict(self) -> dict[str, object]:
        """One citation in the JSON of `dixit ask --json`."""
        return {
            "number": self.number,
            "source": self.span.source,
            "start": self.span.start,
            "end": self.span.end,
            "quote": self.quote,
            "speaker": self.speaker,
            "role": self.role,
            "direct": self.direct,
            "verdict": self.verdict,
            "page": self.page,
            "page_label": self.page_label,
            "ocr_confidence": self.ocr_confidence,
            "url": self.url,
            "title": self.title,
            "published": self.published,
            "publisher": self.publisher,
            "focus": [[span.start, span.end] for span in self.focus],
            **({"moved": True} if self.moved else {}),
            **({"lost": self.lost, "was": self.was} if self.lost else {}),
        }


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of an answer, with the citations that prove it."""

    text: str
    citations: tuple[Citation, ...] = ()
    unproven: bool = False
    """Whether it is a chat model's sentence that none of its citations proves."""


@dataclass(frozen=True, slots=True)
class Timings:
    """Milliseconds: for retrieval, and for making and checking the answer."""

    retrieve: float = 0.0
    answer: float = 0.0


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to a question, or a refusal.

    A refusal has `answered` False, one block without citations that says why, and the nearest
    passages. These are shown for information and prove nothing.
    """

    question: str
    language: str
    """ "fr" or "en": the language of the answer's own sentences."""
    answered: bool
    model: str
    blocks: tuple[Block, ...]
    nearest: tuple[Hit, ...] = ()
    timings: Timings = field(default_factory=Timings)
    asked: str = ""
    """The question as rewritten with its history; empty if it was not rewritten."""
    writing: str = ""
    """While the answer grows: the words of the unfinished sentence, not checked yet."""
    unknown_ids: int = 0
    """How many ids a chat model cited that belong to no passage. They are dropped."""
    confidence: float = 0.0
    """What the best proof holds of the question, 0 to 1; 0 of a refusal, 1 of what is counted or
    summed up from all that is stored."""
    usage: Usage | None = None
    """Calls and tokens of the chat model; None if none was used."""

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every citation once, sorted by number."""
        by_number = {c.number: c for block in self.blocks for c in block.citations}
        return tuple(by_number[number] for number in sorted(by_number))

    @property
    def short(self) -> Span | None:
        """The words that answer, where they are one place within the first words shown.

        None where several places answer, where the whole sentence does, or somebody's words.
        """
        cited = self.blocks[0].citations if self.blocks else ()
        if not self.answered or not cited or cited[0].speaker or len(cited[0].focus) != 1:
            return None
        return cited[0].focus[0]

    @property
    def short_text(self) -> str:
        """The letters of `short`; empty without."""
        if self.short is None:
            return ""
        first = self.blocks[0].citations[0]
        begin = first.span.start
        return first.quote[self.short.start - begin : self.short.end - begin]

    @property
    def text(self) -> str:
        """The answer as plain text, with citation numbers in brackets after each block.

        Unproven sentences of a chat model are marked.
        """
        return "\n\n".join(
            block.text
            + (f" {say('unproven', self.language)}" if block.unproven else "")
            + "".join(f" [{c.number}]" for c in block.citations)
            for block in self.blocks
        )

    def as_dict(self) -> dict[str, object]:
        """The JSON of `dixit ask --json`."""
        return {
            "question": self.question,
            "language": self.language,
            "answered": self.answered,
            "model": self.model,
            "short": self._short_as_dict(),
            "blocks": [
                {
                    "text": block.text,
                    "citations": [c.number for c in block.citations],
                    **({"unproven": True} if block.unproven else {}),
                }
                for block in self.blocks
            ],
            "citations": [citation.as_dict() for citation in self.citations],
            "nearest": [hit.as_dict(rank) for rank, hit in enumerate(self.nearest, start=1)],
            "timings_ms": {"retrieve": self.timings.retrieve, "answer": self.timings.answer},
            "confidence": round(self.confidence, 4),
            **({"usage": self.usage.as_dict()} if self.usage else {}),
            **({"asked": self.asked} if self.asked else {}),
            **({"unknown_ids": self.unknown_ids} if self.unknown_ids else {}),
        }

    def _short_as_dict(self) -> dict[str, object] | None:
        if self.short is None:
            return None
        return {
            "text": self.short_text,
            "source": self.short.source,
            "start": self.short.start,
            "end": self.short.end,
            "citation": self.blocks[0].citations[0].number,
        }
