"""The status of an index: what it holds, and the models in use."""

from dataclasses import asdict, dataclass

from dixit.index.search_index import SearchIndex


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
    kept_away: tuple[str, ...]
    """Names of the articles that were removed for good, sorted."""
    generation: int
    """The number of the index's newest state; every change raises it."""

    @classmethod
    def of(cls, index: SearchIndex, folder: str, model: str) -> "Status":
        """Return the status of an index.

        Args:
            index: The index.
            folder: The path of its folder.
            model: The answerer in the settings.
        """
        documents, embedder = index.documents(), index.embedder()
        return cls(
            index=folder,
            documents=len(documents),
            passages=sum(document.passages for document in documents),
            quotations=sum(document.quotations for document in documents),
            languages=tuple(sorted({document.language for document in documents})),
            embedder=str(embedder) if embedder else None,
            model=model,
            kept_away=tuple(article.source for article in index.removed_for_good.all()),
            generation=index.generation(),
        )

    def as_dict(self) -> dict[str, object]:
        """The JSON of `dixit status --json`."""
        return asdict(self)
