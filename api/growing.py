"""An answer that is made in a thread, followed from the event loop while it grows."""

import asyncio
import threading
from collections.abc import AsyncGenerator, Callable, Iterator

from dixit.rag.records import Answer

QUIET_S = 15.0
"""After so many seconds without news, None is given: proxies close silent connections."""


async def growing(make: Callable[[], Iterator[Answer]]) -> AsyncGenerator[Answer | None]:
    """Follow an answer; states that nobody has waited for are left out, the last never is.

    When this is closed, the thread stops at the next state of the answer, which stops the chat
    model.

    Args:
        make: starts the answer; called in the thread.

    Raises:
        DixitError: as raised in the thread.
    """
    loop = asyncio.get_running_loop()
    news: asyncio.Queue[Answer | Exception | None] = asyncio.Queue()
    left = threading.Event()

    def tell(what: Answer | Exception | None) -> None:
        if not left.is_set():
            loop.call_soon_threadsafe(news.put_nowait, what)

    def work() -> None:
        try:
            for answer in make():
                if left.is_set():
                    return
                tell(answer)
            tell(None)
        except Exception as error:
            tell(error)

    threading.Thread(target=work, name="dixit-answer", daemon=True).start()
    try:
        ended = False
        while not ended:
            try:
                newest = await asyncio.wait_for(news.get(), QUIET_S)
            except TimeoutError:
                yield None
                continue
            latest: Answer | None = None
            while True:
                if isinstance(newest, Exception):
                    raise newest
                ended = newest is None
                latest = newest or latest
                if ended or news.empty():
                    break
                newest = news.get_nowait()
            if latest is not None:
                yield latest
    finally:
        left.set()
