"""Questions over HTTP: whole answers, growing ones, follow-ups, and what is wrong with them."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from httpx_sse import connect_sse

from tests.api.conftest import problem

SEEDS = Path(__file__).parents[2] / "seeds"
ASK = "/api/v1/ask"


def test_an_answer_cites_the_exact_characters(client: httpx.Client) -> None:
    answer = client.post(ASK, json={"question": "Qu'a dit Zu Sijie ?"}).json()

    (citation,) = answer["citations"]
    text = (SEEDS / citation["source"]).read_text("utf-8")
    assert text[citation["start"] : citation["end"]] == citation["quote"]
    assert citation["verdict"] == "verbatim"


def test_a_refusal_is_a_success(client: httpx.Client) -> None:
    response = client.post(ASK, json={"question": "What did Elon Musk say?"})

    assert response.status_code == 200
    assert response.json()["answered"] is False


def events(client: httpx.Client, body: dict[str, Any]) -> list[tuple[str, Any]]:
    with connect_sse(client, "POST", ASK, json={**body, "stream": True}) as source:
        assert source.response.headers["cache-control"] == "no-store"
        return [(event.event, json.loads(event.data)) for event in source.iter_sse()]


def test_a_streamed_answer_grows_and_ends_as_the_whole_one(client: httpx.Client) -> None:
    question = "Who is Zu Sijie, and what did An Conghui say?"
    told = events(client, {"question": question})
    whole = client.post(ASK, json={"question": question}).json()

    assert {name for name, _ in told[:-1]} == {"answer"}
    name, last = told[-1]
    assert name == "done"
    assert last["blocks"] == whole["blocks"]
    assert last["citations"] == whole["citations"]
    sizes = [len(state["answer"]["blocks"]) for _, state in told[:-1]]
    assert sizes == sorted(sizes)


def test_an_error_before_the_stream_has_its_own_status(client: httpx.Client) -> None:
    problem(client.post(ASK, json={"question": " ", "stream": True}), 422, "invalid-request")


def test_a_follow_up_leans_on_the_turn_before(client: httpx.Client) -> None:
    first = {"question": "What did An Conghui say?"}
    turn = {**first, "answer": client.post(ASK, json=first).json()}
    second = client.post(ASK, json={"question": "And about Volvo?", "history": [turn]}).json()

    assert "An Conghui" in second["asked"]


def test_a_filter_holds(client: httpx.Client) -> None:
    body = {"question": "What did Zu Sijie say?", "where": {"languages": ["en"]}}

    assert client.post(ASK, json=body).json()["answered"] is False


@pytest.mark.parametrize(
    ("body", "status", "kind", "told"),
    [
        ({"question": "   "}, 422, "invalid-request", "empty"),
        ({"question": "a" * 100_000}, 422, "invalid-request", "100,000 characters"),
        ({"question": "q", "modle": "x"}, 422, "invalid-request", "body.modle"),
        ({"question": "q", "passages": 0}, 422, "invalid-request", "body.passages"),
        ({"question": "q", "model": "openai:gpt"}, 404, "model-unknown", "not one of quoting"),
        ({"question": "q?", "where": {"from": "2018-13"}}, 422, "invalid-request", "2018-13"),
        ({}, 422, "invalid-request", "body.question"),
    ],
)
def test_a_wrong_question_is_told_in_one_sentence(
    client: httpx.Client, body: dict[str, Any], status: int, kind: str, told: str
) -> None:
    assert told in problem(client.post(ASK, json=body), status, kind)


@pytest.mark.parametrize(
    ("content", "status", "kind"),
    [
        (b"{", 422, "invalid-request"),
        (b"\xff\xff", 400, "malformed-request"),
        (b"[" * 100_000, 400, "malformed-request"),
        (b'{"question": "\\ud800"}', 422, "invalid-request"),
    ],
    ids=["cut off", "no text", "too deep", "half a character"],
)
def test_bad_json_is_told_without_an_error_of_ours(
    client: httpx.Client, content: bytes, status: int, kind: str
) -> None:
    headers = {"Content-Type": "application/json"}

    problem(client.post(ASK, content=content, headers=headers), status, kind)


def test_what_was_sent_is_not_repeated(client: httpx.Client) -> None:
    response = client.post(ASK, json={"question": ["secret words"]})

    assert "secret" not in problem(response, 422, "invalid-request")


def test_search_says_why_nothing_was_found(client: httpx.Client) -> None:
    body = {"query": "Audi", "where": {"from": "2035"}}
    found = client.post("/api/v1/search", json=body).json()

    assert found["hits"] == []
    assert "2035" in found["why"]


def test_an_unknown_address_or_method_is_a_problem_too(client: httpx.Client) -> None:
    problem(client.get("/api/v2/ask"), 404, "not-found")
    problem(client.get(ASK), 405, "method-not-allowed")
