"""A visitor's settings: the answerer and its options."""

from collections.abc import Mapping
from dataclasses import dataclass

from dixit import Dixit


@dataclass(frozen=True, slots=True)
class Choices:
    """One visitor's settings, kept in their browser."""

    model: str
    strict: bool
    passages: int

    @classmethod
    def of(cls, record: object, dixit: Dixit) -> "Choices":
        """The settings that a browser kept; missing or invalid ones come from the page's
        settings.
        """
        if isinstance(record, cls):
            return record
        fields = record if isinstance(record, Mapping) else {}
        settings = dixit.settings
        model, passages = fields.get("model"), fields.get("passages")
        return cls(
            model if isinstance(model, str) and model in settings.choices else settings.model,
            bool(fields.get("strict", settings.strict)),
            passages if isinstance(passages, int) and 1 <= passages <= 100 else settings.passages,
        )
