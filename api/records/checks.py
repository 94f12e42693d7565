"""A text to check, and its statements with their verdicts."""

from pydantic import Field

from dixit.api.records.answers import CitationRecord
from dixit.api.records.base import Body, Record
from dixit.rag.checking.records import CheckedStatement
from dixit.rag.records import Verdict


class StatementRecord(Record):
    """A statement: `text` is the checked text at `start` to `end`, in code points."""

    text: str
    start: int
    end: int
    verdict: Verdict | None = Field(description="Null where there is nothing to prove.")
    citations: list[CitationRecord] = Field(
        description="The evidence; of a statement that is not confirmed, the nearest sentence."
    )

    @classmethod
    def of(cls, statement: CheckedStatement) -> "StatementRecord":
        """The record of a checked statement."""
        return cls.model_validate(statement.as_dict())


class CheckRecord(Record):
    """The JSON of `dixit check --json`."""

    statements: list[StatementRecord]


class Draft(Body):
    """The body of `POST /check`."""

    text: str = Field(description="Plain text or Markdown.")
    sources: list[str] | None = Field(
        None, description="The articles that may prove it; all of them by default."
    )
    stream: bool = Field(
        False, description="Send each statement once it is checked, as server-sent events."
    )
