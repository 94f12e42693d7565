"""`POST /v1/chat/completions`, streaming and not."""

import json
import time
import uuid
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any, Literal

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field

from dixit.api import events, responses
from dixit.api.access import reader
from dixit.api.addresses import OPENAI
from dixit.api.openai.answering import Asked, Written, answered, pieces
from dixit.api.openai.conversation import MOST_MESSAGES, Message, read
from dixit.api.openai.models import known
from dixit.api.problems import INVALID, Problem
from dixit.api.records.base import Record
from dixit.api.service import Here, Service
from dixit.index.errors import DixitError
from dixit.rag.usage import Usage

router = APIRouter(prefix=OPENAI, tags=["OpenAI's protocol"], dependencies=[Depends(reader)])


class StreamOptions(BaseModel):
    """What a stream tells besides."""

    include_usage: bool = False


class ChatRequest(BaseModel):
    """A request; what steers a language model, such as `temperature`, is read past."""

    model: str
    messages: list[Message] = Field(min_length=1, max_length=MOST_MESSAGES)
    stream: bool = False
    stream_options: StreamOptions | None = None
    n: int | None = None


class UrlCitation(Record):
    """The place of a citation's mark in the text, and the address of the cited words."""

    start_index: int
    end_index: int
    url: str
    title: str
    dixit: dict[str, Any] = Field(description="The citation as `/api/v1/ask` gives it.")


class Annotation(Record):
    """A citation in the text."""

    type: Literal["url_citation"] = "url_citation"
    url_citation: UrlCitation


class ChatMessage(Record):
    """The answer."""

    role: Literal["assistant"] = "assistant"
    content: str
    refusal: None = None
    annotations: list[Annotation]


class Choice(Record):
    """The only choice: the same question has one answer."""

    index: int = 0
    message: ChatMessage
    finish_reason: Literal["stop"] = "stop"
    logprobs: None = None


class ChatUsage(Record):
    """Tokens of the chat model; none where Dixit quotes."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int

    @classmethod
    def of(cls, usage: Usage | None) -> "ChatUsage":
        """The record of a use."""
        read, written = (usage.read or 0, usage.written or 0) if usage else (0, 0)
        return cls(prompt_tokens=read, completion_tokens=written, total_tokens=read + written)


class ChatCompletion(Record):
    """An answer with its citations as annotations and footnotes."""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int
    model: str
    choices: list[Choice]
    usage: ChatUsage


@router.post(
    "/chat/completions",
    response_model=ChatCompletion,
    responses={200: {"content": {events.MEDIA_TYPE: events.SCHEMA}}},
)
async def chat_completions(
    body: ChatRequest, here: Here, request: Request
) -> ChatCompletion | Response:
    """Answer the last message; those before it are what it may lean on."""
    if body.n not in (None, 1):
        raise Problem(INVALID, "`n` can only be 1: the same question has one answer.")
    model = known(here, body.model)
    question, history = read(body.messages, here.remembered, model)
    asked = Asked(question, history, model)
    if body.stream:
        told = _chunks(body, here, asked, request)
        return events.Events(events.resumed(await anext(told), told))
    written = await answered(here, asked, request)
    message = ChatMessage(content=written.cited.text, annotations=_annotations(written))
    return ChatCompletion(
        id=_id(),
        created=int(time.time()),
        model=body.model,
        choices=[Choice(message=message)],
        usage=ChatUsage.of(written.answer.usage),
    )


async def _chunks(
    body: ChatRequest, here: Service, asked: Asked, request: Request
) -> AsyncGenerator[str]:
    """The events of a stream. An error before the first is raised, a later one is told."""
    common = {
        "id": _id(),
        "object": "chat.completion.chunk",
        "created": int(time.time()),
        "model": body.model,
    }

    def chunk(delta: dict[str, object], reason: str | None = None, **more: object) -> str:
        choices = [{"index": 0, "delta": delta, "finish_reason": reason}]
        return _data({**common, "choices": choices, **more})

    begun = False
    async with aclosing(pieces(here, asked, request)) as all_pieces:
        try:
            async for piece in all_pieces:
                if piece is None:
                    yield events.QUIET
                    continue
                if not begun:
                    yield chunk({"role": "assistant", "content": ""})
                    begun = True
                if isinstance(piece, Written):
                    cited = [one.model_dump() for one in _annotations(piece)]
                    yield chunk({"annotations": cited} if cited else {}, "stop")
                    if body.stream_options and body.stream_options.include_usage:
                        usage = ChatUsage.of(piece.answer.usage).model_dump()
                        yield _data({**common, "choices": [], "usage": usage})
                else:
                    yield chunk({"content": piece})
        except (DixitError, Problem) as error:
            if not begun:
                raise
            problem = error if isinstance(error, Problem) else Problem.of(error)
            yield _data(responses.openai_error(problem))
    yield events.event("", "[DONE]")


def _annotations(written: Written) -> list[Annotation]:
    return [
        Annotation(url_citation=UrlCitation.model_validate(mark.fields()))
        for mark in written.cited.marks
    ]


def _data(record: dict[str, object]) -> str:
    return events.event("", json.dumps(record, ensure_ascii=False))


def _id() -> str:
    return f"chatcmpl-{uuid.uuid4().hex}"
