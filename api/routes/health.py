"""`/status`, `/healthz`, `/readyz` and `/metrics`: for operators and their programs."""

from fastapi import APIRouter, Depends
from fastapi.responses import PlainTextResponse

from dixit.api import metrics as prometheus
from dixit.api.access import reader
from dixit.api.addresses import V1
from dixit.api.records.status import Health, StatusRecord
from dixit.api.service import Here, Service
from dixit.index.errors import DixitError

router = APIRouter(prefix=V1, tags=["operation"])
"""Below `/api/v1`."""
root = APIRouter(tags=["operation"])
"""At the root, where such programs look."""


@router.get("/status", dependencies=[Depends(reader)])
async def status(here: Here) -> StatusRecord:
    """What the index holds, and the models that a question may name."""
    fields = (await here.run(here.dixit.status)).as_dict()
    return StatusRecord.model_validate({**fields, "models": here.dixit.settings.choices})


@root.get("/healthz")
async def healthz() -> Health:
    """Whether the server runs. Needs no token."""
    return Health(status="ok")


@root.get("/readyz")
async def readyz(here: Here) -> Health:
    """Whether questions can be answered: index and embedder are open. Needs no token."""

    def ready() -> Health:
        here.dixit.documents()
        here.dixit.embedder.embed_query("")
        return Health(status="ready")

    return await here.run(ready)


@root.get("/metrics", dependencies=[Depends(reader)], response_class=PlainTextResponse)
async def metrics(here: Here) -> PlainTextResponse:
    """Counts and latencies in Prometheus' text format."""
    text = here.metrics.text(await here.run(lambda: _gauges(here)))
    return PlainTextResponse(text, media_type=prometheus.MEDIA_TYPE)


def _gauges(here: Service) -> dict[str, float]:
    """What holds at this moment; of the index only if it can be read."""
    running = sum(job.state in ("waiting", "running") for job in here.jobs.all())
    try:
        status = here.dixit.status()
    except DixitError:
        return {"jobs": running}
    return {
        "jobs": running,
        "index_generation": status.generation,
        "index_documents": status.documents,
        "index_passages": status.passages,
    }
