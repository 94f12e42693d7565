"""An answer and its parts: blocks of text, each with its own citations."""

from dataclasses import dataclass, field
from typing import Literal

from dixit.index.records import Hit, Span
from dixit.rag.messages import say
from dixit.rag.usage import Usage

Verdict = Literal["verbatim", "supported", "unsupported", "wrong_source", "wrong_speaker"]
"""What a statement is against the span it cites; only the first two count as citations."""
Lost = Literal["words", "article"]
"""What a citation has lost since it was made: its words in the article, or the whole article."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A checked place in a stored document; `quote` is the document's text at `span`.

    Of a kept citation whose words are `lost`, both are what they were, and it proves nothing.
    """

    number: int
    """1-based, unique within the answer."""
    span: Span
    quote: str
    speaker: str | None
    verdict: Verdict
    page: int | None = None
    title: str | None = None
    published: str | None = None
    role: str | None = None
    """The speaker's office, as the article has it."""
    direct: bool | None = None
    """Whether the article has the words between quotation marks; False where it reports what
    somebody says in its own, None where nobody is told to speak."""
    focus: tuple[Span, ...] = ()
    """The words inside the span that answer: a number, a date, a name."""
    moved: bool = False
    """Whether the document has changed since, and the words stand elsewhere than they did."""
    lost: Lost | None = None
    was: Verdict | None = None
    """The verdict before the words were lost."""

    @property
    def counts(self) -> bool:
        """Whether the citation proves its block."""
        return self.verdict in ("verbatim", "supported")

    @property
    def is_reported(self) -> bool:
        """Whether it proves reported words: the article's own, and nobody's word for word."""
        return self.verdict == "verbatim" and self.direct is False

    def as_dict(self) -> dict[str, object]:
        """The JSON of `dixit ask --json`, one citation."""
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
            "title": self.title,
            "published": self.published,
            "focus": [[span.start, span.end] for span in self.focus],
            **({"moved": True} if self.moved else {}),
            **({"lost": self.lost, "was": self.was} if self.lost else {}),
        }


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of an answer and the citations that stand behind it."""

    text: str
    citations: tuple[Citation, ...] = ()
    unproven: bool = False
    """Whether it is a chat model's sentence that nothing it cites proves."""


@dataclass(frozen=True, slots=True)
class Timings:
    """Milliseconds spent finding passages, and making and checking the answer."""

    retrieve: float = 0.0
    answer: float = 0.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What Dixit says to a question.

    An answer that abstains has `answered` False, one block that says so without citations, and
    the nearest passages, which are shown as what they are and prove nothing.
    """

    question: str
    language: str
    """"fr" or "en": the language of the answer's own words."""
    answered: bool
    model: str
    blocks: tuple[Block, ...]
    nearest: tuple[Hit, ...] = ()
    timings: Timings = field(default_factory=Timings)
    asked: str = ""
    """The question as it was asked where it leaned on those before it; empty where it did not."""
    writing: str = ""
    """Of an answer that still grows: words not yet whole, nor checked."""
    unknown_ids: int = 0
    """Ids that a chat model cited and that name no passage: dropped, never guessed."""
    confidence: float = 0.0
    """What the best proof holds of the question, 0 to 1; 0 of a refusal, 1 of what is counted or
    summed up from all that is stored."""
    usage: Usage | None = None
    """What a chat model was asked for; None where none was."""

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every citation once, in order of its number."""
        by_number = {c.number: c for block in self.blocks for c in block.citations}
        return tuple(by_number[number] for number in sorted(by_number))

    @property
    def text(self) -> str:
        """The answer as plain text, with citation numbers in brackets after each block.

        A sentence of a chat model that nothing proves is marked as such.
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
