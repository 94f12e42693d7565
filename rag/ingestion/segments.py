"""Cuts large files of records (mailboxes, tables, lines) into segments between two records.

A segment is read like a file of its own, so that a file of any size is read, within the limits on
time and memory of one segment. The cuts depend only on what is before them: a mailbox that has
grown has the same segments as before, and new ones behind them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from dixit.rag.ingestion.readers.formats import MB

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


@dataclass(frozen=True, slots=True)
class Segment:
    """Whole records of a file."""

    data: bytes
    """As a file of its own: with the head of the table, where there is one."""
    first: int
    """The number of its first record in the file."""


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
        head, delimiter = _head(buffer) if ending in (".csv", ".tsv") else (b"", b"")
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
    mark = re.escape(delimiter)
    quoted, plain = rb'"[^"]*+(?:""[^"]*+)*+"[^%b\n]*+', rb'(?!")[^%b\n]*+'
    field = re.compile(rb"(?:%b|%b)([%b\n])" % (quoted % mark, plain % mark, mark))
    ends: list[int] = []
    at = 0
    while (most is None or len(ends) < most) and (match := field.match(data, at)):
        at = match.end()
        if match[1] == b"\n":
            ends.append(at)
    return ends


def _records(data: bytes, ending: str, ends: list[int]) -> int:
    """How many records a segment has, or more, so that no number is given twice."""
    if ending == ".mbox":
        return max(1, sum(1 for _ in _MAIL.finditer(data)))
    return max(1, len(ends))
