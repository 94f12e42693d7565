"""What a chat model was asked for: calls, and tokens as its provider counts them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Usage:
    """Calls of a model, and their tokens; None where the provider does not count them."""

    calls: int = 0
    read: int | None = None
    """Tokens of what it was sent."""
    written: int | None = None
    """Tokens of what it wrote, thoughts that it keeps to itself among them."""

    def as_dict(self) -> dict[str, int | None]:
        """The JSON of `dixit ask --json`, under `usage`."""
        return asdict(self)


class Meter:
    """Counts along while a model is asked."""

    def __init__(self) -> None:
        self.usage = Usage()

    def call(self) -> None:
        """A call begins, the same again after a failure included."""
        told = self.usage
        self.usage = Usage(told.calls + 1, told.read, told.written)

    def piece(self, metadata: Mapping[str, Any] | None) -> None:
        """A piece came; LangChain's `usage_metadata` of the pieces of a call adds up to its own."""
        if metadata:
            told = self.usage
            self.usage = Usage(
                told.calls,
                (told.read or 0) + int(metadata.get("input_tokens", 0)),
                (told.written or 0) + int(metadata.get("output_tokens", 0)),
            )
