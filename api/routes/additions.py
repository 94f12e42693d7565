"""`POST /documents` and `POST /reindex`: read files, as jobs."""

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, File, UploadFile
from starlette.concurrency import run_in_threadpool

from dixit import Dixit
from dixit.api import uploads
from dixit.api.access import editor
from dixit.api.addresses import V1
from dixit.api.jobs import Job
from dixit.api.problems import TOO_LARGE, Problem
from dixit.api.records.documents import Reindex
from dixit.api.records.jobs import JobRecord
from dixit.api.service import Here
from dixit.index.errors import DixitError, IndexMissing, SourceUnknown
from dixit.rag.errors import ReadError
from dixit.rag.ingestion.files import absolute
from dixit.rag.ingestion.readers.formats import FORMATS
from dixit.rag.ingestion.report import IndexReport, Skip

router = APIRouter(prefix=V1, tags=["documents"], dependencies=[Depends(editor)])


@router.post("/documents", status_code=202)
async def upload(
    here: Here,
    files: Annotated[list[UploadFile], File(description="The names may have folders.")],
) -> JobRecord:
    """Keep files next to the index and add them to it."""
    for file in files:
        if (file.size or 0) > uploads.MEGABYTES * 1_000_000:
            name = (file.filename or "")[:60]
            raise Problem(TOO_LARGE, f"{name!r} is larger than {uploads.MEGABYTES} MB.")
    folder, received = await run_in_threadpool(_received, files)
    job = Job(
        "upload",
        lambda job: _added(here.dixit, received, job),
        after=lambda: shutil.rmtree(folder, ignore_errors=True),
    )
    return here.jobs.add(job).record()


def _received(files: Sequence[UploadFile]) -> tuple[Path, list[uploads.Upload]]:
    """Copy the files out of the request, to a temporary folder."""
    folder = Path(tempfile.mkdtemp(prefix="dixit-upload-"))
    received = []
    for number, file in enumerate(files):
        with (folder / str(number)).open("wb") as to:
            shutil.copyfileobj(file.file, to)
        received.append(uploads.Upload.named(folder / str(number), file.filename or "unnamed"))
    return folder, received


def _added(dixit: Dixit, received: Sequence[uploads.Upload], job: Job) -> dict[str, object]:
    """Keep the files and index them; the result names files as they were uploaded."""
    wanted = [one for one in received if one.path.suffix.lower() in FORMATS]
    others = [
        Skip(str(one.path), "is of a kind that Dixit does not read")
        for one in received
        if one not in wanted
    ]
    into = absolute(dixit.settings.index.parent / uploads.FOLDER)
    try:
        stored = {document.origin for document in dixit.documents()}
    except IndexMissing:
        stored = set()
    with uploads.kept(wanted, into, stored) as (kept, failed):
        others += [Skip(str(one.path), reason) for one, reason in failed]
        if not kept:
            return IndexReport(skipped=others).as_dict()
        within = into if all(one.upload.is_in_folder for one in kept) else None
        names = {str(one.file): str(one.upload.path) for one in kept}
        try:
            report = dixit.add([Path(name) for name in names], progress=job.step, within=within)
        except ReadError as error:
            raise DixitError(_without_paths(str(error), names)) from error
    report.skipped = [
        *(Skip(_without_paths(skip.path, names), skip.reason) for skip in report.skipped),
        *others,
    ]
    return report.as_dict()


def _without_paths(text: str, names: Mapping[str, str]) -> str:
    """A text in which files have their uploaded names, not their paths on the server."""
    for path, name in names.items():
        text = text.replace(path, name)
    return text


@router.post("/reindex", status_code=202)
async def reindex(here: Here, body: Reindex) -> JobRecord:
    """Read the files of articles again, and remove nothing whose file is gone."""
    stored = {one.source: one.origin for one in await here.run(here.dixit.documents)}
    chosen = list(stored) if body.sources is None else body.sources
    for source in chosen:
        if source not in stored:
            raise SourceUnknown(source)
    origins = list(dict.fromkeys(stored[source] for source in chosen))
    return here.jobs.add(Job("reindex", lambda job: _read_again(here.dixit, origins, job))).record()


def _read_again(dixit: Dixit, origins: Sequence[str], job: Job) -> dict[str, object]:
    there = [Path(origin) for origin in origins if Path(origin).is_file()]
    gone = [Skip(origin, "is no longer there") for origin in origins if Path(origin) not in there]
    report = dixit.add(there, progress=job.step) if there else IndexReport()
    report.skipped = [*report.skipped, *gone]
    return report.as_dict()
