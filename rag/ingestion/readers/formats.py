"""The list of formats: which reader reads which files, and up to what size."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from itertools import accumulate, pairwise
from pathlib import PurePosixPath
from typing import Literal, cast

from dixit.rag.ingestion.readers.extracts import (
    WHOLE,
    Extract,
    Packed,
    Place,
    Reader,
    RecordReader,
    Unread,
    Unreadable,
)
from dixit.rag.parsing.composition import compose

MB = 1_000_000
_PLAIN = "plain"
MAX_CHARACTERS = 20 * MB
"""A text with more characters is refused."""
MAX_UNPACKED = 500 * MB
"""The most bytes that the files inside one file may have in total."""
_LONGEST_FACT = 500
"""Characters; a longer title, author or publisher is dropped."""
_LONGEST_NAME = 500
"""Characters."""
_DEEPEST = 3
"""How deep files may be nested: an archive, an e-mail in it, an attachment of that e-mail."""
_README = "README"
_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_ODD = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Format:
    """How files with some ending are read."""

    reader: str
    """The name of the reader module in this folder."""
    max_bytes: int = 20 * MB
    holds: Literal["one", "files", "records"] = "one"
    """One article; or files, each read by its own reader; or records, whose file may be cut."""


_PACKED = 200 * MB
FORMATS = {
    ".txt": Format(_PLAIN),
    ".md": Format(_PLAIN),
    ".html": Format("html"),
    ".htm": Format("html"),
    ".xhtml": Format("html"),
    ".mhtml": Format("mhtml", 50 * MB),
    ".mht": Format("mhtml", 50 * MB),
    ".pdf": Format("pdf", _PACKED),
    ".docx": Format("docx", _PACKED),
    ".odt": Format("odt", _PACKED),
    ".pptx": Format("pptx", _PACKED),
    ".xlsx": Format("xlsx", _PACKED),
    ".xlsm": Format("xlsx", _PACKED),
    ".ods": Format("ods", _PACKED),
    ".rtf": Format("rtf", 50 * MB),
    ".epub": Format("epub", _PACKED),
    ".eml": Format("eml", 50 * MB, holds="files"),
    ".msg": Format("msg", 50 * MB, holds="files"),
    ".mbox": Format("mbox", _PACKED, holds="records"),
    ".csv": Format("csv", _PACKED, holds="records"),
    ".tsv": Format("csv", _PACKED, holds="records"),
    ".json": Format("json", _PACKED),
    ".jsonl": Format("jsonl", _PACKED, holds="records"),
    ".xml": Format("xml", 50 * MB),
    ".rss": Format("feed", 50 * MB),
    ".atom": Format("feed", 50 * MB),
    ".srt": Format("subtitles"),
    ".vtt": Format("subtitles"),
    ".zip": Format("archive", _PACKED, holds="files"),
}


def format_of(name: str) -> Format:
    """The format of a file, by the ending of its name.

    Raises:
        Unreadable: the ending is not in `FORMATS`.
    """
    try:
        return FORMATS[PurePosixPath(name).suffix.lower()]
    except KeyError:
        raise Unreadable(
            f"not one of the formats that are read ({', '.join(sorted(FORMATS))})"
        ) from None


def is_plain(name: str, data: bytes = b"") -> bool:
    """Whether a file of this name, with these first bytes, is plain text or Markdown."""
    kind = FORMATS.get(PurePosixPath(name).suffix.lower())
    return kind is not None and kind.reader == _PLAIN and not is_page(data)


def is_page(data: bytes) -> bool:
    """Whether some bytes begin as a web page does, whatever their file is called."""
    return _PAGE.match(data) is not None


def extracts(name: str, data: bytes) -> Iterator[Extract | Unread]:
    """The articles in a file and in the files nested in it, and the parts that cannot be read.

    Args:
        name: the file's name; its ending decides the reader.
        data: the file's bytes.

    Raises:
        Unreadable: nothing in the file can be read.
    """
    for item in items(name, data):
        yield from item


def items(name: str, data: bytes, place: Place = WHOLE) -> Iterator[Iterator[Extract | Unread]]:
    """What a file holds, one iterator for each article or file in it; each is read when iterated.

    Args:
        name: the file's name; its ending decides the reader.
        data: the file's bytes.
        place: where the records stand, if `data` is a part of a file of records.

    Raises:
        Unreadable: nothing in the file can be read, or nothing after the items so far.
    """
    yield from _items(name, data, 0, place)


def _items(
    name: str, data: bytes, depth: int, place: Place = WHOLE
) -> Iterator[Iterator[Extract | Unread]]:
    kind = format_of(name)
    if kind.reader == _PLAIN and is_page(data):  # Saved under another name.
        kind = FORMATS[".html"]
    if len(data) > kind.max_bytes:
        raise Unreadable(f"larger than {kind.max_bytes // MB} MB")
    unpacked = 0
    names: set[str] = set()
    reader = _reader(kind)
    records = kind.holds == "records"
    found = cast(RecordReader, reader).read(data, place) if records else reader.read(data)
    for item in found:
        part = replace(item, name=_unlike(item.name, names))
        if isinstance(part, Packed):
            unpacked += len(part.data)
            if unpacked > MAX_UNPACKED:
                raise Unreadable(f"holds more than {MAX_UNPACKED // MB} MB once unpacked")
            yield _within(part, depth + 1)
        else:
            yield _single(part, exactly=kind.reader == _PLAIN)


def _single(part: Extract | Unread, *, exactly: bool) -> Iterator[Extract | Unread]:
    """An article ready to be stored; `Unread` if it cannot be, and is one of several."""
    if isinstance(part, Unread):
        yield part
        return
    try:
        yield _checked(part if exactly else _cleaned(part))
    except Unreadable as error:
        if not part.name:
            raise
        yield Unread(part.name, str(error))


def _within(part: Packed, depth: int) -> Iterator[Extract | Unread]:
    """The contents of a nested file; one `Unread` with the reason if it cannot be read."""
    if PurePosixPath(part.name).stem.upper() == _README:
        yield Unread(part.name, "describes the folder; not indexed")
        return
    if len(part.name) > _LONGEST_NAME:
        yield Unread(f"{part.name[:60]}…", "its name is too long")
        return
    try:
        if depth >= _DEEPEST:
            raise Unreadable("too deep: a file within a file within a file")
        for item in _items(part.name, part.data, depth):
            for one in item:
                yield replace(one, name=f"{part.name}/{one.name}" if one.name else part.name)
    except Unreadable as error:
        yield Unread(part.name, str(error))
    except MemoryError:
        raise
    except Exception as error:  # Any error of a parsing library, on an untrusted file.
        yield Unread(part.name, stumbled(error))


def stumbled(error: Exception) -> str:
    """The reason to show when a reader raises an unexpected error."""
    return f"cannot be read: its reader stumbled ({type(error).__name__})"


def _unlike(name: str, taken: set[str]) -> str:
    """The name, or a numbered variant of it that is not in `taken`; adds it to `taken`."""
    stem, dot, ending = name.rpartition(".")
    number, variant = 1, name
    while variant and variant in taken:
        number += 1
        variant = f"{stem} ({number}).{ending}" if dot else f"{name} ({number})"
    taken.add(variant)
    return variant


def _cleaned(extract: Extract) -> Extract:
    """The extract composed, without unseen characters; a space for each control character.

    Plain text is not cleaned: it is kept exactly, or refused.
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


def _reader(kind: Format) -> Reader:
    return cast(Reader, import_module(f"dixit.rag.ingestion.readers.{kind.reader}"))
