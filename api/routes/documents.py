"""`/documents`: list, read and remove the stored articles."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Response

from dixit.api.access import editor, reader
from dixit.api.addresses import V1
from dixit.api.problems import INVALID, Problem
from dixit.api.records.documents import DocumentEntry, DocumentRecord, Documents, TextRecord
from dixit.api.routes.paging import Limit, Offset, Place
from dixit.api.service import Here
from dixit.rag import shown_document

router = APIRouter(prefix=V1, tags=["documents"])
Source = Annotated[
    str, Path(description="The name of an article; a slash in it may be written as `%2F`.")
]


@router.get("/documents", dependencies=[Depends(reader)])
async def documents(here: Here, offset: Offset = 0, limit: Limit = 1000) -> Documents:
    """List the articles, sorted by name."""
    stored, groups = await here.run(lambda: (here.dixit.documents(), here.dixit.copy_groups()))
    page = shown_document.listed(stored[offset : offset + limit], groups)
    return Documents(
        documents=[DocumentEntry.model_validate(one) for one in page],
        total=len(stored),
    )


# Before the route below, whose `source` would otherwise end in "/text".
@router.get("/documents/{source:path}/text", dependencies=[Depends(reader)])
async def text(
    here: Here, source: Source, start: Place = 0, end: Place | None = None
) -> TextRecord:
    """A piece of an article's text; all of it by default."""
    document = await here.run(lambda: here.dixit.document(source))
    length = len(document.text)
    last = length if end is None else end
    if not start <= last <= length:
        raise Problem(
            INVALID,
            f"{start}:{last} is not a place in {source}: write 0 <= start <= end <= {length}.",
        )
    return TextRecord(
        source=source,
        start=start,
        end=last,
        text=document.text[start:last],
        characters=length,
        content_hash=document.content_hash,
    )


@router.get("/documents/{source:path}", dependencies=[Depends(reader)])
async def document(here: Here, source: Source) -> DocumentRecord:
    """An article with its text and what is known of it."""
    found, copies = await here.run(lambda: (here.dixit.document(source), here.dixit.copies(source)))
    return DocumentRecord.model_validate(shown_document.as_dict(found, copies))


@router.delete("/documents/{source:path}", status_code=204, dependencies=[Depends(editor)])
async def remove(here: Here, source: Source) -> Response:
    """Remove an article from the index; the file that it came from stays."""
    await here.run(lambda: here.dixit.remove(source))
    return Response(status_code=204)
