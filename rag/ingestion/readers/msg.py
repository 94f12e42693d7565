"""Outlook messages, with olefile: the subject and body, and the attachments.

A message is a compound file with a stream per property, as [MS-OXMSG] tells:
https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxmsg.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.parser import HeaderParser
from io import BytesIO
from pathlib import PurePosixPath

import olefile
from compressed_rtf import decompress

from dixit.rag.ingestion.readers import rtf
from dixit.rag.ingestion.readers.decoding import decode
from dixit.rag.ingestion.readers.extracts import Extract, Packed, Unread, Unreadable
from dixit.rag.ingestion.readers.html import page_text
from dixit.rag.ingestion.readers.html_fragment import lines_of
from dixit.rag.ingestion.readers.iso_dates import mail_date

_SUBJECT, _BODY, _HTML, _RTF = "0037", "1000", "1013", "1009"
_SENDER, _ADDRESS, _SMTP = "0C1A", "0C1F", "5D01"
_HEADERS, _SENT, _DELIVERED = "007D", "0039", "0E06"
_NAME, _SHORT_NAME, _DATA = "3707", "3704", "3701"
_WIDE, _NARROW, _BINARY, _TIME = "001F", "001E", "0102", "0040"
_ATTACHMENT, _PROPERTIES = "__attach_version1.0_", "__properties_version1.0"
_HEADER = 32
"""Bytes before the properties of a message."""
_ENTRY = 16
"""Bytes of a property: its type and number, flags, and value."""
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".emf", ".wmf", ".mp3", ".mp4", ".mov")
_MOST_ATTACHMENTS = 500


def read(data: bytes) -> Iterator[Extract | Packed | Unread]:
    """The message with its subject as title, and its attachments.

    Raises:
        Unreadable: it is broken, or has neither text nor attachments.
    """
    try:
        # As a file, since the library takes a few bytes for the name of one.
        with olefile.OleFileIO(BytesIO(data)) as message:
            yield from _message(message)
    except (OSError, ValueError, KeyError, IndexError, TypeError) as error:
        raise Unreadable("a broken message") from error


def _message(message: olefile.OleFileIO) -> Iterator[Extract | Packed | Unread]:
    subject, words = " ".join(_text(message, _SUBJECT).split()), _words(message)
    if words:
        yield Extract(
            f"{subject}\n\n{words}" if subject else words,
            title=subject or None,
            author=_text(message, _SENDER) or _text(message, _SMTP) or None,
            published=_sent(message),
        )
    attached = list(_attached(message))
    yield from attached
    if not words and not attached:
        raise Unreadable("a mail without words")


def _words(message: olefile.OleFileIO) -> str:
    """The plain body; else that in HTML, or in rich text."""
    if plain := _text(message, _BODY).strip():
        return plain.replace("\r\n", "\n")
    if page := _stream(message, f"__substg1.0_{_HTML}{_BINARY}"):
        return lines_of(page_text(page.rstrip(b"\0")))
    if packed := _stream(message, f"__substg1.0_{_RTF}{_BINARY}"):
        return "\n".join(part.text for part in rtf.read(decompress(packed)))
    return ""


def _attached(message: olefile.OleFileIO) -> Iterator[Packed | Unread]:
    folders = sorted({path[0] for path in message.listdir() if path[0].startswith(_ATTACHMENT)})
    for folder in folders[:_MOST_ATTACHMENTS]:
        told = _text(message, _NAME, folder) or _text(message, _SHORT_NAME, folder)
        name = PurePosixPath(told.replace("\\", "/")).name
        if not name or name.lower().endswith(_PICTURES):
            continue  # Mostly logos and signatures.
        if not name.isprintable():
            yield Unread(ascii(name), "its name is not plain text")
        elif content := _stream(message, f"{folder}/__substg1.0_{_DATA}{_BINARY}"):
            yield Packed(name, content)
        else:
            yield Unread(name, "a message within a message: save it as a file of its own")


def _text(message: olefile.OleFileIO, number: str, folder: str = "") -> str:
    """A property that is text, by its number; empty where the message has none."""
    start = f"{folder}/__substg1.0_{number}" if folder else f"__substg1.0_{number}"
    if wide := _stream(message, f"{start}{_WIDE}"):
        return wide.decode("utf-16-le", "replace").strip("\0")
    narrow = _stream(message, f"{start}{_NARROW}")
    return decode(narrow.strip(b"\0")) if narrow else ""


def _stream(message: olefile.OleFileIO, path: str) -> bytes:
    if not message.exists(path):
        return b""
    with message.openstream(path) as stream:
        content: bytes = stream.read()
    return content


def _sent(message: olefile.OleFileIO) -> str | None:
    """When it was sent: by the clock of its sender where the headers of the mail are kept."""
    headers = HeaderParser().parsestr(_text(message, _HEADERS))
    by_headers = mail_date(headers["date"] or "")
    return by_headers or _time(message, _SENT) or _time(message, _DELIVERED)


def _time(message: olefile.OleFileIO, number: str) -> str | None:
    """A property that is a time, to the minute, in UTC."""
    entries = _stream(message, _PROPERTIES)[_HEADER:]
    wanted = bytes.fromhex(f"{number}{_TIME}")[::-1]
    for start in range(0, len(entries) - _ENTRY + 1, _ENTRY):
        if entries[start : start + 4] == wanted:
            ticks = int.from_bytes(entries[start + 8 : start + _ENTRY], "little")
            if not ticks:
                return None
            try:
                sent = _EPOCH + timedelta(microseconds=ticks // 10)
            except OverflowError:
                return None
            return sent.strftime("%Y-%m-%dT%H:%M")
    return None
