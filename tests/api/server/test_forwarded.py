"""What is believed of a proxy, and how the server looks through one."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest

from dixit.api.server.forwarded import Forwarded, Proxies, proxies
from dixit.api.service import Service
from dixit.rag.errors import SettingsError
from tests.api.conftest import serving

PROXY = "10.0.0.7"


async def seen(setup: Proxies, client: str, path: str = "/fr/", **headers: str) -> dict[str, Any]:
    """The scope of a request after `Forwarded`."""
    found: dict[str, Any] = {}

    async def app(scope: Any, receive: Any, send: Any) -> None:
        found.update(scope)

    pairs = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {
        "type": "http", "scheme": "http", "path": path, "client": (client, 1),
        "headers": [(b"host", b"127.0.0.1:7860"), *pairs],
    }  # fmt: skip
    await Forwarded(app, setup)(scope, None, None)
    return {**found, "headers": dict(found["headers"])}


async def test_a_named_proxy_is_believed() -> None:
    scope = await seen(
        proxies("10.0.0.0/8", None, None), PROXY,
        x_forwarded_for="192.0.2.66, 203.0.113.9, 10.0.0.8", x_forwarded_proto="https",
        x_forwarded_host="news.example", x_forwarded_prefix="/dixit/",
    )  # fmt: skip

    assert scope["client"][0] == "203.0.113.9"  # The one before is what the visitor claims.
    assert scope["scheme"] == "https"
    assert scope["headers"] == {b"host": b"news.example"}
    assert (scope["root_path"], scope["path"]) == ("/dixit", "/dixit/fr/")


async def test_anybody_else_is_not() -> None:
    scope = await seen(
        proxies(PROXY, None, None), "192.0.2.66",
        x_forwarded_for="127.0.0.1", x_forwarded_proto="https", x_forwarded_host="news.example",
        x_forwarded_prefix="/dixit",
    )  # fmt: skip

    assert scope["client"][0] == "192.0.2.66"
    assert scope["scheme"] == "http"
    assert scope["headers"] == {b"host": b"127.0.0.1:7860"}
    assert (scope["root_path"], scope["path"]) == ("", "/fr/")


@pytest.mark.parametrize(
    "header",
    [
        {"x_forwarded_host": 'evil"><script>'},
        {"x_forwarded_prefix": "//evil.example"},
        {"x_forwarded_prefix": "/a\r\nSet-Cookie: x"},
        {"x_forwarded_proto": "javascript"},
    ],
)
async def test_even_a_named_proxy_cannot_pass_on_what_is_no_address(header: dict[str, str]) -> None:
    scope = await seen(proxies("*", None, None), PROXY, **header)

    assert scope["scheme"] == "http"
    assert scope["headers"][b"host"] == b"127.0.0.1:7860"
    assert scope["root_path"] == ""


@pytest.mark.parametrize("path", ["/fr/", "/dixit/fr/"])
async def test_a_prefix_is_there_whether_the_proxy_cuts_it_off_or_not(path: str) -> None:
    scope = await seen(proxies(None, "/dixit", None), PROXY, path)

    assert (scope["root_path"], scope["path"]) == ("/dixit", "/dixit/fr/")


async def test_the_public_address_holds_where_the_proxy_rewrites_the_host() -> None:
    scope = await seen(proxies(None, None, "https://News.example/dixit/"), "127.0.0.1")

    assert scope["scheme"] == "https"
    assert scope["headers"][b"host"] == b"news.example"
    assert scope["root_path"] == "/dixit"


@pytest.mark.parametrize(
    ("given", "flag"),
    [
        (("10.0.0.300", None, None), "--forwarded-allow-ips"),
        ((None, "dixit", None), "--root-path"),
        ((None, "/a b", None), "--root-path"),
        ((None, None, "news.example"), "--public-url"),
        ((None, None, "https://news.example/<x>"), "--root-path"),
    ],
)
def test_flags_that_cannot_be_are_told(
    given: tuple[str | None, str | None, str | None], flag: str
) -> None:
    with pytest.raises(SettingsError, match=flag):
        proxies(*given)


@contextmanager
def behind(service: Service, setup: Proxies) -> Iterator[httpx.Client]:
    """A client that comes from outside, with a token."""
    token = {"Authorization": f"Bearer {service.tokens.create('reader')}"}
    with (
        serving(service, proxies=setup, local=False) as at,
        httpx.Client(base_url=at, headers=token, timeout=60, trust_env=False) as client,
    ):
        yield client


def test_links_and_errors_lead_to_the_public_address(changing: Service) -> None:
    with behind(changing, proxies(None, None, "https://news.example/dixit")) as client:
        messages = [{"role": "user", "content": "What did Zu Sijie say?"}]
        body = {"model": "dixit", "messages": messages}
        answer = client.post("/v1/chat/completions", json=body).json()
        missing = client.get("/api/v1/documents/none.txt").json()
        start = client.get("/", follow_redirects=False)

    (one,) = answer["choices"][0]["message"]["annotations"]
    assert one["url_citation"]["url"].startswith("https://news.example/dixit/api/v1/documents/")
    assert missing["type"] == "/dixit/api/docs#source-unknown"
    assert start.headers["location"] == "/dixit/api/docs"


def test_protocols_are_told_apart_below_a_prefix_too(changing: Service) -> None:
    with behind(changing, proxies(None, "/dixit", None)) as client:
        openais = client.get("/v1/models/gpt-6").json()
        described = client.get("/dixit/api/v1/openapi.json").json()

    assert openais["error"]["code"] == "model-unknown"
    assert described["servers"] == [{"url": "/dixit"}]
