"""The result types that all readers share."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol


class Unreadable(Exception):  # Not an "Error": its message is only a reason.
    """The reason why some bytes cannot be read, to be shown after the file's name."""


@dataclass(frozen=True, slots=True)
class Extract:
    """The text of a file, or of one of the articles in it.

    All offsets refer to `text`. The other fields are metadata that the file format itself gives,
    such as the meta tags of a web page.
    """

    text: str
    name: str = ""
    """The article's name within the file; empty if the file is a single article."""
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: str | None = None
    """An ISO 8601 date, as precise as the format gives it."""
    page_starts: tuple[int, ...] = ()
    """The offset of the first character of each page."""
    page_labels: tuple[str, ...] = ()
    """The number printed on each page; empty where pages are only counted."""
    ocr: tuple[float | None, ...] = ()
    """For each page read by optical character recognition, its mean confidence, 0 to 1."""
    unread_pages: tuple[int, ...] = ()
    """The numbers of the pages that are pictures and were not read, counted from 1."""
    url: str | None = None
    """The article's address on the web."""
    form: str = ""
    """The ending of its format, such as ".pdf", where the file's name does not tell it."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A file inside a file, to be read by the reader of its own format."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Unread:
    """A part of a file that was not read, and the reason."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where some records stand in their file, and what the file tells of all of them."""

    first: int = 1
    """The number of the first record."""
    day_first: bool | None = None
    """Whether 04/05 is 4 May in the file; None where nothing in it tells."""


WHOLE = Place()
"""The place of the records of a file that is read as one."""


class Reader(Protocol):
    """The interface of each reader module in this folder."""

    def read(self, data: bytes) -> Iterator[Extract | Packed | Unread]:
        """Read the bytes of a file in the reader's format.

        Raises:
            Unreadable: nothing in the file can be read.
        """
        ...


class RecordReader(Protocol):
    """The interface of the readers of records: mails, rows, lines."""

    def read(self, data: bytes, place: Place) -> Iterator[Extract | Packed | Unread]:
        """Read some records; those without a name of their own are numbered from `place.first`.

        Raises:
            Unreadable: nothing in the file can be read.
        """
        ...
