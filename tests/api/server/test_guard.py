"""What the page's server answers to, and what it lets a browser fetch."""

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from dixit.api.server.guard import Guard


@pytest.fixture
def client() -> TestClient:
    app = FastAPI()
    app.add_middleware(Guard, hosts=frozenset({"127.0.0.1:7860"}))
    app.add_api_route("/", lambda: "here")
    return TestClient(app, base_url="http://127.0.0.1:7860")


def test_its_own_address_is_answered_with_a_policy_that_keeps_the_browser_home(
    client: TestClient,
) -> None:
    answer = client.get("/")

    assert answer.status_code == 200
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "http" not in answer.headers["Content-Security-Policy"]


def test_another_name_for_this_machine_is_refused(client: TestClient) -> None:
    assert client.get("/", headers={"Host": "evil.example:7860"}).status_code == 403


def test_a_request_from_a_page_elsewhere_is_refused(client: TestClient) -> None:
    assert client.get("/", headers={"Origin": "https://evil.example"}).status_code == 403
    assert client.get("/", headers={"Origin": "http://127.0.0.1:7860"}).status_code == 200
