"""What a reader finds in some bytes, and what all readers agree on."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol


class Unreadable(Exception):  # Never shown as it is: it is a reason.
    """Why some bytes cannot be read; a reason to be shown after the file's name."""


@dataclass(frozen=True, slots=True)
class Extract:
    """What a file says, or one of the articles in it.

    `text` is what every offset will refer to. What the format itself tells of it, such as a
    page's meta tags, comes beside it.
    """

    text: str
    name: str = ""
    """Its name within the file; empty where the file is one article."""
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: str | None = None
    """ISO 8601, as precise as it is told."""
    page_starts: tuple[int, ...] = ()
    """Offset of the first character of each page."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A file within a file, to be read by its own reader."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Unread:
    """A part of a file that was not read, and why."""

    name: str
    reason: str


class Reader(Protocol):
    """A module of this folder."""

    def read(self, data: bytes) -> Iterator[Extract | Packed | Unread]:
        """What some bytes of its format hold.

        Raises:
            Unreadable: nothing can be read.
        """
        ...
