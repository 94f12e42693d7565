"""`POST /v1/responses`: the newer of OpenAI's two forms of the same."""

import json
import time
import uuid
from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing
from itertools import count
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
from dixit.rag.question.follow_up import Turn

router = APIRouter(prefix=OPENAI, tags=["OpenAI's protocol"], dependencies=[Depends(reader)])


class ResponseRequest(BaseModel):
    """A request; what steers a language model, such as `instructions`, is read past."""

    model: str
    input: str | list[Message] = Field(max_length=1_000_000)
    previous_response_id: str | None = None
    stream: bool = False


class ResponseUsage(Record):
    """Tokens of the chat model; none where Dixit quotes."""

    input_tokens: int
    input_tokens_details: dict[str, int] = Field(default={"cached_tokens": 0})
    output_tokens: int
    output_tokens_details: dict[str, int] = Field(default={"reasoning_tokens": 0})
    total_tokens: int


class ResponseRecord(Record):
    """An answer; its citations are annotations `url_citation` of the text."""

    id: str
    object: Literal["response"] = "response"
    created_at: int
    status: Literal["in_progress", "completed"]
    model: str
    output: list[dict[str, Any]]
    usage: ResponseUsage | None = None
    previous_response_id: str | None = None
    error: None = None
    incomplete_details: None = None
    instructions: None = None
    metadata: dict[str, str] = Field(default={})
    parallel_tool_calls: bool = False
    temperature: None = None
    tool_choice: Literal["none"] = "none"
    tools: list[dict[str, Any]] = Field(default=[])
    top_p: None = None


@router.post(
    "/responses",
    response_model=ResponseRecord,
    responses={200: {"content": {events.MEDIA_TYPE: events.SCHEMA}}},
)
async def create_response(
    body: ResponseRequest, here: Here, request: Request
) -> ResponseRecord | Response:
    """Answer the input; the response before it is what it may lean on."""
    asked = _asked(body, here)
    record = ResponseRecord(
        id=f"resp_{uuid.uuid4().hex}",
        created_at=int(time.time()),
        status="in_progress",
        model=body.model,
        output=[],
        previous_response_id=body.previous_response_id,
    )
    if body.stream:
        told = _events(record, here, asked, request)
        return events.Events(events.resumed(await anext(told), told))
    return _completed(record, await answered(here, asked, request), _message_id(), here)


def _asked(body: ResponseRequest, here: Service) -> Asked:
    model = known(here, body.model)
    messages = body.input
    if isinstance(messages, str):
        messages = [Message(role="user", content=messages)]
    if len(messages) > MOST_MESSAGES:
        raise Problem(INVALID, f"`input` has more than {MOST_MESSAGES} messages: send the latest.")
    question, history = read(messages, here.remembered, model)
    if body.previous_response_id is not None:
        before = here.remembered.find(body.previous_response_id)
        if before is None:
            raise Problem(
                INVALID,
                "`previous_response_id` is not known: responses are remembered for a while only, "
                "so send the messages again.",
            )
        history = [Turn(before.question, before), *history]
    return Asked(question, history, model)


async def _events(
    record: ResponseRecord, here: Service, asked: Asked, request: Request
) -> AsyncGenerator[str]:
    """The events of a stream. An error before the first is raised, a later one is told."""
    numbers = count()
    item = _message_id()
    place: dict[str, object] = {"item_id": item, "output_index": 0, "content_index": 0}

    def event(kind: str, **fields: object) -> str:
        data = {"type": kind, "sequence_number": next(numbers), **fields}
        return events.event(kind, json.dumps(data, ensure_ascii=False))

    def opening() -> Iterator[str]:
        begun = record.model_dump()
        yield event("response.created", response=begun)
        yield event("response.in_progress", response=begun)
        empty = {"id": item, "type": "message", "role": "assistant", "status": "in_progress"}
        yield event("response.output_item.added", output_index=0, item={**empty, "content": []})
        yield event("response.content_part.added", **place, part=_part("", []))

    def ending(written: Written) -> Iterator[str]:
        whole = _completed(record, written, item, here)
        part = whole.output[0]["content"][0]
        for number, annotation in enumerate(part["annotations"]):
            yield event(
                "response.output_text.annotation.added",
                **place,
                annotation_index=number,
                annotation=annotation,
            )
        yield event("response.output_text.done", **place, text=part["text"], logprobs=[])
        yield event("response.content_part.done", **place, part=part)
        yield event("response.output_item.done", output_index=0, item=whole.output[0])
        yield event("response.completed", response=whole.model_dump())

    opened = False
    async with aclosing(pieces(here, asked, request)) as all_pieces:
        try:
            async for piece in all_pieces:
                if piece is None:
                    yield events.QUIET
                    continue
                if not opened:
                    opened = True
                    for each in opening():
                        yield each
                if isinstance(piece, Written):
                    for each in ending(piece):
                        yield each
                else:
                    yield event("response.output_text.delta", **place, delta=piece, logprobs=[])
        except (DixitError, Problem) as error:
            if not opened:
                raise
            problem = error if isinstance(error, Problem) else Problem.of(error)
            told = responses.openai_error(problem)["error"]
            failed = {**record.model_dump(), "status": "failed", "error": told}
            yield event("response.failed", response=failed)


def _completed(
    record: ResponseRecord, written: Written, item: str, here: Service
) -> ResponseRecord:
    here.remembered.keep(record.id, written.answer)
    cited, usage = written.cited, written.answer.usage
    annotations = [{"type": "url_citation", **mark.fields()} for mark in cited.marks]
    read, wrote = (usage.read or 0, usage.written or 0) if usage else (0, 0)
    message = {
        "id": item,
        "type": "message",
        "role": "assistant",
        "status": "completed",
        "content": [_part(cited.text, annotations)],
    }
    return record.model_copy(
        update={
            "status": "completed",
            "output": [message],
            "usage": ResponseUsage(
                input_tokens=read, output_tokens=wrote, total_tokens=read + wrote
            ),
        }
    )


def _part(text: str, annotations: list[dict[str, object]]) -> dict[str, object]:
    return {"type": "output_text", "text": text, "annotations": annotations, "logprobs": []}


def _message_id() -> str:
    return f"msg_{uuid.uuid4().hex}"
