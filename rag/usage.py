"""The use of a chat model: calls, and tokens as its provider counts them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Usage:
    """The calls of a chat model and their tokens; None if the provider does not count them."""

    calls: int = 0
    read: int | None = None
    """Tokens in the requests."""
    written: int | None = None
    """Tokens in the replies, including hidden reasoning."""

    def as_dict(self) -> dict[str, int | None]:
        """The field `usage` in the JSON of `dixit ask --json`."""
        return asdict(self)


class Meter:
    """Counts calls and tokens while a model is used."""

    def __init__(self) -> None:
        """Start at zero."""
        self.usage = Usage()

    def call(self) -> None:
        """Count a call; a retry counts as a call."""
        usage = self.usage
        self.usage = Usage(usage.calls + 1, usage.read, usage.written)

    def piece(self, metadata: Mapping[str, Any] | None) -> None:
        """Count the tokens of one piece of a reply.

        Args:
            metadata: LangChain's `usage_metadata` of the piece. The pieces of a call add up to the
                use of the whole call.
        """
        if metadata:
            usage = self.usage
            self.usage = Usage(
                usage.calls,
                (usage.read or 0) + int(metadata.get("input_tokens", 0)),
                (usage.written or 0) + int(metadata.get("output_tokens", 0)),
            )
