"""Servers that refuse parts of a request, and prompts that are too long for a model."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dixit import Dixit, Settings
from dixit.rag.answering.generative import providers, server_limits
from dixit.rag.embedders.base import Embedder
from dixit.rag.errors import ModelError
from tests.rag.openai_server import Played, serving

QUESTION = "Combien de véhicules BMW et MINI ont été livrés ?"
SALES = "723 680"


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> Iterator[Played]:
    monkeypatch.setattr(providers, "WAITS_S", (0.0, 0.0))
    monkeypatch.setattr(server_limits, "_REFUSED", {})

    def reply(texts: dict[str, str]) -> list[str]:
        key = next(key for key, text in texts.items() if SALES in text)
        return [f"BMW a livré 723 680 véhicules BMW et MINI [{key}]."]

    part = Played(reply)
    with serving(part) as url:
        monkeypatch.setenv("OPENAI_BASE_URL", url)
        yield part


def has_system(body: dict[str, Any]) -> bool:
    return bool(body["messages"][0]["role"] == "system")


REFUSALS = {
    "System role not supported": has_system,
    "Conversation roles must alternate user/assistant/user/assistant": has_system,
    "Unsupported value: 'temperature' does not support 0": lambda body: "temperature" in body,
    "'max_tokens' is not supported. Use 'max_completion_tokens' instead.": (
        lambda body: "max_tokens" in body
    ),
    "Unrecognized request argument supplied: max_completion_tokens": (
        lambda body: "max_completion_tokens" in body
    ),
    "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.": (
        lambda body: {"max_tokens", "max_completion_tokens"} <= body.keys()
    ),
    "Unrecognized request argument supplied: stream_options": (
        lambda body: "stream_options" in body
    ),
    "max_tokens is too large: 8000. This model's maximum context length is 4096 tokens.": (
        lambda body: bool({"max_tokens", "max_completion_tokens"} & body.keys())
    ),
}


@pytest.mark.parametrize("told", REFUSALS)
def test_what_a_server_refuses_is_left_out_and_remembered(
    played: Played, seed_dixit: Dixit, told: str
) -> None:
    played.refuses = lambda body: told if REFUSALS[told](body) else None

    assert seed_dixit.ask(QUESTION, model="openai:played").answered
    tries = len(played.requests)
    assert tries > 1
    assert seed_dixit.ask(QUESTION, model="openai:played").answered
    assert len(played.requests) == tries + 1
    assert "723 680" in str(played.requests[-1]["messages"]), "the task and the passages are sent"
    assert "NO_ANSWER" in str(played.requests[-1]["messages"])


def test_a_refusal_of_everything_ends(played: Played, seed_dixit: Dixit) -> None:
    played.refuses = lambda _: "system role, temperature, max_tokens, max_completion_tokens"
    with pytest.raises(ModelError, match="error 400"):
        seed_dixit.ask(QUESTION, model="openai:played")


def shown(body: dict[str, Any]) -> int:
    return str(body["messages"][-1]["content"]).count('"id":')


def test_fewer_passages_are_sent_once_where_the_prompt_is_too_long(
    played: Played, seed_dixit: Dixit
) -> None:
    played.refuses = lambda body: (
        "the model is loaded with context length of only 2048 tokens" if shown(body) > 4 else None
    )
    assert seed_dixit.ask(QUESTION, model="openai:played").answered
    assert [shown(body) for body in played.requests] == [8, 4]


def test_a_context_that_stays_too_short_is_told_with_what_to_do(
    played: Played, seed_dixit: Dixit
) -> None:
    played.refuses = lambda _: "maximum context length is 4096 tokens, you requested 9213"
    with pytest.raises(ModelError, match="fewer `passages`"):
        seed_dixit.ask(QUESTION, model="openai:played")
    assert len(played.requests) == 2


@pytest.mark.parametrize(
    ("code", "what"), [(402, "credit"), (405, "address"), (413, "too large"), (503, "loads")]
)
def test_each_code_says_what_it_means(
    played: Played, seed_dixit: Dixit, code: int, what: str
) -> None:
    played.fails = [code] * 3
    with pytest.raises(ModelError, match=what) as caught:
        seed_dixit.ask(QUESTION, model="openai:played")
    assert str(code) in str(caught.value)
    assert "secret" not in str(caught.value)


def test_a_server_on_this_machine_is_not_asked_through_a_proxy(
    played: Played,
    seed_dixit: Dixit,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    for variable in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(variable, "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "intern.example")
    monkeypatch.delenv("no_proxy", raising=False)

    assert seed_dixit.ask(QUESTION, model="openai:played").answered
    assert "intern.example" in os.environ["NO_PROXY"]
    assert not caplog.records, "nothing is said of the proxy on the command line"


def test_a_server_that_hangs_ends_in_time_though_it_sends_comments(
    played: Played, seed_index: Path, embedder: Embedder
) -> None:
    played.hangs = True
    dixit = Dixit(seed_index, settings=Settings(model_timeout=2), embedder=embedder)
    with pytest.raises(ModelError, match="took too long"):
        dixit.ask(QUESTION, model="openai:played")
    dixit.close()
    assert played.closed.wait(10)


def test_the_tokens_of_a_server_of_ones_own_are_counted(played: Played, seed_dixit: Dixit) -> None:
    played.counts = 321, 45
    usage = seed_dixit.ask(QUESTION, model="openai:played").usage
    assert usage and usage.as_dict() == {"calls": 1, "read": 321, "written": 45}


def test_the_limit_of_tokens_is_a_setting(
    played: Played, seed_dixit: Dixit, monkeypatch: pytest.MonkeyPatch
) -> None:
    seed_dixit.ask(QUESTION, model="openai:played")
    limit = seed_dixit.settings.model_tokens
    assert played.requests[0]["max_tokens"] == limit == 8000
