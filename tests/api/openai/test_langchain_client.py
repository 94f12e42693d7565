"""LangChain's clients of OpenAI's protocol against a real server."""

import httpx
import pytest
from langchain_core.messages import AIMessage, AIMessageChunk
from langchain_openai import ChatOpenAI

QUESTION = "What did Zu Sijie say?"


def chat(address: str, *, responses: bool) -> ChatOpenAI:
    return ChatOpenAI(
        model="dixit",
        base_url=f"{address}/v1",
        api_key="none",
        use_responses_api=responses,
        http_client=httpx.Client(trust_env=False),
        max_retries=0,
    )


@pytest.mark.parametrize("responses", [False, True])
def test_an_answer_comes_whole_and_streamed(address: str, responses: bool) -> None:
    model = chat(address, responses=responses)
    whole = model.invoke(QUESTION)
    streamed = AIMessageChunk("")
    for piece in model.stream(QUESTION):
        assert isinstance(piece, AIMessageChunk)
        streamed += piece

    assert isinstance(whole, AIMessage)
    assert "Zu Sijie" in whole.text
    assert "---\n1. [000_f43f25e133202a67.txt, 2569:3225](" in whole.text
    assert streamed.text == whole.text


def test_citations_of_a_response_are_langchains_citations(address: str) -> None:
    message = chat(address, responses=True).invoke(QUESTION)
    blocks = [block for block in message.content_blocks if block["type"] == "text"]
    citations = [one for block in blocks for one in block.get("annotations", [])]

    assert [one["type"] for one in citations] == ["citation"]
    assert citations[0]["url"].endswith("/text?start=2569&end=3225")


def test_a_conversation_is_followed(address: str) -> None:
    model = chat(address, responses=False)
    first = model.invoke("What did An Conghui say?")
    talk = [("user", "What did An Conghui say?"), ("assistant", first.text)]
    second = model.invoke([*talk, ("user", "And about Volvo?")])

    assert "An Conghui" in second.text
