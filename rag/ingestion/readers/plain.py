"""Plain text and Markdown: the decoded bytes, unchanged."""

import codecs
from collections.abc import Iterator

from charset_normalizer import from_bytes

from dixit.rag.ingestion.readers.extracts import Extract, Unreadable

_WIDE = ["utf_16", "utf_16_le", "utf_16_be", "utf_32"]
_NARROW = ["cp1252", "latin_1"]
_CONTROL = frozenset(map(chr, range(32))) - frozenset("\t\n\v\f\r")


def read(data: bytes) -> Iterator[Extract]:
    """The text of a file.

    Raises:
        Unreadable: the bytes are not text.
    """
    yield Extract(decode(data))


def decode(data: bytes) -> str:
    r"""Decode text in any encoding. Only a byte order mark is removed.

    UTF-8 is used if the bytes are valid UTF-8, because text in another encoding hardly ever is.
    Otherwise charset-normalizer chooses among the encodings that are used for French and English.

    Args:
        data: the bytes of a text.

    Returns:
        The text, for example "café" for b"caf\xe9".

    Raises:
        Unreadable: no encoding gives valid text.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # UTF-16 and UTF-32 of Latin text have a byte order mark or null bytes. Without this test,
        # a short text in an 8-bit encoding can be mistaken for them.
        wide = b"\x00" in data or data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
        best = from_bytes(data, cp_isolation=_WIDE if wide else _NARROW).best()
        try:
            # If the text is too short to decide, assume Windows-1252.
            text = data.decode(best.encoding if best else "cp1252").removeprefix("\ufeff")
        except UnicodeDecodeError:
            text = _wide(data)
    if not _CONTROL.isdisjoint(text):
        text = _wide(data)
    return text


def _wide(data: bytes) -> str:
    """Decode UTF-16 without a byte order mark; plain letters in it are valid UTF-8 by chance."""
    for encoding in ("utf-16-le", "utf-16-be") if b"\x00" in data else ():
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        latin = sum(character < "\u0250" for character in text)
        if latin > len(text) / 2 and _CONTROL.isdisjoint(text):
            return text
    raise Unreadable("not text: no encoding fits its bytes")
