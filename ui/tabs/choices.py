"""What a visitor chose: the answerer, and how it is to answer."""

from collections.abc import Mapping
from dataclasses import dataclass

from dixit import Dixit


@dataclass(frozen=True, slots=True)
class Choices:
    """One visitor's settings, kept by their browser."""

    model: str
    strict: bool
    passages: int

    @classmethod
    def of(cls, record: object, dixit: Dixit) -> "Choices":
        """What a browser kept; the page's own settings for what it did not, or what is none."""
        if isinstance(record, cls):
            return record
        given = record if isinstance(record, Mapping) else {}
        settings = dixit.settings
        model, passages = given.get("model"), given.get("passages")
        return cls(
            model if isinstance(model, str) and model in settings.choices else settings.model,
            bool(given.get("strict", settings.strict)),
            passages if isinstance(passages, int) and 1 <= passages <= 100 else settings.passages,
        )
