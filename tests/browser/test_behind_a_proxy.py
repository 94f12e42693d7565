"""The page behind a reverse proxy: another Host, a prefix, with and without X-Forwarded headers."""

import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
import uvicorn
from playwright.sync_api import Browser, expect
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from dixit.api.server.listening import listen
from tests.browser.conftest import serve

HOPS = (b"connection", b"content-length", b"transfer-encoding", b"host")


@dataclass(frozen=True)
class Proxy:
    """How a proxy passes requests on."""

    keeps_host: bool
    prefix: str
    tells: bool
    """Whether it sends X-Forwarded headers."""


@contextmanager
def proxying(how: Proxy) -> Iterator[tuple[str, list[str]]]:
    """The public address of a proxy; the address behind it is put into the list."""
    behind: list[str] = []
    upstream = httpx.AsyncClient(timeout=None, trust_env=False)

    async def passed_on(request: Request) -> Response:
        path = request.url.path
        if not path.startswith(how.prefix):
            return Response("outside", 404)
        asked = request.headers["host"]
        headers = [pair for pair in request.headers.raw if pair[0] not in HOPS]
        inner = behind[0].removeprefix("http://")
        headers.append((b"host", (asked if how.keeps_host else inner).encode()))
        if how.tells:
            told = {"host": asked, "proto": "http", "prefix": how.prefix, "for": "203.0.113.9"}
            headers += [(f"x-forwarded-{k}".encode(), v.encode()) for k, v in told.items()]
        query = f"?{request.url.query}" if request.url.query else ""
        url = f"{behind[0]}{path.removeprefix(how.prefix) or '/'}{query}"
        sent = upstream.build_request(
            request.method, url, headers=headers, content=await request.body()
        )
        got = await upstream.send(sent, stream=True)

        async def body() -> AsyncIterator[bytes]:
            try:
                async for piece in got.aiter_raw():
                    yield piece
            finally:
                await got.aclose()

        response = StreamingResponse(body(), got.status_code)
        response.raw_headers = [pair for pair in got.headers.raw if pair[0].lower() not in HOPS]
        return response

    app = Starlette(
        routes=[Route("/{path:path}", passed_on, methods=["GET", "POST", "HEAD", "DELETE"])]
    )
    with listen("127.0.0.1", 0) as listener:
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=1))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}{how.prefix}", behind
        server.should_exit = True
        thread.join(10)


@pytest.mark.parametrize(
    ("how", "flags"),
    [
        (Proxy(keeps_host=False, prefix="", tells=False), []),
        (Proxy(keeps_host=False, prefix="/dixit", tells=False), ["--root-path", "/dixit"]),
        (
            Proxy(keeps_host=False, prefix="/dixit", tells=True),
            ["--forwarded-allow-ips", "127.0.0.1"],
        ),
        (Proxy(keeps_host=True, prefix="", tells=False), ["--public-url", "ADDRESS"]),
        (Proxy(keeps_host=True, prefix="/dixit", tells=True), ["--public-url", "ADDRESS"]),
    ],
    ids=["rewritten", "rewritten prefix", "rewritten prefix told", "kept", "kept prefix told"],
)
def test_the_page_answers_and_changes_its_language(
    browser: Browser, seed_index: Path, tmp_path: Path, how: Proxy, flags: list[str]
) -> None:
    with proxying(how) as (public, behind):
        given = [public if flag == "ADDRESS" else flag for flag in flags]
        running, at = serve(seed_index, tmp_path / "errors.log", flags=given)
        behind.append(at)
        page = browser.new_page(locale="en-GB")
        refused: list[str] = []
        page.on("response", lambda one: refused.append(one.url) if one.status >= 400 else None)
        page.goto(f"{public}/")
        question = page.locator("#question textarea")
        question.fill("What did Zu Sijie say?")
        question.press("Enter")
        expect(page.locator(".citations").first).to_be_visible(timeout=90_000)
        assert page.url.startswith(f"{public}/en/")
        page.evaluate("dixit.speak('fr')")
        page.wait_for_url(f"{public}/fr/")
        page.locator("#question textarea").wait_for()
        page.close()
        running.terminate()
        running.wait(timeout=30)

    assert not [url for url in refused if not url.endswith(("favicon.ico", "manifest.json"))]
