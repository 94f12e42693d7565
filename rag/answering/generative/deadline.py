"""An HTTP client whose replies end at a deadline, however alive the server keeps them.

llama.cpp, and proxies, send comments into a stream while nothing is written. A client's read
timeout starts anew with each, so that a server that hangs, or has a long queue, would never time
out.
"""

import time
from collections.abc import Iterable, Iterator
from typing import Any


def bounded_client(timeout_s: float) -> Any:
    """Return OpenAI's usual HTTP client, with a deadline for the whole of each reply.

    Args:
        timeout_s: Seconds that a reply may take from its headers to its end. After that, reading it
            raises `TimeoutError` as soon as the server sends anything.
    """
    # Imported when first needed: it comes with the extra of that name.
    import openai  # noqa: PLC0415

    def bound(response: Any) -> None:
        # Wrapped in place: which HTTP library the response is of differs between versions.
        until = time.monotonic() + timeout_s
        read = response.iter_bytes
        response.iter_bytes = lambda chunk_size=None: _bounded(read(chunk_size), until)

    return openai.DefaultHttpxClient(event_hooks={"response": [bound]})


def _bounded(pieces: Iterable[bytes], until: float) -> Iterator[bytes]:
    """Yield the pieces of a reply, up to a time of the monotonic clock."""
    for piece in pieces:
        if time.monotonic() > until:
            raise TimeoutError
        yield piece
