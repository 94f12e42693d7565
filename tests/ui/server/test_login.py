"""A name and a password before anything is shown."""

import os
import subprocess
import sys
import urllib.error
import urllib.request
from base64 import b64encode
from pathlib import Path

import pytest
from fastapi import FastAPI, WebSocket
from fastapi.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from dixit.ui.server import login
from dixit.ui.server.login import Account, Login

NAME, PASSWORD = "zoé", "à bas les murs"


@pytest.fixture(scope="module")
def account() -> Account:
    return Account.of(NAME, PASSWORD)


@pytest.fixture
def client(account: Account) -> TestClient:
    app = FastAPI()
    app.add_middleware(Login, account=account)
    app.add_api_route("/{path:path}", lambda path: "here")

    @app.websocket("/live")
    async def live(socket: WebSocket) -> None:
        await socket.accept()

    return TestClient(app)


def header(name: str, password: str) -> dict[str, str]:
    return {"Authorization": "Basic " + b64encode(f"{name}:{password}".encode()).decode()}


def test_without_a_password_every_path_asks_for_one(client: TestClient) -> None:
    for path in ("/", "/en/", "/en/gradio_api/queue/join", "/static/x.js"):
        answer = client.get(path)
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"].startswith("Basic")
        assert "here" not in answer.text
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/live"):
        pass


def test_the_right_password_lets_by_again_and_again(client: TestClient) -> None:
    for _ in range(20):
        assert client.get("/", headers=header(NAME, PASSWORD)).text == '"here"'


@pytest.mark.parametrize(
    "given",
    [
        header(NAME, "wrong"),
        header("zoe", PASSWORD),
        header("", ""),
        {"Authorization": "Bearer x"},
        {"Authorization": "Basic %%%"},
        {"Authorization": "Basic " + b64encode(b"\xff\xfe").decode()},
        {"Authorization": "Basic " + b64encode(b"no colon").decode()},
    ],
)
def test_anything_else_does_not(client: TestClient, given: dict[str, str]) -> None:
    assert client.get("/", headers=given).status_code == 401


def test_who_tries_in_vain_again_and_again_has_to_wait(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(login.TRIES):
        assert client.get("/", headers=header(NAME, f"wrong{number}")).status_code == 401
    waiting = client.get("/", headers=header(NAME, PASSWORD))
    assert waiting.status_code == 429
    assert int(waiting.headers["Retry-After"]) > 0

    monkeypatch.setattr(login, "WINDOW_S", 0.0)
    assert client.get("/", headers=header(NAME, PASSWORD)).status_code == 200


def test_the_password_is_kept_as_its_hash_only(account: Account) -> None:
    assert PASSWORD not in repr(account)
    assert PASSWORD.encode() not in account.hashed
    assert Account.of(NAME, PASSWORD).hashed != account.hashed, "each has a salt of its own"


def run(tmp_path: Path, *flags: str, password: str | None = None) -> subprocess.Popen[str]:
    environment = {n: v for n, v in os.environ.items() if n != "DIXIT_PASSWORD"}
    if password is not None:
        environment["DIXIT_PASSWORD"] = password
    command = [sys.executable, "-m", "dixit", "ui", "--port", "0", "--index", str(tmp_path / "x")]
    return subprocess.Popen(
        [*command, *flags],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment | {"PYTHONUNBUFFERED": "1"},
    )


@pytest.mark.parametrize(("password", "told"), [(None, "DIXIT_PASSWORD"), ("short", "at least 8")])
def test_without_a_password_the_page_is_not_started(
    tmp_path: Path, password: str | None, told: str
) -> None:
    page = run(tmp_path, "--auth", NAME, password=password)
    _, errors = page.communicate(timeout=60)

    assert page.returncode == 1
    assert told in errors
    assert errors.count("\n") == 1


def test_the_page_asks_for_the_password(tmp_path: Path) -> None:
    page = run(tmp_path, "--auth", NAME, password=PASSWORD)
    assert page.stdout is not None
    at = page.stdout.readline().split("Dixit is at ")[1].split()[0]
    try:
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(at)
        assert refused.value.code == 401
        right = urllib.request.Request(at, headers=header(NAME, PASSWORD))
        assert b"gradio" in urllib.request.urlopen(right).read()
    finally:
        page.terminate()
        page.communicate(timeout=30)
