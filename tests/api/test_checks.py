"""Checks over HTTP: whole, statement by statement, and what is wrong with a draft."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from httpx_sse import connect_sse

from tests.api.conftest import problem

SEEDS = Path(__file__).parents[2] / "seeds"
CHECK = "/api/v1/check"
GEELY = "001_66826098bebb6ec7.txt"
SAIC = "000_f43f25e133202a67.txt"
DRAFT = (
    "Bonjour,\n\nGeely a signé un accord de partenariat avec Tencent. "
    "Renault a vendu 12 millions de voitures en Islande en 2031.\n"
)


def test_each_statement_has_its_place_its_verdict_and_exact_evidence(client: httpx.Client) -> None:
    statements = client.post(CHECK, json={"text": DRAFT}).json()["statements"]

    assert [one["verdict"] for one in statements] == [None, "supported", "unsupported"]
    for one in statements:
        assert DRAFT[one["start"] : one["end"]] == one["text"]
    (citation,) = statements[1]["citations"]
    text = (SEEDS / citation["source"]).read_text("utf-8")
    assert text[citation["start"] : citation["end"]] == citation["quote"]


def test_only_the_chosen_articles_prove(client: httpx.Client) -> None:
    def verdicts(sources: list[str]) -> list[str | None]:
        body = {"text": DRAFT, "sources": sources}
        return [one["verdict"] for one in client.post(CHECK, json=body).json()["statements"]]

    assert verdicts([GEELY]) == [None, "supported", "unsupported"]
    assert verdicts(["003_cba7c51000020ebe.txt"]) == [None, "unsupported", "unsupported"]


def events(client: httpx.Client, draft: str) -> list[tuple[str, Any]]:
    body = {"text": draft, "stream": True}
    with connect_sse(client, "POST", CHECK, json=body) as source:
        assert source.response.headers["cache-control"] == "no-store"
        return [(event.event, json.loads(event.data)) for event in source.iter_sse()]


def test_a_streamed_check_tells_every_statement_and_ends_with_all(client: httpx.Client) -> None:
    told = events(client, DRAFT)

    whole = client.post(CHECK, json={"text": DRAFT}).json()
    assert told == [*(("statement", one) for one in whole["statements"]), ("done", whole)]


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize(
    ("body", "status", "kind", "told"),
    [
        ({"text": " \n"}, 422, "invalid-request", "The draft is empty"),
        ({"text": "a " * 300_000}, 422, "invalid-request", "check it in parts"),
        ({"text": "x", "sources": ["no.txt"]}, 404, "source-unknown", "is called 'no.txt'"),
        ({"text": "x", "source": [SAIC]}, 422, "invalid-request", "body.source"),
        ({}, 422, "invalid-request", "body.text"),
    ],
)
def test_a_wrong_draft_is_told_in_one_sentence_with_its_own_status(
    client: httpx.Client, body: dict[str, Any], status: int, kind: str, told: str, stream: bool
) -> None:
    response = client.post(CHECK, json={**body, "stream": stream})

    assert told in problem(response, status, kind)
