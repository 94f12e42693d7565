"""`/v1/models`: `dixit`, which quotes, and `dixit:NAME` for each chat model of the settings."""

from typing import Literal

from fastapi import APIRouter, Depends

from dixit.api.access import reader
from dixit.api.addresses import OPENAI
from dixit.api.problems import MODEL_UNKNOWN, Problem
from dixit.api.records.base import Record
from dixit.api.service import Here, Service
from dixit.rag.answering.extractive import answerer

router = APIRouter(prefix=OPENAI, tags=["OpenAI's protocol"], dependencies=[Depends(reader)])
OWN = "dixit"


class Model(Record):
    """A model that a client may choose."""

    id: str
    object: Literal["model"] = "model"
    created: int = 0
    owned_by: str = OWN


class ModelList(Record):
    """All models."""

    object: Literal["list"] = "list"
    data: list[Model]


@router.get("/models")
async def list_models(here: Here) -> ModelList:
    """List the models."""
    return ModelList(data=[Model(id=name) for name in offered(here)])


@router.get("/models/{id:path}")
async def model(here: Here, id: str) -> Model:
    """A model."""
    known(here, id)
    return Model(id=id)


def offered(here: Service) -> dict[str, str]:
    """The names of the models in this protocol, with Dixit's own names for them."""
    return {
        OWN if choice == answerer.NAME else f"{OWN}:{choice}": choice
        for choice in here.dixit.settings.choices
    }


def known(here: Service, name: str) -> str:
    """Dixit's own name of a model.

    Raises:
        Problem: there is no such model.
    """
    models = offered(here)
    if name not in models:
        raise Problem(MODEL_UNKNOWN, f"The model {name[:60]!r} is not one of {', '.join(models)}.")
    return models[name]
