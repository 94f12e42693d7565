"""A question, and the answer to it with its citations."""

from pydantic import Field

from dixit.api.records.base import Body, Record
from dixit.api.records.filters import Where
from dixit.api.records.hits import HitRecord
from dixit.rag.records import Answer, Lost, Verdict

MOST_TURNS = 50


class CitationRecord(Record):
    """A place in an article and its words: `quote` is the article's text at `start` to `end`."""

    number: int
    source: str
    start: int
    end: int
    quote: str
    speaker: str | None
    role: str | None
    direct: bool | None
    verdict: Verdict
    page: int | None
    page_label: str | None = None
    ocr_confidence: float | None = None
    url: str | None = None
    title: str | None
    published: str | None
    publisher: str | None = None
    focus: list[tuple[int, int]]
    moved: bool = False
    lost: Lost | None = None
    was: Verdict | None = None


class ShortRecord(Record):
    """The words that answer, and the number of the citation that they are part of."""

    text: str
    source: str
    start: int
    end: int
    citation: int


class BlockRecord(Record):
    """A piece of the answer, with the numbers of the citations that prove it."""

    text: str
    citations: list[int]
    unproven: bool = False


class TimingsRecord(Record):
    """Milliseconds."""

    retrieve: float
    answer: float


class UsageRecord(Record):
    """Calls of the chat model, and its tokens where the provider counts them."""

    calls: int
    read: int | None
    written: int | None


class AnswerRecord(Record):
    """The JSON of `dixit ask --json`."""

    question: str
    language: str
    answered: bool
    model: str
    short: ShortRecord | None = None
    blocks: list[BlockRecord]
    citations: list[CitationRecord]
    nearest: list[HitRecord]
    timings_ms: TimingsRecord
    confidence: float = 0.0
    usage: UsageRecord | None = None
    asked: str = ""
    unknown_ids: int = 0

    @classmethod
    def of(cls, answer: Answer) -> "AnswerRecord":
        """The record of an answer."""
        return cls.model_validate(answer.as_dict())


class GrowingAnswer(Record):
    """One event of a streamed answer."""

    answer: AnswerRecord
    writing: str = Field(description="The words of the unfinished sentence, not checked yet.")


class Turn(Body):
    """An earlier question, and the answer to it as the API gave it."""

    question: str
    answer: AnswerRecord


class Ask(Body):
    """The body of `POST /ask`."""

    question: str
    history: list[Turn] = Field([], max_length=MOST_TURNS, description="Oldest first.")
    model: str | None = Field(None, description="`quoting`, or one of the models in `/status`.")
    strict: bool | None = Field(
        None, description="Leave out sentences of a chat model that nothing proves."
    )
    passages: int | None = Field(
        None, ge=1, le=100, description="How many passages a chat model reads."
    )
    where: Where | None = None
    stream: bool = Field(False, description="Send the answer as it grows, as server-sent events.")
