"""`/mcp`: the same tools over streamable HTTP."""

import asyncio
from collections.abc import Awaitable, Callable
from importlib import import_module

from fastapi import Request
from starlette.types import Receive, Scope, Send

from dixit.api.access import admitted
from dixit.api.problems import NOT_INSTALLED, Problem
from dixit.api.service import Service
from dixit.rag.installation import adding

Handler = Callable[[Scope, Receive, Send], Awaitable[None]]


def missing() -> str:
    """What the command line says where the extra is not installed."""
    return f"MCP needs the extra `mcp`: {adding('mcp')}"


class HttpDoor:
    """ASGI application. The SDK is loaded at the first request: half a second at the start."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._opening = asyncio.Lock()
        self._handler: Handler | None = None
        self._running: asyncio.Task[None] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a message of the protocol."""
        admitted(Request(scope), "reader")
        async with self._opening:
            if self._running is None or self._running.done():
                await self._open()
        assert self._handler is not None
        await self._handler(scope, receive, send)

    async def _open(self) -> None:
        """Start the SDK's sessions in a task of their own, which ends with the event loop."""
        try:
            server = import_module("dixit.api.mcp.server")
            sessions = import_module("mcp.server.streamable_http_manager")
        except ModuleNotFoundError as error:
            raise Problem(NOT_INSTALLED, "This server needs the extra dixit-rag[mcp].") from error
        built = server.build(self._service.dixit, self._service.run)
        # Host and Origin were checked for the whole server; no state is kept between requests.
        manager = sessions.StreamableHTTPSessionManager(
            built._lowlevel_server, json_response=True, stateless=True
        )
        ready = asyncio.Event()

        async def run() -> None:
            async with manager.run():
                ready.set()
                await asyncio.Event().wait()

        self._running = asyncio.create_task(run())
        await ready.wait()
        self._handler = manager.handle_request
