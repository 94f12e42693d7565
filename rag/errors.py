"""Errors of the pipeline that a person can act on, beside those of the index.

DixitError
├── SettingsError    a setting is out of range or unknown
├── ReadError        a path holds no article that can be read
├── QuestionError    a question that cannot be asked
├── EmbedderError    the embedding model cannot be loaded
└── ModelError       the chat model did not answer
"""

from dixit.index.errors import DixitError


class SettingsError(DixitError):
    """A setting is out of range, unknown or unreadable."""


class ReadError(DixitError):
    """A path holds no article that can be read."""


class QuestionError(DixitError):
    """A question that cannot be asked: empty, or far too long."""


class EmbedderError(DixitError):
    """The embedding model cannot be loaded."""


class ModelError(DixitError):
    """The chat model cannot be used, or did not answer."""
