"""`POST /search`: passages, best first."""

from fastapi import APIRouter, Depends, Request

from dixit.api.access import reader
from dixit.api.addresses import V1
from dixit.api.records.hits import Search, SearchResult
from dixit.api.service import Here

router = APIRouter(prefix=V1, tags=["questions"], dependencies=[Depends(reader)])


@router.post("/search", response_model=SearchResult, response_model_exclude_unset=True)
async def search(body: Search, here: Here, request: Request) -> SearchResult:
    """Rank passages for a query, with the signals that each score comes from."""
    if here.logs_questions:
        request.state.log = {"question": body.query}

    def found() -> SearchResult:
        where = here.filter(body.where)
        hits = here.dixit.search(body.query, body.k, where)
        records = [hit.as_dict(rank) for rank, hit in enumerate(hits, start=1)]
        speaker = body.where.speaker if body.where else None
        why = {} if hits else {"why": here.dixit.why_nothing(where, speaker)}
        return SearchResult.model_validate({"query": body.query, "hits": records, **why})

    return await here.run(found)
