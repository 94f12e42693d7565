"""Which reader reads what, and how much of it: the one list of formats."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from itertools import accumulate, pairwise
from pathlib import PurePosixPath
from typing import cast

from dixit.rag.ingestion.readers.extracts import Extract, Packed, Reader, Unread, Unreadable
from dixit.rag.parsing.composition import compose

MB = 1_000_000
_PLAIN = "plain"
MAX_CHARACTERS = 20 * MB
"""A longer text is no article."""
MAX_UNPACKED = 500 * MB
"""Bytes that the files within one file may come to."""
_LONGEST_FACT = 500
_LONGEST_NAME = 500
"""Characters."""
_DEEPEST = 3
"""How many files within files: an archive, a mail in it, an attachment of that."""
_README = "README"
_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_ODD = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Format:
    """How files of some ending are read."""

    reader: str
    """The module of this folder."""
    max_bytes: int = 20 * MB
    extra: str | None = None
    """The extra that brings its library, where Dixit alone does not."""


_PACKED = 200 * MB
FORMATS = {
    ".txt": Format(_PLAIN),
    ".md": Format(_PLAIN),
    ".html": Format("html"),
    ".htm": Format("html"),
    ".mhtml": Format("mhtml", 50 * MB),
    ".mht": Format("mhtml", 50 * MB),
    ".pdf": Format("pdf", _PACKED),
    ".docx": Format("docx", _PACKED, "office"),
    ".odt": Format("odt", _PACKED, "office"),
    ".pptx": Format("pptx", _PACKED, "office"),
    ".rtf": Format("rtf", 50 * MB, "office"),
    ".epub": Format("epub", _PACKED),
    ".eml": Format("eml", 50 * MB),
    ".mbox": Format("mbox", _PACKED),
    ".csv": Format("csv", _PACKED),
    ".tsv": Format("csv", _PACKED),
    ".jsonl": Format("jsonl", _PACKED),
    ".zip": Format("archive", _PACKED),
}


def format_of(name: str) -> Format:
    """The format of a file, by the ending of its name.

    Raises:
        Unreadable: it is none of those that are read.
    """
    try:
        return FORMATS[PurePosixPath(name).suffix.lower()]
    except KeyError:
        raise Unreadable(
            f"not one of the formats that are read ({', '.join(sorted(FORMATS))})"
        ) from None


def is_plain(name: str, data: bytes = b"") -> bool:
    """Whether a file of that name, which begins with those bytes, is plain text."""
    kind = FORMATS.get(PurePosixPath(name).suffix.lower())
    return kind is not None and kind.reader == _PLAIN and not is_page(data)


def is_page(data: bytes) -> bool:
    """Whether some bytes begin as a web page does, whatever their file is called."""
    return _PAGE.match(data) is not None


def extracts(name: str, data: bytes) -> Iterator[Extract | Unread]:
    """What a file holds, and what the files within it hold.

    Raises:
        Unreadable: nothing can be read.
    """
    yield from _extracts(name, data, 0)


def _extracts(name: str, data: bytes, depth: int) -> Iterator[Extract | Unread]:
    kind = format_of(name)
    if kind.reader == _PLAIN and is_page(data):  # Saved under another name.
        kind = FORMATS[".html"]
    if len(data) > kind.max_bytes:
        raise Unreadable(f"larger than {kind.max_bytes // MB} MB")
    unpacked = 0
    names: set[str] = set()
    for found in _reader(kind, name).read(data):
        part = replace(found, name=_unlike(found.name, names))
        if isinstance(part, Packed):
            unpacked += len(part.data)
            if unpacked > MAX_UNPACKED:
                raise Unreadable(f"holds more than {MAX_UNPACKED // MB} MB once unpacked")
            yield from _within(part, depth + 1)
        elif isinstance(part, Extract):
            yield _checked(part if kind.reader == _PLAIN else _cleaned(part))
        else:
            yield part


def _within(part: Packed, depth: int) -> Iterator[Extract | Unread]:
    """What a file within a file holds; where that cannot be read, why."""
    if PurePosixPath(part.name).stem.upper() == _README:
        yield Unread(part.name, "tells of its folder, and is no article")
        return
    if len(part.name) > _LONGEST_NAME:
        yield Unread(f"{part.name[:60]}…", "its name is too long")
        return
    try:
        if depth >= _DEEPEST:
            raise Unreadable("too deep: a file within a file within a file")
        for found in _extracts(part.name, part.data, depth):
            yield replace(found, name=f"{part.name}/{found.name}" if found.name else part.name)
    except Unreadable as error:
        yield Unread(part.name, str(error))
    except MemoryError:
        raise
    except Exception as error:  # A library's own defect, on a file made by anybody.
        yield Unread(part.name, stumbled(error))


def stumbled(error: Exception) -> str:
    """The reason where a reader raises what it should not."""
    return f"cannot be read: its reader stumbled ({type(error).__name__})"


def _unlike(name: str, taken: set[str]) -> str:
    """The name, or one that differs from those that are taken; added to them."""
    stem, dot, ending = name.rpartition(".")
    number, given = 1, name
    while given and given in taken:
        number += 1
        given = f"{stem} ({number}).{ending}" if dot else f"{name} ({number})"
    taken.add(given)
    return given


def _cleaned(extract: Extract) -> Extract:
    """The extract composed, without unseen characters, blanks for those that no text should hold.

    Plain text is kept exactly instead, or refused.
    """

    def clean(text: str | None) -> str | None:
        return None if text is None or len(text) > _LONGEST_FACT else compose(_ODD.sub(" ", text))

    bounds = (0, *extract.page_starts, len(extract.text))
    pages = [compose(_ODD.sub(" ", extract.text[start:end])) for start, end in pairwise(bounds)]
    return replace(
        extract,
        text="".join(pages),
        page_starts=tuple(accumulate(map(len, pages[:-1]))),
        title=clean(extract.title),
        author=clean(extract.author),
        publisher=clean(extract.publisher),
    )


def _checked(extract: Extract) -> Extract:
    if len(extract.text) > MAX_CHARACTERS:
        raise Unreadable(f"holds more than {MAX_CHARACTERS // MB} million characters")
    if not any(character.isalnum() for character in extract.text):
        raise Unreadable("holds no words")
    return extract


def _reader(kind: Format, name: str) -> Reader:
    try:
        return cast(Reader, import_module(f"dixit.rag.ingestion.readers.{kind.reader}"))
    except ModuleNotFoundError as error:
        if kind.extra is None:
            raise
        raise Unreadable(
            f"{PurePosixPath(name).suffix} needs the extra `{kind.extra}`: "
            f"pip install 'dixit-rag[{kind.extra}]'"
        ) from error
