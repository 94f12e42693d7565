"""Opening what is a ZIP archive, whatever it calls itself, within limits."""

import lzma
import zipfile
import zlib
from io import BytesIO

from dixit.rag.ingestion.readers.extracts import Unreadable

_BROKEN = (
    *(KeyError, ValueError, RuntimeError, EOFError, OSError),
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError),
)
"""What the parts of `zipfile` raise; they have no common base."""
MAX_BYTES = 500_000_000
"""Bytes that all members may come to."""
MAX_MEMBERS = 20_000


def opened(data: bytes) -> zipfile.ZipFile:
    """The archive in some bytes.

    Raises:
        Unreadable: it is broken, locked, or would fill the memory once unpacked.
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


def member(archive: zipfile.ZipFile, given: str | zipfile.ZipInfo) -> bytes:
    """The bytes of one member; no more than the archive itself says there are.

    Raises:
        Unreadable: it is missing or broken.
    """
    name = given if isinstance(given, str) else given.filename
    try:
        info = archive.getinfo(given) if isinstance(given, str) else given
        with archive.open(info) as file:
            data = file.read(info.file_size + 1)
    except _BROKEN as error:
        raise Unreadable(f"broken: {name} within it cannot be unpacked") from error
    if len(data) > info.file_size:
        raise Unreadable(f"broken: {name} within it is larger than it says")
    return data
