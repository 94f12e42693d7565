"""Server-sent events (WHATWG HTML, section 9.2)."""

from collections.abc import AsyncGenerator
from contextlib import aclosing

from pydantic import BaseModel
from starlette.responses import StreamingResponse

MEDIA_TYPE = "text/event-stream"
SCHEMA = {"schema": {"description": "Events, each with a name and JSON as its data."}}
"""What OpenAPI 3.1 can say of a stream: nothing of its single events."""
QUIET = ": still working\n\n"
"""A comment, for proxies that close silent connections."""


class Events(StreamingResponse):
    """A stream of events. Proxies must neither store it nor hold it back."""

    media_type = MEDIA_TYPE

    def init_headers(self, headers: dict[str, str] | None = None) -> None:  # type: ignore[override]
        """Add the headers that all streams need."""
        super().init_headers(
            {**(headers or {}), "Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        )


def event(name: str, data: BaseModel | str) -> str:
    """One event.

    Args:
        name: its kind; empty for none.
        data: a record, or text without line ends.
    """
    text = data if isinstance(data, str) else data.model_dump_json(exclude_unset=True)
    return f"event: {name}\ndata: {text}\n\n" if name else f"data: {text}\n\n"


async def resumed(first: str, told: AsyncGenerator[str]) -> AsyncGenerator[str]:
    """A stream whose first event was read already: an error before it has a status of its own."""
    async with aclosing(told):
        yield first
        async for each in told:
            yield each
