"""The API on the page's server: the page's login is good for both, and a token for the API only."""

from base64 import b64encode
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from dixit import Dixit
from dixit.api.application import API_PATHS, OPEN_PATHS, Doors, build
from dixit.api.service import Service
from dixit.api.tokens import Tokens
from dixit.ui.server.login import Account, Login

PASSWORD = "à bas les murs"


@pytest.fixture
def tokens(tmp_path: Path) -> Tokens:
    return Tokens(tmp_path / "index")


@pytest.fixture
def client(seed_dixit: Dixit, tokens: Tokens) -> TestClient:
    """As `dixit ui --auth zoé` joins them."""
    app = FastAPI()
    app.add_middleware(
        Login, account=Account.of("zoé", PASSWORD), elsewhere=API_PATHS, open_paths=OPEN_PATHS
    )
    app.add_api_route("/en/", lambda: "the page")
    app.mount("", build(Service(seed_dixit, tokens, has_page=True), Doors()))
    return TestClient(app, base_url="http://127.0.0.1:7860", client=("127.0.0.1", 5))


def basic(password: str) -> dict[str, str]:
    return {"Authorization": "Basic " + b64encode(f"zoé:{password}".encode()).decode()}


def test_who_has_logged_in_may_use_the_api_as_an_editor(client: TestClient) -> None:
    assert client.get("/api/v1/status", headers=basic(PASSWORD)).json()["documents"] == 5
    assert client.get("/api/v1/jobs", headers=basic(PASSWORD)).json() == {"jobs": []}
    assert client.get("/api/v1/status", headers=basic("wrong")).status_code == 401


def test_a_token_opens_the_api_and_not_the_page(client: TestClient, tokens: Tokens) -> None:
    token = {"Authorization": f"Bearer {tokens.create('reader')}"}

    assert client.get("/api/v1/status", headers=token).status_code == 200
    assert client.get("/api/v1/jobs", headers=token).status_code == 403
    assert client.get("/en/", headers=token).status_code == 401


def test_with_a_login_this_machine_needs_one_too(client: TestClient) -> None:
    for header in ({}, {"Authorization": "Bearer some key of a client"}):
        for path in ("/api/v1/status", "/v1/models", "/metrics", "/en/"):
            assert client.get(path, headers=header).status_code == 401, path
    assert client.get("/healthz").status_code == 200


def test_citations_link_into_the_page(client: TestClient) -> None:
    body = {"model": "dixit", "messages": [{"role": "user", "content": "Qu'a dit Zu Sijie ?"}]}
    answer = client.post("/v1/chat/completions", json=body, headers=basic(PASSWORD)).json()

    (one,) = answer["choices"][0]["message"]["annotations"]
    assert one["url_citation"]["url"].startswith("http://127.0.0.1:7860/fr/?source=000_f43f")
    assert "start=2569&end=3225" in one["url_citation"]["url"]
