"""What an index was built with, and whether it may be used with what is at hand now."""

from dataclasses import asdict, dataclass

from dixit.index.errors import EmbedderMismatch


@dataclass(frozen=True, slots=True)
class EmbedderIdentity:
    """All that decides which vector a text gets."""

    name: str
    weights_hash: str
    """SHA-256 of the weights, in hexadecimal."""
    dimension: int
    query_prefix: str = ""
    passage_prefix: str = ""

    def as_entries(self) -> dict[str, str]:
        """The manifest rows that hold this identity."""
        return {f"embedder.{key}": str(value) for key, value in asdict(self).items()}

    @classmethod
    def from_entries(cls, entries: dict[str, str]) -> "EmbedderIdentity | None":
        """The identity written in the manifest rows, or None where none is written yet."""
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
    """Refuse to mix vectors.

    Raises:
        EmbedderMismatch: the index holds vectors of another embedder.
    """
    if stored is not None and stored != given:
        raise EmbedderMismatch(
            f"The index was made with the embedder {stored}, and {given} is in use: "
            "run `dixit index --rebuild` to embed its articles anew, or set the embedder back."
        )
