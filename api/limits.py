"""What one caller may take: the size and pace of a request, requests a minute, answers at once."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dixit.api import responses
from dixit.api.access import Caller
from dixit.api.addresses import V1, path_within
from dixit.api.problems import TOO_LARGE, TOO_MANY, TOO_SLOW, Problem

BODY_BYTES = 4_000_000
UPLOAD_BYTES = 250_000_000
"""All files of one upload together."""
BODY_S = 30.0
UPLOAD_S = 900.0
"""Seconds in which the body of a request must have come."""
UPLOADS = f"{V1}/documents"
AT_ONCE = 4
"""Questions, searches and other work that goes on at the same time; the rest waits."""
MOST_WAITING = 256
REMEMBERED = 10_000
"""The most callers whose pace is remembered."""

T = TypeVar("T")


class Limits:
    """ASGI middleware that refuses requests that are too large, too slow or too many.

    Args:
        app: what is called next.
        rate: requests a minute that one token or address may send; programs on this machine have
            no limit.
    """

    def __init__(self, app: ASGIApp, rate: int) -> None:
        self.app, self._pace = app, _Pace(rate)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        is_upload = scope["method"] == "POST" and path_within(scope) == UPLOADS
        most, seconds = (UPLOAD_BYTES, UPLOAD_S) if is_upload else (BODY_BYTES, BODY_S)
        try:
            self._pace.count(scope)
            length = Headers(scope=scope).get("content-length", "0")
            if length.isdecimal() and int(length[:20]) > most:
                raise _too_large(most)
        except Problem as problem:
            await responses.problem(problem, scope)(scope, receive, send)
            return
        await self.app(scope, _limited(receive, most, seconds), send)


def _limited(receive: Receive, most: int, seconds: float) -> Receive:
    """`receive`, for a body of so many bytes that comes within so many seconds."""
    came, whole = 0, False
    due = time.monotonic() + seconds

    async def limited() -> Message:
        nonlocal came, whole
        if whole:  # What comes now is the end of the connection, which may take its time.
            return await receive()
        try:
            message = await asyncio.wait_for(receive(), due - time.monotonic())
        except TimeoutError:
            raise Problem(
                TOO_SLOW, f"The body of the request did not come within {seconds:.0f} seconds."
            ) from None
        came += len(message.get("body", b""))
        whole = not message.get("more_body", False)
        if came > most:
            raise _too_large(most)
        return message

    return limited


def _too_large(most: int) -> Problem:
    return Problem(
        TOO_LARGE,
        f"The request is larger than {most // 1_000_000} MB: send less at once.",
        {"Connection": "close"},  # The rest of the body is not read.
    )


class _Pace:
    """Requests a minute, counted by a bucket for each caller that fills at an even rate."""

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def count(self, scope: Scope) -> None:
        """Count a request; raises `Problem` if its caller has sent too many."""
        caller: Caller | None = scope["state"]["caller"]
        name = caller.name if caller else f"from {(scope.get('client') or ('',))[0]}"
        if name == "local":
            return
        now = time.monotonic()
        left, since = self._buckets.pop(name, (float(self._rate), now))
        left = min(self._rate, left + (now - since) * self._rate / 60)
        self._buckets[name] = (max(0.0, left - 1), now)
        if len(self._buckets) > REMEMBERED:
            self._buckets.popitem(last=False)
        if left < 1:
            raise Problem(
                TOO_MANY,
                f"More than {self._rate} requests a minute: wait a little.",
                {"Retry-After": str(max(1, round((1 - left) * 60 / self._rate)))},
            )


class Gate:
    """Lets a few answers be worked out at a time, and a number of others wait."""

    def __init__(self, at_once: int = AT_ONCE, waiting: int = MOST_WAITING) -> None:
        """Open; the limits count for one event loop."""
        self._turns = asyncio.Semaphore(at_once)
        self._free_to_wait = waiting

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for a turn, and have it during the block.

        Raises:
            Problem: too many wait.
        """
        if self._free_to_wait < 1:
            raise Problem(TOO_MANY, "Too many questions at once: try again.", {"Retry-After": "2"})
        self._free_to_wait -= 1
        try:
            await self._turns.acquire()
        finally:
            self._free_to_wait += 1
        try:
            yield
        finally:
            self._turns.release()

    async def run(self, work: Callable[[], T]) -> T:
        """Do some work in a thread, when it is its turn."""
        async with self.turn():
            return await run_in_threadpool(work)
