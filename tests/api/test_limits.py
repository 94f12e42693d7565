"""What one caller may take."""

import asyncio
import socket
from urllib.parse import urlsplit

import httpx
import pytest

from dixit.api import limits
from dixit.api.limits import Gate
from dixit.api.problems import Problem
from dixit.api.service import Service
from tests.api.conftest import serving

ASK = "/api/v1/ask"


def test_a_body_that_is_too_large_is_refused(client: httpx.Client) -> None:
    told = client.post(ASK, content=b"x" * (limits.BODY_BYTES + 1))

    assert told.status_code == 413
    assert told.json()["detail"] == "The request is larger than 4 MB: send less at once."


def test_so_is_one_that_does_not_tell_its_size(client: httpx.Client) -> None:
    def pieces() -> object:
        for _ in range(50):
            yield b"x" * 100_000

    headers = {"Content-Type": "application/json"}
    assert client.post(ASK, content=pieces(), headers=headers).status_code == 413


def test_an_uploaded_file_has_a_limit_of_its_own(editing: httpx.Client) -> None:
    file = ("files", ("big.txt", b"x" * 51_000_000))

    assert editing.post("/api/v1/documents", files=[file]).status_code == 413
    assert editing.get("/api/v1/jobs").json() == {"jobs": []}


def test_a_body_that_never_comes_ends_the_request(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "BODY_S", 0.3)
    place = urlsplit(address)
    assert place.hostname and place.port
    with socket.create_connection((place.hostname, place.port), timeout=30) as slow:
        slow.sendall(
            f"POST {ASK} HTTP/1.1\r\nHost: {place.netloc}\r\nContent-Type: application/json\r\n"
            "Content-Length: 100\r\n\r\n{".encode()
        )
        assert b"408" in slow.recv(1000).split(b"\r\n")[0]


def test_one_token_may_not_send_more_than_its_rate(changing: Service) -> None:
    headers = {"Authorization": f"Bearer {changing.tokens.create('reader')}"}
    other = {"Authorization": f"Bearer {changing.tokens.create('reader')}"}
    with (
        serving(changing, local=False, rate=5) as at,
        httpx.Client(base_url=at, trust_env=False) as client,
    ):
        codes = [client.get("/api/v1/speakers", headers=headers).status_code for _ in range(7)]
        refused = client.get("/api/v1/speakers", headers=headers)
        assert client.get("/api/v1/speakers", headers=other).status_code == 200

    assert codes[:5] == [200] * 5
    assert codes[-1] == 429
    assert int(refused.headers["retry-after"]) >= 1
    assert "5 requests a minute" in refused.json()["detail"]


async def test_a_few_work_some_wait_and_the_rest_is_told_to_come_back() -> None:
    gate, done, free = Gate(at_once=1, waiting=2), 0, asyncio.Event()

    async def work() -> None:
        nonlocal done
        async with gate.turn():
            await free.wait()
            done += 1

    tasks = [asyncio.create_task(work()) for _ in range(3)]
    await asyncio.sleep(0)
    with pytest.raises(Problem, match="Too many questions at once"):
        async with gate.turn():
            pass
    free.set()
    await asyncio.gather(*tasks)

    assert done == 3
