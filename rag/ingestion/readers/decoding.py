"""Bytes to text, in one order: byte order mark, UTF-8, what is declared, what reads best.

UTF-8 comes before the declaration, since text in another encoding hardly ever is valid UTF-8, and
many pages declare what their server no longer sends. A few bytes that do not fit cost only
themselves. Labels mean what they mean to browsers: "iso-8859-1" is windows-1252
(https://encoding.spec.whatwg.org/#names-and-labels).
"""

import codecs
import re

from dixit.rag.ingestion.readers.extracts import Unreadable

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # Before UTF-16, whose mark it begins with.
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BY_BROWSERS = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254"}
"""What browsers read under the names that Python gives some encodings."""
_NARROW = ("cp1252", "iso8859_15", "mac_roman", "cp850", "latin_1")
"""The encodings of French and English with one byte a character, the most common first."""
_BETTER = 2
"""By how much another reading must be better than that in windows-1252."""
_SAMPLE = 200_000
"""Bytes that readings are compared by."""
_CONTROL = frozenset(map(chr, range(32))) - frozenset("\t\n\v\f\r")
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_ACCENTED = frozenset("éèêëàâäîïôöùûüçœæÿñáíóúßåøÉÈÊËÀÂÄÎÏÔÖÙÛÜÇŒÆŸÑÁÍÓÚÅØ")
_APOSTROPHES, _OPENING, _CLOSING = "’‘", "«“", "»”"
_PUNCTUATION = frozenset("–—…€°•§©\u00a0\u202f")
_DOUBTFUL = frozenset("¼½¾²³ªº")
"""Right beside a figure or a blank, and wrong within a word."""


def decode(data: bytes, declared: str | None = None) -> str:
    """The text in some bytes, less a byte order mark; nothing else changes.

    Args:
        data: the bytes.
        declared: the encoding that the file names, if it does.

    Raises:
        Unreadable: no encoding makes text of the bytes.
    """
    text = _decoded(data, declared)
    if not _CONTROL.isdisjoint(text):
        text = _wide(data)
    return text


def _decoded(data: bytes, declared: str | None) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark) and (text := _by(data[len(mark) :], encoding)) is not None:
            return text
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if _is_mostly_utf8(data):
        return data.decode("utf-8", _ONE_BYTE)
    if declared and (text := _by(data, _known(declared))) is not None:
        return text
    return data.decode(_narrow(data))


def _by(data: bytes, encoding: str) -> str | None:
    """The text in an encoding; None where it does not fit, or makes control characters."""
    try:
        text = data.decode(encoding)
    except (LookupError, UnicodeError):
        return None
    return text if _CONTROL.isdisjoint(text) else None


def _known(declared: str) -> str:
    try:
        name = codecs.lookup(declared.strip().strip("\"'")).name
    except (LookupError, ValueError):
        return ""
    return _BY_BROWSERS.get(name, name)


def _is_mostly_utf8(data: bytes) -> bool:
    """Whether more characters beyond ASCII are valid UTF-8 than bytes are not."""
    text = data.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    return len(_FOREIGN.findall(text)) - lost > lost


def _one_byte(error: UnicodeError) -> tuple[str, int]:
    """A byte that is no UTF-8 as windows-1252 reads it; the mark of a lost character at an end."""
    assert isinstance(error, UnicodeDecodeError)
    if error.end == len(error.object) and error.object[error.start] >= 0xC2:  # Cut short.
        return "\ufffd", error.end
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


_ONE_BYTE = "dixit-one-byte"
codecs.register_error(_ONE_BYTE, _one_byte)


def _narrow(data: bytes) -> str:
    """The encoding with one byte a character in which the text reads best."""
    readings = []
    for encoding in _NARROW:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        readings.append((_likeness(text[:_SAMPLE]), encoding))
    usual = readings[0]
    best = max(readings, key=lambda reading: reading[0])
    return best[1] if best[0] >= usual[0] + _BETTER else usual[1]


def _likeness(text: str) -> int:
    """How much the characters beyond ASCII look like those of a French or English text."""
    return sum(_fits(text, match.start()) for match in _FOREIGN.finditer(text))


def _fits(text: str, place: int) -> int:
    """1 for a character in its usual place, -1 for an unusual one, -2 for one within a word."""
    character, before, after = text[place], text[place - 1 : place], text[place + 1 : place + 2]
    if character in _ACCENTED:
        return -2 if character.isupper() and before.islower() else 1
    if character in _APOSTROPHES:
        return 1 if before.isalpha() or after.isalpha() else 0
    if character in _OPENING:
        return 1 if not before.isalpha() else -2
    if character in _CLOSING:
        return 1 if not after.isalpha() else -2
    if character in _PUNCTUATION:
        return -1 if before.isalpha() and after.isalpha() and character in "°•§©" else 1
    if character in _DOUBTFUL and not (before.isalpha() or after.isalpha()):
        return 0
    return -2 if before.isalpha() or after.isalpha() else -1


def _wide(data: bytes) -> str:
    """UTF-16 without a mark, which happens to be valid UTF-8 where it holds plain letters."""
    for encoding in ("utf-16-le", "utf-16-be") if b"\x00" in data else ():
        text = _by(data, encoding)
        if text is not None and sum(character < "\u0250" for character in text) > len(text) / 2:
            return text
    raise Unreadable("not text: no encoding fits its bytes")
