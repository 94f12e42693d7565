"""What the index holds, and whether the server can answer."""

from dixit.api.records.base import Record


class StatusRecord(Record):
    """The JSON of `dixit status --json`, and the models that a question may name."""

    index: str
    documents: int
    passages: int
    quotations: int
    languages: list[str]
    embedder: str | None
    model: str
    kept_away: list[str]
    generation: int
    models: list[str]


class Health(Record):
    """Whether the server runs."""

    status: str
