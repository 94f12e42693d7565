"""A search and the passages that it found."""

from pydantic import Field

from dixit.api.records.base import Body, Record
from dixit.api.records.filters import Where

MOST_HITS = 1_000


class Search(Body):
    """The body of `POST /search`."""

    query: str
    k: int = Field(10, ge=1, le=MOST_HITS, description="How many passages.")
    where: Where | None = None


class SignalsRecord(Record):
    """Rank and score of a passage in each ranking."""

    dense_rank: int | None
    dense_score: float | None
    word_rank: int | None
    word_score: float | None
    quotation: bool


class HitRecord(Record):
    """A passage and its score; `start` and `end` are code points of the article's text."""

    rank: int
    source: str
    start: int
    end: int
    text: str
    score: float
    signals: SignalsRecord


class SearchResult(Record):
    """The JSON of `dixit search --json`."""

    query: str
    hits: list[HitRecord]
    why: str | None = Field(
        None, description="If nothing was found: which condition of the filter excludes all."
    )
