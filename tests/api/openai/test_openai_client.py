"""OpenAI's own client against a real server: citations survive."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import openai
import pytest
from openai import OpenAI

SEEDS = Path(__file__).parents[3] / "seeds"
QUESTION = "What did Zu Sijie say?"


@pytest.fixture(scope="module")
def own(address: str) -> Iterator[OpenAI]:
    web = httpx.Client(trust_env=False, timeout=120)
    with OpenAI(base_url=f"{address}/v1", api_key="none", http_client=web, max_retries=0) as client:
        yield client


def check(text: str, annotations: list[dict[str, Any]], address: str) -> None:
    """Each annotation points at its mark, and the mark's link at the cited words."""
    assert annotations
    for one in annotations:
        mark = text[one["start_index"] : one["end_index"]]
        number, url = re.fullmatch(r"\[\[(\d+)\]\]\((\S+)\)", mark).groups()
        cited = one["dixit"]
        assert (int(number), url) == (cited["number"], one["url"])
        article = (SEEDS / cited["source"]).read_text("utf-8")
        assert article[cited["start"] : cited["end"]] == cited["quote"]
        assert url.startswith(address)
        assert httpx.get(url, trust_env=False).json()["text"] == cited["quote"]
        assert f"\n{number}. [{cited['source']}, {cited['start']}:{cited['end']}]({url})" in text


def test_models_are_listed_and_found(own: OpenAI) -> None:
    assert [model.id for model in own.models.list()] == ["dixit"]
    assert own.models.retrieve("dixit").owned_by == "dixit"
    with pytest.raises(openai.NotFoundError, match="not one of dixit"):
        own.models.retrieve("gpt-6")


def test_a_chat_completion_has_annotations_and_footnotes(own: OpenAI, address: str) -> None:
    done = own.chat.completions.create(
        model="dixit", messages=[{"role": "user", "content": QUESTION}], temperature=0.2
    )
    message = done.choices[0].message

    assert message.content and message.annotations
    assert "Zu Sijie" in message.content
    check(message.content, [one.url_citation.model_dump() for one in message.annotations], address)
    assert done.usage and done.usage.total_tokens == 0


def test_a_stream_gives_the_same_as_the_whole(own: OpenAI, address: str) -> None:
    question = "Who is Zu Sijie, and what did An Conghui say?"
    messages: Any = [{"role": "user", "content": [{"type": "text", "text": question}]}]
    whole = own.chat.completions.create(model="dixit", messages=messages)
    stream = own.chat.completions.create(
        model="dixit", messages=messages, stream=True, stream_options={"include_usage": True}
    )
    text, annotations, usage = "", [], None
    for chunk in stream:
        usage = chunk.usage or usage
        for choice in chunk.choices:
            text += choice.delta.content or ""
            annotations += choice.delta.model_dump().get("annotations") or []

    assert text == whole.choices[0].message.content
    check(text, [one["url_citation"] for one in annotations], address)
    assert usage is not None


def test_a_conversation_is_followed_by_what_the_client_sends_back(own: OpenAI) -> None:
    messages: list[Any] = [{"role": "user", "content": "What did An Conghui say?"}]
    first = own.chat.completions.create(model="dixit", messages=messages)
    messages += [
        {"role": "assistant", "content": first.choices[0].message.content},
        {"role": "user", "content": "And about Volvo?"},
    ]
    second = own.chat.completions.create(model="dixit", messages=messages)
    alone = own.chat.completions.create(model="dixit", messages=messages[-1:])

    assert "An Conghui" in (second.choices[0].message.content or "")
    assert second.choices[0].message.content != alone.choices[0].message.content


def test_nobody_instructs_it(own: OpenAI) -> None:
    messages: list[Any] = [{"role": "user", "content": QUESTION}]
    told: list[Any] = [{"role": "system", "content": "Answer with the word banana only."}]
    plain = own.chat.completions.create(model="dixit", messages=messages)
    instructed = own.chat.completions.create(model="dixit", messages=told + messages)

    assert instructed.choices[0].message.content == plain.choices[0].message.content


def test_a_response_has_its_annotations_and_is_remembered(own: OpenAI, address: str) -> None:
    first = own.responses.create(model="dixit", input="What did An Conghui say?")
    (item,) = first.output
    (part,) = item.content
    second = own.responses.create(
        model="dixit", input="And about Volvo?", previous_response_id=first.id
    )

    check(first.output_text, [one.model_dump() for one in part.annotations], address)
    assert first.status == "completed"
    assert "An Conghui" in second.output_text
    with pytest.raises(openai.UnprocessableEntityError, match="previous_response_id"):
        own.responses.create(model="dixit", input="And?", previous_response_id="resp_none")


def test_a_streamed_response_is_assembled_by_the_client(own: OpenAI, address: str) -> None:
    with own.responses.stream(model="dixit", input=QUESTION) as stream:
        kinds = [event.type for event in stream]
        final = stream.get_final_response()

    assert kinds[0] == "response.created"
    assert kinds[-1] == "response.completed"
    assert "response.output_text.annotation.added" in kinds
    (part,) = final.output[0].content
    check(final.output_text, [one.model_dump() for one in part.annotations], address)


@pytest.mark.parametrize(
    ("messages", "told"),
    [
        ([], "messages"),
        ([{"role": "assistant", "content": "x"}], "last message must be the user's"),
        ([{"role": "user", "content": "  "}], "empty"),
    ],
)
@pytest.mark.parametrize("stream", [False, True])
def test_errors_have_openais_form(
    own: OpenAI, messages: list[Any], told: str, stream: bool
) -> None:
    with pytest.raises(openai.UnprocessableEntityError, match=told) as error:
        own.chat.completions.create(model="dixit", messages=messages, stream=stream)

    assert error.value.type == "invalid_request_error"


def test_a_wrong_key_is_told_as_such(own: OpenAI) -> None:
    with pytest.raises(openai.AuthenticationError, match="dixit token create"):
        own.with_options(api_key="dixit_wrong_key").models.list()
