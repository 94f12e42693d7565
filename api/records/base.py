"""What all records of the API share."""

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """A part of a response. Fields that a later version adds must not break a client."""

    model_config = ConfigDict(frozen=True)


class Body(BaseModel):
    """A part of a request. An unknown field is refused: it is a misspelt one."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)
