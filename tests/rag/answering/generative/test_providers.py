"""The clients of Anthropic, Mistral and Ollama, against servers that speak their protocols."""

from collections.abc import Iterator

import pytest

from dixit import Dixit
from dixit.rag.answering.generative import providers
from dixit.rag.errors import ModelError
from tests.rag.provider_server import READ, WRITTEN, Provider, providing

QUESTION = "Combien de véhicules BMW et MINI ont été livrés ?"
SALES = "723 680"
PROVIDERS = ("anthropic", "mistralai", "ollama")


def true_reply(texts: dict[str, str]) -> str:
    key = next(key for key, text in texts.items() if SALES in text)
    return f"BMW a livré 723 680 véhicules BMW et MINI [{key}]."


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    monkeypatch.setattr(providers, "WAITS_S", (0.0, 0.0))
    playing = Provider(true_reply)
    with providing(playing) as url:
        monkeypatch.setenv("ANTHROPIC_API_URL", url)
        monkeypatch.setenv("ANTHROPIC_BASE_URL", url)
        monkeypatch.setenv("MISTRAL_BASE_URL", f"{url}/v1")
        monkeypatch.setenv("OLLAMA_HOST", url)
        for name in ("ANTHROPIC", "MISTRAL"):
            monkeypatch.setenv(f"{name}_API_KEY", "sk-secret")
        yield playing


@pytest.mark.parametrize("name", PROVIDERS)
def test_each_client_streams_and_its_answer_is_checked(
    provider: Provider, seed_dixit: Dixit, name: str
) -> None:
    grown = list(seed_dixit.stream(QUESTION, model=f"{name}:x"))

    assert any(answer.writing.startswith("BMW") for answer in grown)
    assert grown[-1].citations[0].verdict == "supported"
    assert len(provider.paths) == 1


@pytest.mark.parametrize("name", PROVIDERS)
def test_calls_and_tokens_are_counted_as_the_provider_counts_them(
    provider: Provider, seed_dixit: Dixit, name: str
) -> None:
    told = seed_dixit.ask(QUESTION, model=f"{name}:x").as_dict()
    assert told["usage"] == {"calls": 1, "read": READ, "written": WRITTEN}
    assert "usage" not in seed_dixit.ask(QUESTION).as_dict()


@pytest.mark.parametrize("name", PROVIDERS)
@pytest.mark.parametrize(("code", "told"), [(401, "key"), (404, "no model"), (429, "limit")])
def test_each_client_s_failures_are_one_sentence(
    provider: Provider, seed_dixit: Dixit, name: str, code: int, told: str
) -> None:
    provider.code = code
    with pytest.raises(ModelError, match=told) as caught:
        seed_dixit.ask(QUESTION, model=f"{name}:x")
    assert "sk-secret" not in str(caught.value)


@pytest.mark.parametrize("name", ["anthropic", "mistralai"])
def test_the_key_is_the_environment_s(provider: Provider, seed_dixit: Dixit, name: str) -> None:
    seed_dixit.ask(QUESTION, model=f"{name}:x")

    assert any(value.endswith("sk-secret") for value in provider.headers[0].values())


def test_a_missing_key_is_one_sentence(
    provider: Provider, seed_dixit: Dixit, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN"):
        monkeypatch.delenv(variable, raising=False)
    with pytest.raises(ModelError, match="key") as caught:
        seed_dixit.ask(QUESTION, model="anthropic:x")
    assert "\n" not in str(caught.value)
    assert not provider.paths


def test_anthropic_s_own_citations_are_checked_as_any_others(
    provider: Provider, seed_dixit: Dixit
) -> None:
    def reply(texts: dict[str, str]) -> str:
        key = next(key for key, text in texts.items() if SALES in text)
        other = next(key for key, text in texts.items() if SALES not in text)
        return (
            f"L'an dernier, BMW a livré 723 680 véhicules BMW et MINI [{key}], en hausse de "
            f"13,1% sur un an [{key}]. BMW en a livré 800 000 [{key}]. "
            f"BMW a livré 723 680 véhicules BMW et MINI [{other}]. Tout va bien [beef]."
        )

    provider.reply = reply
    answer = seed_dixit.ask(QUESTION, model="anthropic:x")

    first, wrong, moved, unknown = answer.blocks
    assert first.text.startswith("L'an dernier") and "13,1%" in first.text
    assert [c.verdict for c in first.citations] == ["supported"]
    assert SALES in first.citations[0].quote
    assert wrong.unproven and moved.unproven
    assert not unknown.citations
    assert answer.unknown_ids == 1


def test_anthropic_is_given_passages_as_search_results_and_is_not_to_search_again(
    provider: Provider, seed_dixit: Dixit
) -> None:
    seed_dixit.ask(QUESTION, model="anthropic:x")
    (body,) = provider.bodies

    assert body["tool_choice"] == {"type": "none"}
    assert "temperature" not in body, "newer models refuse it"
    assert "[" not in body["system"]
    (answered,) = body["messages"][-1]["content"]
    assert answered["type"] == "tool_result"
    assert {result["type"] for result in answered["content"]} == {"search_result"}
    assert all(result["citations"] == {"enabled": True} for result in answered["content"])
