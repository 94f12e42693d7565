"""An error as RFC 9457 has it."""

from pydantic import Field

from dixit.api.records.base import Record


class ProblemRecord(Record):
    """Problem details, of the media type `application/problem+json`."""

    type: str = Field(description="The kind of problem, as an address in these pages.")
    title: str
    status: int
    detail: str = Field(description="One sentence: what is wrong, where, and what to do.")
    instance: str = Field(description="The id of the request, as in `X-Request-ID`.")


class ErrorRecord(Record):
    """An error in OpenAI's protocol."""

    error: dict[str, str | None] = Field(description="`message`, `type`, `param` and `code`.")
