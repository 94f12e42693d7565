"""Runs an application on a bound socket until Ctrl-C."""

import logging
import socket
from collections.abc import Callable
from contextlib import suppress
from types import FrameType

import uvicorn
from starlette.types import ASGIApp

LAST_WORDS = 1
"""Seconds that open connections get when the server stops."""


def serve(app: ASGIApp, listener: socket.socket, ready: Callable[[], object]) -> None:
    """Serve; `ready` is called when requests are answered and Ctrl-C would stop it."""
    config = uvicorn.Config(
        app,
        log_level="error",
        timeout_graceful_shutdown=LAST_WORDS,
        lifespan="on",
        # uvicorn would believe every proxy on this machine: `Forwarded` asks which are named.
        proxy_headers=False,
        server_header=False,
    )
    with suppress(KeyboardInterrupt):
        _Server(config, ready).run(sockets=[listener])


class _Server(uvicorn.Server):
    """Stops quietly: closing the connection of an open page is not an error to report."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], object]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
        super().handle_exit(sig, frame)
