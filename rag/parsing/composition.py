"""A text as it is compared: letters composed, unseen characters left out, each place known.

Plain text is stored as its file has it. An accent that is a character of its own, or a soft hyphen
within a name, must not hide a word from the rules, and the words found are cited where they stand.
"""

import re
import unicodedata
from dataclasses import dataclass

UNSEEN = "\u00ad\u200b\u2060\ufeff"
"""The soft hyphen and the characters of no width that mean nothing for the words."""
_ACCENTS = "\u0300-\u036f"
_JOINERS = r"(?<=[A-Za-zÀ-ɏ])[\u200c\u200d]+(?=[A-Za-zÀ-ɏ])"
"""Joiners belong to the letters of other scripts and to pictures, but not to Latin letters."""
_CLUSTER = re.compile(
    rf"(?P<letter>[^{_ACCENTS}{UNSEEN}]?(?:[{UNSEEN}]*[{_ACCENTS}])+)|[{UNSEEN}]+|{_JOINERS}"
)
_REMOVED = re.compile(rf"[{UNSEEN}]+|{_JOINERS}")


@dataclass(frozen=True, slots=True)
class Composed:
    """A composed text and, for each of its characters, where that stands in the text as stored."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def stored(self, start: int, end: int) -> tuple[int, int]:
        """The place in the stored text of a place in this one.

        Args:
            start: first character.
            end: the character after the last.
        """
        if start >= end:
            at = self.starts[start] if start < len(self.starts) else (self.ends or (0,))[-1]
            return at, at
        return self.starts[start], self.ends[end - 1]


def compose(text: str) -> str:
    """A text with its letters composed (Unicode NFC) and without unseen characters.

    Example:
        >>> compose("Be\u0301\u00adraud") == "B\u00e9raud"
        True
    """
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", _REMOVED.sub("", text))


def composed(text: str) -> Composed | None:
    """A text as it is compared; None where that is the text itself."""
    if text.isascii() or not _CLUSTER.search(text):
        return None
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done = 0

    def keep(start: int, end: int) -> None:
        pieces.append(text[start:end])
        starts.extend(range(start, end))
        ends.extend(range(start + 1, end + 1))

    for match in _CLUSTER.finditer(text):
        keep(done, match.start())
        done = match.end()
        letters = compose(match["letter"] or "")
        pieces.append(letters)
        starts.extend([match.start()] * len(letters))
        ends.extend([match.end()] * len(letters))
    keep(done, len(text))
    return Composed("".join(pieces), tuple(starts), tuple(ends))
