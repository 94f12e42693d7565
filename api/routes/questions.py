"""`POST /ask`: an answer with citations, as one document or as it grows."""

from collections.abc import Iterator

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from dixit.api import events
from dixit.api.access import reader
from dixit.api.addresses import V1
from dixit.api.problems import INVALID, Problem
from dixit.api.records.answers import AnswerRecord, Ask, GrowingAnswer
from dixit.api.service import Here
from dixit.api.streamed import streamed
from dixit.rag.records import Answer

router = APIRouter(prefix=V1, tags=["questions"], dependencies=[Depends(reader)])


@router.post(
    "/ask",
    response_model=AnswerRecord,
    response_model_exclude_unset=True,
    responses={
        200: {
            "description": "The answer, or a refusal. With `stream`, events `answer` while it "
            "grows, and `done` with the whole answer, or `problem`.",
            "content": {events.MEDIA_TYPE: events.SCHEMA},
        }
    },
)
async def ask(body: Ask, here: Here, request: Request) -> AnswerRecord | Response:
    """Answer a question, or refuse. A refusal is a success too: see `answered`."""
    if here.logs_questions:
        request.state.log = {"question": body.question}
    model = here.model(body.model)

    def stream() -> Iterator[Answer]:
        try:
            history = here.history(body.history)
        except ValueError as error:
            reason = "An answer in `history` is none that Dixit gave."
            raise Problem(INVALID, reason) from error
        where = here.filter(body.where)
        return here.dixit.stream(body.question, history, model, body.strict, body.passages, where)

    def done(answer: Answer) -> str:
        here.metrics.answer(answered=answer.answered)
        return events.event("done", AnswerRecord.of(answer))

    if body.stream:
        told = streamed(here, stream, lambda answer: [_so_far(answer)], done)
        return events.Events(events.resumed(await anext(told), told))
    answer = await here.run(lambda: list(stream())[-1])
    here.metrics.answer(answered=answer.answered)
    return AnswerRecord.of(answer)


def _so_far(answer: Answer) -> str:
    record = GrowingAnswer(answer=AnswerRecord.of(answer), writing=answer.writing)
    return events.event("answer", record)
