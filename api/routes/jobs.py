"""`/jobs` and `/eval`: work that goes on after the response."""

import asyncio
from collections.abc import Callable
from contextlib import aclosing

from fastapi import APIRouter, Depends

from dixit.api.access import editor
from dixit.api.addresses import V1
from dixit.api.evaluation_run import EvaluationError, Finished, evaluating
from dixit.api.jobs import Job
from dixit.api.records.jobs import Evaluation, JobRecord, Jobs
from dixit.api.service import Here
from dixit.rag.settings import Settings

router = APIRouter(prefix=V1, tags=["jobs"], dependencies=[Depends(editor)])


@router.get("/jobs")
async def jobs(here: Here) -> Jobs:
    """List the jobs, the newest first."""
    return Jobs(jobs=[job.record() for job in here.jobs.all()])


@router.get("/jobs/{id}")
async def job(here: Here, id: str) -> JobRecord:
    """How far a job is, and its result."""
    return here.jobs.get(id).record()


@router.delete("/jobs/{id}")
async def cancel(here: Here, id: str) -> JobRecord:
    """Cancel a job; what it has done stays."""
    return here.jobs.cancel(id).record()


@router.post("/eval", status_code=202)
async def evaluate(here: Here, body: Evaluation) -> JobRecord:
    """Ask a question set and score the answers, as `dixit eval` does."""
    model = here.model(body.model)
    return here.jobs.add(
        Job("evaluation", _evaluation(body.questions, model, here.dixit.settings))
    ).record()


def _evaluation(questions: str, model: str, settings: Settings) -> Callable[[Job], object]:
    common = ["--index", str(settings.index), "--model", model, "--no-tutorial"]

    async def run(job: Job) -> object:
        path = ""
        async with aclosing(evaluating(["--list"], settings)) as listed:
            async for each in listed:
                if isinstance(each, Finished):
                    path = next(one["path"] for one in each.printed if one["name"] == questions)
        async with aclosing(evaluating([path, *common, "--progress", "json"], settings)) as reports:
            async for each in reports:
                if isinstance(each, Finished):
                    return each.printed
                job.progress(each.done, each.of)
        raise EvaluationError("The evaluation ended without a result.")

    return lambda job: asyncio.run(run(job))
