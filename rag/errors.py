"""Errors that a user can act on, in addition to those of the index.

DixitError
├── SettingsError    a setting is unknown or out of range
├── ReadError        a path has no article that can be read
│   └── WebError     an address on the web that cannot be fetched
├── QuestionError    the question cannot be answered: empty or too long
├── DraftError       the draft cannot be checked: empty or too long
├── EmbedderError    the embedding model cannot be loaded
└── ModelError       the chat model cannot be used
"""

from dixit.index.errors import DixitError


class SettingsError(DixitError):
    """A setting is unknown, out of range or unreadable."""


class ReadError(DixitError):
    """A path has no article that can be read."""


class WebError(ReadError):
    """An address on the web cannot be fetched."""


class QuestionError(DixitError):
    """A question is empty, too long, or not valid Unicode."""


class DraftError(DixitError):
    """A draft is empty, too long, or not valid Unicode."""


class EmbedderError(DixitError):
    """The embedding model cannot be loaded."""


class ModelError(DixitError):
    """A chat model cannot be used, or did not answer."""
