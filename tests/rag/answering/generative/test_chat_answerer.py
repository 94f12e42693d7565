"""A chat model's answer: every sentence checked, nothing taken on trust."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from pydantic import Field

from dixit import Dixit
from dixit.rag.answering.generative import providers
from dixit.rag.answering.generative.prompt import REFUSAL
from dixit.rag.errors import ModelError
from dixit.rag.records import Answer

Reply = Callable[[dict[str, str]], str]
QUESTION = "Combien de véhicules BMW et MINI ont été livrés ?"


class Scripted(BaseChatModel):
    """A model that answers from the passages it was shown, by id, as a test tells it to."""

    reply: Reply
    seen: list[str] = Field(default_factory=list)

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        self.seen.extend(str(message.content) for message in messages)
        data = self.seen[-1].split("<passages>")[1].split("</passages>")[0]
        texts = {passage["id"]: passage["text"] for passage in json.loads(data)}
        message = AIMessage(self.reply(texts))
        return ChatResult(generations=[ChatGeneration(message=message)])


@pytest.fixture
def ask(seed_dixit: Dixit, monkeypatch: pytest.MonkeyPatch) -> Callable[[Reply, str], Answer]:
    def ask(reply: Reply, question: str = QUESTION) -> Answer:
        model = Scripted(reply=reply)
        monkeypatch.setattr(providers, "open_chat_model", lambda *_: model)
        return seed_dixit.ask(question, model="scripted:model")

    return ask


def holding(words: str, texts: dict[str, str]) -> str:
    return next(key for key, text in texts.items() if words in text)


def test_a_true_sentence_is_cited_to_the_words_that_prove_it(
    ask: Callable[..., Answer], seed_dixit: Dixit
) -> None:
    answer = ask(
        lambda texts: f"BMW a livré 723 680 véhicules BMW et MINI [{holding('723 680', texts)}]."
    )

    assert answer.answered
    assert answer.model == "scripted:model"
    (citation,) = answer.citations
    assert citation.verdict == "supported"
    text = seed_dixit.document(citation.span.source).text
    assert text[citation.span.start : citation.span.end] == citation.quote
    assert "723 680" in citation.quote


def test_a_wrong_number_is_no_proof_and_alone_no_answer(ask: Callable[..., Answer]) -> None:
    answer = ask(lambda texts: f"BMW a livré 999 999 véhicules [{holding('723 680', texts)}].")

    assert not answer.answered
    assert "999" not in answer.text


def test_a_wrong_sentence_beside_a_true_one_is_shown_as_what_it_is(
    ask: Callable[..., Answer],
) -> None:
    def reply(texts: dict[str, str]) -> str:
        key = holding("723 680", texts)
        return f"BMW a livré 723 680 véhicules [{key}]. C'est une baisse de 40 % [{key}]."

    answer = ask(reply)

    assert [block.citations[0].verdict for block in answer.blocks] == ["supported", "unsupported"]


def test_an_invented_quote_is_never_proof(ask: Callable[..., Answer]) -> None:
    answer = ask(
        lambda texts: f"BMW dit : « Nous sommes les meilleurs » [{holding('723 680', texts)}]."
    )

    assert not answer.answered
    assert "meilleurs" not in answer.text


def test_ids_that_were_not_given_prove_nothing(ask: Callable[..., Answer]) -> None:
    for marker in ("[1]", "[zzzz]", "[dead]", ""):
        answer = ask(lambda _, m=marker: f"BMW a livré 723 680 véhicules {m}.")
        note, *quoted = answer.blocks
        assert "n’a pas pu être rattachée" in note.text
        assert all(citation.verdict == "verbatim" for b in quoted for citation in b.citations)


@pytest.mark.parametrize("reply", [REFUSAL, f"{REFUSAL}.", f"Désolé. {REFUSAL}"])
def test_the_word_of_refusal_abstains(ask: Callable[..., Answer], reply: str) -> None:
    answer = ask(lambda _: reply)

    assert not answer.answered
    assert answer.nearest


@pytest.mark.parametrize("reply", ["", "   \n", "a" * 50_000])
def test_an_empty_or_endless_reply_is_an_error_in_one_sentence(
    ask: Callable[..., Answer], reply: str
) -> None:
    with pytest.raises(ModelError, match="no answer"):
        ask(lambda _: reply)


def test_a_model_that_fails_is_an_error_that_tells_no_secret(ask: Callable[..., Answer]) -> None:
    def fail(_: dict[str, str]) -> str:
        raise ConnectionError("refused, key sk-secret")

    with pytest.raises(ModelError, match="ConnectionError") as caught:
        ask(fail)
    assert "sk-secret" not in str(caught.value)


def test_passages_are_data_under_ids_that_change(
    seed_dixit: Dixit, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[set[str]] = []
    model = Scripted(reply=lambda texts: shown.append(set(texts)) or REFUSAL)
    monkeypatch.setattr(providers, "open_chat_model", lambda *_: model)
    seed_dixit.ask(QUESTION, model="scripted:model")
    seed_dixit.ask(QUESTION, model="scripted:model")

    assert shown[0] != shown[1]
    assert "nothing" in model.seen[0] or "rien" in model.seen[0]
    assert QUESTION not in model.seen[0]


def test_a_yes_or_a_no_is_judged_as_what_it_says_to_the_question(
    ask: Callable[..., Answer],
) -> None:
    question = "BMW a-t-il livré 723 680 véhicules BMW et MINI ?"

    def answered(word: str) -> bool:
        return ask(lambda texts: f"{word} [{holding('723 680', texts)}].", question).answered

    assert answered("Oui")
    assert not answered("Non")
