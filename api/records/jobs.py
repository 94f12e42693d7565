"""A job: work that goes on after the response."""

from typing import Any, Literal

from pydantic import Field

from dixit.api.records.base import Body, Record

Kind = Literal["upload", "reindex", "evaluation"]
State = Literal["waiting", "running", "done", "failed", "cancelled"]


class JobRecord(Record):
    """The state of a job."""

    id: str
    kind: Kind
    state: State
    done: int = Field(description="Files or questions done.")
    total: int = Field(description="Files or questions in all; 0 while unknown.")
    current: str = Field(description="The file that is read now.")
    created: str = Field(description="ISO 8601, UTC.")
    ended: str | None
    result: Any = Field(
        None, description="The JSON of `dixit index --json` or `dixit eval --json`."
    )
    error: str | None = Field(None, description="Why it failed, in one sentence.")


class Jobs(Record):
    """All jobs that are remembered, the newest first."""

    jobs: list[JobRecord]


class Evaluation(Body):
    """The body of `POST /eval`."""

    questions: Literal["development", "test"] = Field(
        "development", description="The shipped question set."
    )
    model: str | None = Field(None, description="`quoting`, or one of the models in `/status`.")
