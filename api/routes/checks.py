"""`POST /check`: a text against the articles, as one document or statement by statement."""

from collections.abc import Iterator

from fastapi import APIRouter, Depends
from fastapi.responses import Response

from dixit.api import events
from dixit.api.access import reader
from dixit.api.addresses import V1
from dixit.api.records.checks import CheckRecord, Draft, StatementRecord
from dixit.api.service import Here
from dixit.api.streamed import streamed
from dixit.rag.checking.records import CheckedStatement

router = APIRouter(prefix=V1, tags=["questions"], dependencies=[Depends(reader)])
Checked = tuple[CheckedStatement, ...]
"""The statements that are checked so far."""


@router.post(
    "/check",
    response_model=CheckRecord,
    response_model_exclude_unset=True,
    responses={
        200: {
            "description": "The statements. With `stream`, an event `statement` for each once it "
            "is checked, and `done` with them all, or `problem`.",
            "content": {events.MEDIA_TYPE: events.SCHEMA},
        }
    },
)
async def check(body: Draft, here: Here) -> CheckRecord | Response:
    """Check a text against the articles: each statement gets a verdict, with its evidence."""
    if not body.stream:
        whole = await here.run(lambda: here.dixit.check(body.text, body.sources))
        return _record(whole.statements)

    def growing() -> Iterator[Checked]:
        checked: Checked = ()
        for statement in here.dixit.checking(body.text, body.sources):
            checked = (*checked, statement)
            yield checked
        if not checked:
            yield checked

    told = 0

    def tell(checked: Checked) -> Iterator[str]:
        nonlocal told
        for statement in checked[told:]:
            yield events.event("statement", StatementRecord.of(statement))
        told = len(checked)

    stream = streamed(here, growing, tell, lambda checked: events.event("done", _record(checked)))
    return events.Events(events.resumed(await anext(stream), stream))


def _record(checked: Checked) -> CheckRecord:
    return CheckRecord(statements=[StatementRecord.of(one) for one in checked])
