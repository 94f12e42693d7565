"""Plain text and Markdown: the decoded bytes, kept exactly."""

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
    """The text in some bytes, whatever its encoding, less a byte order mark; nothing else changes.

    UTF-8 is taken where it fits, since no other text fits it by chance; otherwise
    charset-normalizer chooses among the encodings that French and English are written in.

    Raises:
        Unreadable: no encoding makes text of the bytes.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Wide encodings of Latin text have a mark or null bytes; short narrow ones can look wide.
        wide = b"\x00" in data or data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
        best = from_bytes(data, cp_isolation=_WIDE if wide else _NARROW).best()
        try:
            # Where a text is too short to tell, the encoding of Western Windows.
            text = data.decode(best.encoding if best else "cp1252").removeprefix("\ufeff")
        except UnicodeDecodeError:
            text = _wide(data)
    if not _CONTROL.isdisjoint(text):
        text = _wide(data)
    return text


def _wide(data: bytes) -> str:
    """UTF-16 without a mark, which happens to be valid UTF-8 where it holds plain letters."""
    for encoding in ("utf-16-le", "utf-16-be") if b"\x00" in data else ():
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        latin = sum(character < "\u0250" for character in text)
        if latin > len(text) / 2 and _CONTROL.isdisjoint(text):
            return text
    raise Unreadable("not text: no encoding fits its bytes")
