"""The status of an index: what it holds, and the models in use."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Status:
    """The contents of an index and the models that made and query it."""

    index: str
    """The path of the index folder."""
    documents: int
    passages: int
    quotations: int
    languages: tuple[str, ...]
    """Codes of the documents' languages, sorted: "en", "fr"."""
    embedder: str | None
    """The embedder that made the index; None if the index is empty."""
    model: str
    """The answerer in the settings: "quoting", or a chat model."""
    generation: int
    """The number of the index's newest state; every change raises it."""

    def as_dict(self) -> dict[str, object]:
        """The JSON of `dixit status --json`."""
        return asdict(self)
