"""Opens ZIP-based files safely, with limits on their size."""

import lzma
import zipfile
import zlib
from io import BytesIO

from dixit.rag.ingestion.readers.extracts import Unreadable

_BROKEN = (
    *(KeyError, ValueError, RuntimeError, EOFError, OSError),
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError),
)
"""The errors that `zipfile` raises on broken archives; they have no common base class."""
MAX_BYTES = 500_000_000
"""The most bytes that all members may have together, unpacked."""
MAX_MEMBERS = 20_000


def opened(data: bytes) -> zipfile.ZipFile:
    """Open an archive in memory.

    Args:
        data: the bytes of the archive.

    Raises:
        Unreadable: the archive is broken, encrypted, or too large once unpacked.
    """
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Unreadable("broken: it is no whole archive") from error
    members = archive.infolist()
    if len(members) > MAX_MEMBERS:
        raise Unreadable(f"holds more than {MAX_MEMBERS:,} files")
    if sum(member.file_size for member in members) > MAX_BYTES:
        raise Unreadable(f"holds more than {MAX_BYTES // 1_000_000} MB once unpacked")
    if any(member.flag_bits & 0x1 for member in members):
        raise Unreadable("locked with a password: save it without one")
    return archive


def member(archive: zipfile.ZipFile, entry: str | zipfile.ZipInfo) -> bytes:
    """The bytes of one member, at most as many as the archive declares for it.

    Args:
        archive: an open archive.
        entry: the member's name, or its entry in the archive.

    Raises:
        Unreadable: the member is missing, broken, or larger than declared.
    """
    name = entry if isinstance(entry, str) else entry.filename
    try:
        info = archive.getinfo(entry) if isinstance(entry, str) else entry
        with archive.open(info) as file:
            data = file.read(info.file_size + 1)
    except _BROKEN as error:
        raise Unreadable(f"broken: {name} within it cannot be unpacked") from error
    if len(data) > info.file_size:
        raise Unreadable(f"broken: {name} within it is larger than it says")
    return data
