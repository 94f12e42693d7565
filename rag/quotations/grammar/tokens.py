"""Tokens of a sentence, with each quotation folded into one token.

The grammar reads the text around quoted words, never the words between the marks. A frame is one
sentence, or several sentences that one quotation spans, as a tuple of tokens.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from dixit.rag.parsing.quotation_marks import Quoted, mark_over, opened_in

_ARTICLED = re.compile(r"(?:a[dlnrstz]|e[dlns]|ul)-[A-ZÀ-Þ]")
"""An Arabic article joined to a name."""


class Kind(Enum):
    """The kind of a token."""

    WORD = auto()
    MARK = auto()
    """One punctuation character, or "--"."""
    QUOTED = auto()
    """A pair of quotation marks and the text between them."""


@dataclass(frozen=True, slots=True)
class Token:
    """One token of a frame.

    Attributes:
        start: First character in the document, 0-based code points.
        end: The character after the last.
        text: The token as written.
        word: The token in lower case, with a straight apostrophe; empty for a quotation.
        kind: Word, punctuation mark or quotation.
        quoted: The quotation marks of a `QUOTED` token; None for other tokens.
    """

    start: int
    end: int
    text: str
    word: str
    kind: Kind
    quoted: Quoted | None = None

    @property
    def is_capital(self) -> bool:
        """Whether the token is a word with a capital initial, as "al-Amin" is too."""
        return self.kind is Kind.WORD and (
            self.text[0].isupper() or _ARTICLED.match(self.text) is not None
        )

    @property
    def is_word(self) -> bool:
        """Whether the token is a word or a number."""
        return self.kind is Kind.WORD


Frame = tuple[Token, ...]
"""Tokens of one sentence, or of several that one quotation spans."""

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
    """Yield the extents of the frames of a block.

    Sentences are joined where the boundary between them lies inside a quotation.

    Args:
        sentences: Sentence extents in order, as (start, end) characters.
        marks: Quotations of the block, in order.

    Yields:
        One (start, end) extent for each frame, in order.
    """
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
    """Tokenise one extent of a text into a frame.

    Args:
        text: The document's text.
        place: (start, end) of the frame, in characters.
        marks: Quotations of the block, in order; those that open in the extent become tokens.

    Returns:
        The tokens, in order of position.
    """
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
    """Yield the words and punctuation marks between two positions.

    French elisions ("l'", "qu'") and inverted pronouns ("-t-il") are tokens of their own:
    "a-t-il dit" gives "a", "-t-il", "dit".

    Args:
        text: The document's text.
        start: First character.
        end: The character after the last.

    Yields:
        Tokens of kind `WORD` or `MARK`.
    """
    for match in _TOKEN.finditer(text, start, end):
        token_text = match[0]
        if match.lastgroup == "mark":
            yield Token(match.start(), match.end(), token_text, token_text, Kind.MARK)
        else:
            word = token_text.casefold().replace("’", "'")
            yield Token(match.start(), match.end(), token_text, word, Kind.WORD)
