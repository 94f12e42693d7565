"""What is made in a thread, followed from the event loop while it grows."""

import asyncio
import threading
from collections.abc import AsyncGenerator, Callable, Iterator
from typing import TypeVar

QUIET_S = 15.0
"""After so many seconds without news, None is given: proxies close silent connections."""

T = TypeVar("T")


async def growing(make: Callable[[], Iterator[T]]) -> AsyncGenerator[T | None]:
    """Follow some work; states that nobody has waited for are left out, the last never is.

    When this is closed, the thread stops at the next state, which stops a chat model.

    Args:
        make: starts the work; called in the thread. It yields what there is so far, never None.

    Raises:
        DixitError: as raised in the thread.
    """
    loop = asyncio.get_running_loop()
    news: asyncio.Queue[T | Exception | None] = asyncio.Queue()
    left = threading.Event()

    def tell(what: T | Exception | None) -> None:
        if not left.is_set():
            loop.call_soon_threadsafe(news.put_nowait, what)

    def work() -> None:
        try:
            for state in make():
                if left.is_set():
                    return
                tell(state)
            tell(None)
        except Exception as error:
            tell(error)

    threading.Thread(target=work, name="dixit-growing", daemon=True).start()
    try:
        ended = False
        while not ended:
            try:
                newest = await asyncio.wait_for(news.get(), QUIET_S)
            except TimeoutError:
                yield None
                continue
            latest: T | None = None
            while newest is not None and not isinstance(newest, Exception):
                latest = newest
                if news.empty():
                    break
                newest = news.get_nowait()
            if latest is not None:
                yield latest
            if isinstance(newest, Exception):
                raise newest
            ended = newest is None
    finally:
        left.set()
