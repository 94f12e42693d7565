"""`GET /quotations` and `GET /speakers`: who said what."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from dixit.api.access import reader
from dixit.api.addresses import V1
from dixit.api.records.quotations import QuotationRecord, Quotations, SpeakerRecord, Speakers
from dixit.api.routes.paging import Limit, Offset
from dixit.api.service import Here
from dixit.rag.retrieval.quoted import Conditions

router = APIRouter(prefix=V1, tags=["quotations"], dependencies=[Depends(reader)])


@router.get("/quotations", response_model_exclude_unset=True)
async def quotations(
    here: Here,
    speaker: Annotated[str | None, Query(description="Part of the name is enough.")] = None,
    source: Annotated[str | None, Query(description="Only this article.")] = None,
    about: Annotated[
        str | None, Query(description="Only statements about this; in either language.")
    ] = None,
    since: Annotated[
        str | None, Query(alias="from", description="Published from this day: YYYY[-MM[-DD]].")
    ] = None,
    until: Annotated[
        str | None, Query(alias="to", description="Published until this day, included.")
    ] = None,
    direct: Annotated[
        bool | None,
        Query(description="True for words in quotation marks, false for reported speech."),
    ] = None,
    offset: Offset = 0,
    limit: Limit = 1000,
) -> Quotations:
    """List quotations that meet all conditions, with their speakers, in the order of the articles.

    The conditions are those of `dixit quotes`.
    """
    conditions = Conditions(about=about, published_from=since, published_until=until, direct=direct)
    found = await here.run(lambda: here.dixit.quotations(speaker, source, **conditions))
    page = found[offset : offset + limit]
    return Quotations(
        quotations=[QuotationRecord.model_validate(one.as_dict()) for one in page],
        total=len(found),
    )


@router.get("/speakers")
async def speakers(here: Here) -> Speakers:
    """List all speakers with the number of their quotations."""
    counts = await here.run(here.dixit.speakers)
    order = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return Speakers(speakers=[SpeakerRecord(name=name, quotations=n) for name, n in order])
