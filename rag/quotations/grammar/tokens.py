"""Sentences as tokens, with what stands between quotation marks folded to one token.

Who says what shows in the frame around quoted words, never in the words themselves: a frame is a
sentence, or several that a quotation spans, in which each quotation is a single token.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from dixit.rag.parsing.quotation_marks import Quoted, mark_over, opened_in


class Kind(Enum):
    """What a token is."""

    WORD = auto()
    MARK = auto()
    """One character of punctuation."""
    QUOTED = auto()
    """Quotation marks with all between them."""


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a frame at its place in the document."""

    start: int
    end: int
    text: str
    word: str
    """In lower case, with a plain apostrophe."""
    kind: Kind
    quoted: Quoted | None = None

    @property
    def is_capital(self) -> bool:
        """Whether it is a word that begins with a capital letter."""
        return self.kind is Kind.WORD and self.text[0].isupper()

    @property
    def is_word(self) -> bool:
        """Whether it is a word or a number."""
        return self.kind is Kind.WORD


Frame = tuple[Token, ...]

_PRONOUNS = "il|elle|ils|elles|on|je|tu|nous|vous"
_TOKEN = re.compile(
    r"(?P<elided>\b(?:[cdjlmnstCDJLMST]|[Qq]u|[Jj]usqu|[Ll]orsqu|[Pp]uisqu|[Qq]uoiqu|N(?=['’][a-zà-ÿ]))['’](?=[\w«“\"]))"
    rf"|(?P<inverted>-(?:t-)?(?:{_PRONOUNS})\b(?!-))"
    r"|(?P<abbreviated>\b(?:Mr|Mrs|Ms|Dr|St|Prof|Gen|Sen|Rep|Gov|Lt|Col|Sgt|[A-ZÀ-Þ])\.(?:-?[A-Z]\.)*)"
    rf"|(?P<word>[^\W_]+(?:(?:['’&.](?=[^\W_])|-(?!(?:t-)?(?:{_PRONOUNS})\b(?!-))|/)[^\W_]+)*)"
    r"|(?P<mark>--|[^\w\s]|_)"
)


def places_of_frames(
    sentences: Sequence[tuple[int, int]], marks: Sequence[Quoted]
) -> Iterator[tuple[int, int]]:
    """Where the frames of a block stand; sentences that end within quoted words are one."""
    begin: int | None = None
    for start, end in sentences:
        begin = start if begin is None else begin
        over = mark_over(end, marks)
        if over is not None and over.open < end < over.close:
            continue
        yield begin, end
        begin = None
    if begin is not None:
        yield begin, sentences[-1][1]


def frame_at(text: str, place: tuple[int, int], marks: Sequence[Quoted]) -> Frame:
    """The frame that stands at a place."""
    start, end = place
    tokens: list[Token] = []
    position = start
    for mark in opened_in(start, end, marks):
        tokens.extend(tokens_of(text, position, max(position, mark.open)))
        words = text[mark.open : mark.close]
        tokens.append(Token(mark.open, mark.close, words, "", Kind.QUOTED, mark))
        position = mark.close
    tokens.extend(tokens_of(text, position, end))
    return tuple(tokens)


def tokens_of(text: str, start: int, end: int) -> Iterator[Token]:
    """The words and marks between two places."""
    for match in _TOKEN.finditer(text, start, end):
        found = match[0]
        if match.lastgroup == "mark":
            yield Token(match.start(), match.end(), found, found, Kind.MARK)
        else:
            word = found.casefold().replace("’", "'")
            yield Token(match.start(), match.end(), found, word, Kind.WORD)
