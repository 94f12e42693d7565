"""Who said what."""

from pydantic import Field

from dixit.api.records.base import Record


class QuotationRecord(Record):
    """Words of a speaker: one entry of `dixit quotes --json`."""

    speaker: str
    role: str | None
    cue: str
    direct: bool
    source: str
    start: int
    end: int
    quote: str


class Quotations(Record):
    """A page of a list of quotations."""

    quotations: list[QuotationRecord]
    total: int = Field(description="How many there are; see `offset` and `limit`.")


class SpeakerRecord(Record):
    """A speaker, and how many quotations there are."""

    name: str
    quotations: int


class Speakers(Record):
    """All speakers, those who are quoted most first."""

    speakers: list[SpeakerRecord]
