"""Errors of the index. Each message says what went wrong, where, and what to do about it.

DixitError
├── IndexStoreError      the index cannot be read or written
│   ├── IndexMissing     the folder holds no index
│   ├── IndexBusy        another process holds the write lock
│   ├── IndexUnwritable  the folder is read-only, or the disk is full
│   ├── IndexDamaged     stored data fails its checks
│   ├── SchemaMismatch   the tables are not those of this version
│   └── EmbedderMismatch the stored vectors come from another embedder
├── SourceUnknown        no document has that name
└── FilterInvalid        a filter holds an invalid date or name
"""

from collections.abc import Sequence


class DixitError(Exception):
    """Base of all errors whose message can be shown to the user as it is, without a traceback."""


class IndexStoreError(DixitError):
    """The index cannot be read or written."""


class IndexMissing(IndexStoreError):
    """The folder holds no index."""


class IndexBusy(IndexStoreError):
    """Another process holds the lock for longer than the caller waits."""


class IndexUnwritable(IndexStoreError):
    """Nothing can be written to the index folder: it is read-only, or the disk is full."""


class IndexDamaged(IndexStoreError):
    """Stored data is unreadable, or fails its checksum."""


class SchemaMismatch(IndexStoreError):
    """The tables do not match the schema of this version: a newer Dixit wrote them, or none did."""


class EmbedderMismatch(IndexStoreError):
    """The stored vectors come from another embedder than the one in use."""


class SourceUnknown(DixitError):
    """No document has the given name.

    Args:
        source: the name that was asked for.
        near: similar names that are stored, for the message.
    """

    def __init__(self, source: str, near: Sequence[str] = ()) -> None:
        like = f" (there is {' and '.join(map(repr, near))})" if near else ""
        super().__init__(
            f"No article is called {source!r}{like}: `dixit sources` lists their names."
        )


class FilterInvalid(DixitError):
    """A filter holds an invalid date, an empty date range, or a name that is not Unicode text."""
