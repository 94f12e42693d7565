"""A text as its numbers are read: small letters without accents, one kind of space and apostrophe.

Each character stays where it was, so that the places of what is found are places of the text.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

_SPACES = "\t\u00a0\u2002\u2003\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_SAME = {
    **dict.fromkeys(map(ord, _SPACES), " "),
    **dict.fromkeys(map(ord, "’‘ʼ´`′"), "'"),
    **dict.fromkeys(map(ord, "‐‑−"), "-"),
    **dict.fromkeys(map(ord, "\u00ad\u200b\u200d\u2060\ufeff"), ""),
}
_WORD = re.compile(r"[^\W\d_]+")
_FIGURE = re.compile("[\\d½⅓⅔¼¾⅕⅖⅗⅘⅙⅛⅜⅝⅞]")


class _Table(dict[int, str]):
    """What stands for each character; at most one other."""

    def __missing__(self, code: int) -> str:
        first = unicodedata.normalize("NFD", chr(code))[0]
        self[code] = "" if unicodedata.combining(first) else first.lower()[:1]
        return self[code]


_TABLE = _Table(_SAME)


@dataclass(frozen=True)
class Plain:
    """A text and its plain form."""

    source: str

    @cached_property
    def text(self) -> str:
        """The plain form."""
        if self.source.isascii():
            return self.source.lower().replace("\t", " ").replace("`", "'")
        return self.source.translate(_TABLE)

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of the plain form, each once."""
        return frozenset(_WORD.findall(self.text))

    @cached_property
    def has_figures(self) -> bool:
        """Whether there is any digit, or a fraction that is one character."""
        return _FIGURE.search(self.text) is not None

    @cached_property
    def _places(self) -> list[int] | None:
        """For each plain character its place in the source; None where all are the same."""
        if len(self.text) == len(self.source):
            return None
        kept = [at for at, character in enumerate(self.source) if _TABLE[ord(character)]]
        return [*kept, len(self.source)]

    def at(self, place: int) -> int:
        """The place in the source of a place in the plain form."""
        return place if self._places is None else self._places[place]

    def end(self, place: int) -> int:
        """The place in the source where what ends at a place of the plain form ends."""
        return place if self._places is None or place == 0 else self._places[place - 1] + 1
