"""The embedder that an index was built with, and the check that it is still the one in use."""

from dataclasses import asdict, dataclass

from dixit.index.errors import EmbedderMismatch


@dataclass(frozen=True, slots=True)
class EmbedderIdentity:
    """Everything that determines the vector of a text.

    Two embedders with equal identities give equal vectors for equal texts.
    """

    name: str
    weights_hash: str
    """SHA-256 of the weights, in hexadecimal."""
    dimension: int
    """Length of a vector."""
    query_prefix: str = ""
    """Put before a query before it is embedded, as E5 models ask for."""
    passage_prefix: str = ""
    """Put before a passage before it is embedded."""

    def as_entries(self) -> dict[str, str]:
        """The manifest entries (key to value) that hold this identity."""
        return {f"embedder.{key}": str(value) for key, value in asdict(self).items()}

    @classmethod
    def from_entries(cls, entries: dict[str, str]) -> "EmbedderIdentity | None":
        """The identity held by manifest entries, or None if they hold none."""
        if "embedder.name" not in entries:
            return None
        return cls(
            name=entries["embedder.name"],
            weights_hash=entries["embedder.weights_hash"],
            dimension=int(entries["embedder.dimension"]),
            query_prefix=entries["embedder.query_prefix"],
            passage_prefix=entries["embedder.passage_prefix"],
        )

    def __str__(self) -> str:
        prefixes = "".join(f", prefix {p!r}" for p in (self.query_prefix, self.passage_prefix) if p)
        return f"{self.name} ({self.dimension} dimensions, {self.weights_hash[:12]}{prefixes})"


def check_embedder(stored: EmbedderIdentity | None, given: EmbedderIdentity) -> None:
    """Refuse to mix the vectors of two embedders.

    Args:
        stored: the embedder of the index; None before the first document.
        given: the embedder in use.

    Raises:
        EmbedderMismatch: the two differ.
    """
    if stored is not None and stored != given:
        raise EmbedderMismatch(
            f"The index was made with the embedder {stored}, and {given} is in use: "
            "run `dixit index --rebuild` to embed its articles again, or choose that embedder."
        )
