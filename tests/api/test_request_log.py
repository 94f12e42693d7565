"""Ids, log lines and counts of requests."""

import io
import json
import logging
from collections.abc import Iterator

import httpx
import pytest

from dixit.api.request_log import JsonLines
from dixit.api.service import Service
from tests.api.conftest import serving

SECRET = "Que cache le ministre Xanadu ?"


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What is logged meanwhile, in the form of `--log json`."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    logger = logging.getLogger("dixit.requests")
    before = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    yield stream
    logger.removeHandler(handler)
    logger.setLevel(before)


def test_a_line_tells_of_the_request_and_not_of_the_question(
    client: httpx.Client, lines: io.StringIO
) -> None:
    response = client.post("/api/v1/ask", json={"question": SECRET}, headers={"X-Request-ID": "a1"})
    client.get("/api/v1/quotations", params={"speaker": "Xanadu"})

    assert response.headers["x-request-id"] == "a1"
    asked, listed = (json.loads(line) for line in lines.getvalue().splitlines())
    assert asked["request_id"] == "a1"
    assert (asked["method"], asked["route"], asked["status"]) == ("POST", "/api/v1/ask", 200)
    assert asked["caller"] == "local"
    assert listed["route"] == "/api/v1/quotations"
    assert "Xanadu" not in lines.getvalue()


def test_questions_are_logged_where_the_operator_asks_for_it(
    changing: Service, lines: io.StringIO
) -> None:
    changing.logs_questions = True
    with serving(changing) as at:
        httpx.post(f"{at}/api/v1/ask", json={"question": SECRET}, timeout=60, trust_env=False)

    assert json.loads(lines.getvalue())["question"] == SECRET


@pytest.mark.parametrize("given", ["", "a b", "x" * 65, 'a"\\'])
def test_an_id_that_would_spoil_the_log_is_replaced(client: httpx.Client, given: str) -> None:
    response = client.get("/healthz", headers={"X-Request-ID": given})

    assert len(response.headers["x-request-id"]) == 32


def test_metrics_count_requests_answers_and_the_index(changing: Service) -> None:
    with (
        serving(changing) as at,
        httpx.Client(base_url=at, timeout=60, trust_env=False) as client,
    ):
        for question in ("What did Zu Sijie say?", "What did Elon Musk say?"):
            client.post("/api/v1/ask", json={"question": question})
        client.get("/api/v1/documents/none.txt")
        told = client.get("/metrics")

    assert told.headers["content-type"].startswith("text/plain; version=0.0.4")
    text = told.text
    assert 'dixit_requests_total{route="/api/v1/ask",method="POST",status="200"} 2' in text
    assert (
        'dixit_requests_total{route="/api/v1/documents/{source:path}",method="GET",status="404"} 1'
        in text
    )
    assert 'dixit_answers_total{outcome="answered"} 1' in text
    assert 'dixit_answers_total{outcome="refused"} 1' in text
    assert 'dixit_request_seconds_bucket{route="/api/v1/ask",le="+Inf"} 2' in text
    assert "dixit_index_documents 5" in text
    assert "dixit_index_generation " in text


def test_ready_is_told_apart_from_alive(client: httpx.Client) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {"status": "ready"}
