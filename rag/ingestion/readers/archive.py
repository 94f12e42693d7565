"""ZIP archives: each file inside is read by the reader of its own format."""

import unicodedata
from collections.abc import Iterator
from pathlib import PurePosixPath

from dixit.rag.ingestion.readers.extracts import Packed, Unread, Unreadable
from dixit.rag.ingestion.readers.zip_limits import member, opened


def read(data: bytes) -> Iterator[Packed | Unread]:
    """The files of an archive, sorted by name, without the hidden ones.

    Raises:
        Unreadable: the archive is broken, encrypted or too large.
    """
    archive = opened(data)
    for info in sorted(archive.infolist(), key=lambda info: info.filename):
        parts = PurePosixPath(info.filename.replace("\\", "/")).parts
        if info.is_dir() or "__MACOSX" in parts or any(_is_hidden(part) for part in parts):
            continue
        name = "/".join(parts)
        if any(unicodedata.category(character) in ("Cc", "Cs") for character in name):
            yield Unread(ascii(name), "its name is not plain text")
        elif ".." in parts or name.startswith("/"):
            yield Unread(name, "its name leads out of the archive")
        elif PurePosixPath(name).suffix.lower() == ".zip":
            yield Unread(name, "an archive within an archive: unpack it first")
        else:
            try:
                yield Packed(name, member(archive, info))
            except Unreadable as error:
                yield Unread(name, str(error))
            except MemoryError:
                yield Unread(name, "takes too much memory to unpack")


def _is_hidden(part: str) -> bool:
    return part.startswith(".") and part != ".."
