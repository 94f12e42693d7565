"""Errors that a person can act on; each message says what, where, and what to do.

DixitError
├── IndexStoreError      the index cannot be read or written
│   ├── IndexMissing     there is no index yet
│   ├── IndexBusy        another process is writing
│   ├── IndexUnwritable  its folder takes nothing more
│   ├── IndexDamaged     the stored truth is not readable
│   ├── SchemaMismatch   made by a newer Dixit, or half made
│   └── EmbedderMismatch made with another embedder
├── SourceUnknown        no document of that name
└── FilterInvalid        a search is narrowed by what is no date
"""

from collections.abc import Sequence


class DixitError(Exception):
    """Base of all errors that are safe to show: one sentence, no traceback, no secret."""


class IndexStoreError(DixitError):
    """The index cannot be read or written."""


class IndexMissing(IndexStoreError):
    """There is no index in the folder yet."""


class IndexBusy(IndexStoreError):
    """Another process is writing to the index."""


class IndexUnwritable(IndexStoreError):
    """The folder of the index takes nothing more: it is read-only, or the disk is full."""


class IndexDamaged(IndexStoreError):
    """What is stored cannot be trusted."""


class SchemaMismatch(IndexStoreError):
    """The tables are not those that this version knows."""


class EmbedderMismatch(IndexStoreError):
    """The index was made with another embedder than the one in use."""


class SourceUnknown(DixitError):
    """No document of that name is in the index."""

    def __init__(self, source: str, near: Sequence[str] = ()) -> None:
        like = f" (there is {' and '.join(map(repr, near))})" if near else ""
        super().__init__(
            f"No article is called {source!r}{like}: `dixit sources` lists their names."
        )


class FilterInvalid(DixitError):
    """A search cannot be narrowed so."""
