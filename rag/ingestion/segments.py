"""Cuts large files of records (mailboxes, tables, lines) into segments between two records.

A segment is read like a file of its own, so that a file of any size is read, within the limits on
time and memory of one segment. The cuts depend only on what is before them: a mailbox that has
grown has the same segments as before, and new ones behind them.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePosixPath

from dixit.rag.ingestion.readers.columns import has_column
from dixit.rag.ingestion.readers.formats import MB
from dixit.rag.parsing.dates import is_day_first

SEGMENT_BYTES = 4 * MB
"""A file up to this size is one segment; in a larger one, each has about this size."""
_LONGEST_RECORD = 50 * MB
"""A segment is cut here if no record ends before."""
_WIDE = (b"\xff\xfe", b"\xfe\xff")
"""The byte order marks of encodings whose line ends are not single bytes."""
_MAIL = re.compile(rb"(?:\A|\n)From ")
_MAIL_END = re.compile(rb"\n\r?\n(?=From [^\n]*\d{4}\s*\n)")
_LINE_END = re.compile(rb"\n")
_DELIMITERS = b",;\t|"
_TABLES = (".csv", ".tsv")
_JSON_FIELD = re.compile(rb'"([\w .@-]{1,40})"\s*:\s*"([^"\\]{6,40})"')
"""A field of an object in JSON that may be a date: its name and its value."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Whole records of a file."""

    data: bytes
    """As a file of its own: with the head of the table, where there is one."""
    first: int
    """The number of its first record in the file."""

    def digest(self, day_first: bool | None) -> str:
        """SHA-256 in hexadecimal of the records and of the order of their dates, where it is known.

        So a segment is read again where later records tell another order.
        """
        order = b"" if day_first is None else b"day first" if day_first else b"month first"
        return hashlib.sha256(self.data + order).hexdigest()


def is_cut(path: Path, size: int) -> bool:
    """Whether a file of records of this size in bytes is read in several segments."""
    if size <= SEGMENT_BYTES:
        return False
    with path.open("rb") as file:
        return not file.read(2).startswith(_WIDE)


def segments(path: Path) -> Iterator[Segment]:
    """The segments of a file of records, in order.

    Args:
        path: the file; its ending decides what a record is.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        ending = PurePosixPath(path.name).suffix.lower()
        buffer = file.read(SEGMENT_BYTES)
        head, delimiter = _head(buffer) if ending in _TABLES else (b"", b"")
        rest, first, size = buffer[len(head) :], 1, SEGMENT_BYTES
        while rest:
            ends = _record_ends(rest, ending, delimiter)
            more = file.read(size) if len(rest) < _LONGEST_RECORD else b""
            if more and not ends:
                rest += more
                continue
            if not more and len(rest) < _LONGEST_RECORD:  # The end of the file.
                yield Segment(head + rest, first)
                return
            cut = ends[-1] if ends else len(rest)
            yield Segment(head + rest[:cut], first)
            first += _records(rest[:cut], ending, ends)
            rest = rest[cut:] + (more or file.read(size))


def day_first_of(path: Path) -> bool | None:
    """Whether the dates of a large table have the day before the month; None where none tells.

    Every record counts, as a file has one order.

    Raises:
        OSError: the file cannot be read.
    """
    ending = PurePosixPath(path.name).suffix.lower()
    if ending not in (*_TABLES, ".jsonl"):
        return None
    parts = (segment.data for segment in segments(path))
    dates = (date for data in parts for date in _dates(data, ending))
    told = (is_day_first(date.decode("latin-1")) for date in dates)
    return next((one for one in told if one is not None), None)


def _dates(data: bytes, ending: str) -> Iterator[bytes]:
    """What stands in the columns or fields of a segment that are named as the date."""
    if ending not in _TABLES:
        for field in _JSON_FIELD.finditer(data):
            if has_column("published", [field[1].decode("latin-1")]):
                yield field[2]
        return
    head, delimiter = _head(data)
    if not delimiter or delimiter not in head:
        return
    line = head.strip(b"\xef\xbb\xbf\r\n").rpartition(b"\n")[2]
    names = line.decode("latin-1").split(delimiter.decode("latin-1"))
    dated = {at for at, name in enumerate(names) if has_column("published", [name.strip('"')])}
    column = 0
    for field in _fields(data[len(head) :] + b"\n", delimiter) if dated else ():
        if column in dated:
            yield field[0].strip(b'"')
        column = 0 if field[1] == b"\n" else column + 1


def _head(data: bytes) -> tuple[bytes, bytes]:
    """The lines of a table that name its delimiter and its columns; and the delimiter."""
    start = len(data) - len(data.lstrip(b"\xef\xbb\xbf\r\n"))
    names = data.find(b"\n", start) + 1
    line = data[start:names]
    if line.startswith(b"sep="):
        return data[: data.find(b"\n", names) + 1], line[4:5]
    delimiter = max(_DELIMITERS, key=line.count)
    ends = _row_ends(data[start:], bytes([delimiter]), most=1)
    return data[: start + ends[0]] if ends else b"", bytes([delimiter])


def _record_ends(data: bytes, ending: str, delimiter: bytes) -> list[int]:
    """Where records end, as far as this is certain: in bytes from the start of some record."""
    if delimiter:
        return _row_ends(data, delimiter)
    pattern = _MAIL_END if ending == ".mbox" else _LINE_END
    return [match.end() for match in pattern.finditer(data)]


def _row_ends(data: bytes, delimiter: bytes, most: int | None = None) -> list[int]:
    """Where the rows of a table end. A line end in a quoted field ends no row."""
    ends = (field.end() for field in _fields(data, delimiter) if field[1] == b"\n")
    return list(islice(ends, most))


def _fields(data: bytes, delimiter: bytes) -> Iterator[re.Match[bytes]]:
    """The fields of a table, each with the mark that ends it."""
    mark = re.escape(delimiter)
    quoted, plain = rb'"[^"]*+(?:""[^"]*+)*+"[^%b\n]*+', rb'(?!")[^%b\n]*+'
    field = re.compile(rb"(?:%b|%b)([%b\n])" % (quoted % mark, plain % mark, mark))
    at = 0
    while match := field.match(data, at):
        yield match
        at = match.end()


def _records(data: bytes, ending: str, ends: list[int]) -> int:
    """How many records a segment has, or more, so that no number is given twice."""
    if ending == ".mbox":
        return max(1, sum(1 for _ in _MAIL.finditer(data)))
    return max(1, len(ends))
