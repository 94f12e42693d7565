"""`POST /ask`: an answer with citations, as one document or as it grows."""

from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import aclosing

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from dixit.api import events, growing
from dixit.api.access import reader
from dixit.api.addresses import V1
from dixit.api.problems import INVALID, Problem
from dixit.api.records.answers import AnswerRecord, Ask, GrowingAnswer
from dixit.api.records.problem import ProblemRecord
from dixit.api.service import Here, Service
from dixit.index.errors import DixitError
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

    if body.stream:
        told = _told(here, stream)
        return events.Events(events.resumed(await anext(told), told))
    answer = await here.run(lambda: list(stream())[-1])
    here.metrics.answer(answered=answer.answered)
    return AnswerRecord.of(answer)


async def _told(here: Service, make: Callable[[], Iterator[Answer]]) -> AsyncGenerator[str]:
    """The events of an answer. An error before the first one is raised, a later one is told."""
    answer: Answer | None = None
    async with here.gate.turn(), aclosing(growing.growing(make)) as states:
        try:
            async for state in states:
                if state is None:
                    yield events.QUIET
                    continue
                answer = state
                yield events.event("answer", _record(state))
        except (DixitError, Problem) as error:
            if answer is None:
                raise
            problem = error if isinstance(error, Problem) else Problem.of(error)
            yield events.event("problem", ProblemRecord.model_validate(problem.as_dict("", "")))
            return
    if answer is not None:
        here.metrics.answer(answered=answer.answered)
        yield events.event("done", AnswerRecord.of(answer))


def _record(answer: Answer) -> GrowingAnswer:
    return GrowingAnswer(answer=AnswerRecord.of(answer), writing=answer.writing)
