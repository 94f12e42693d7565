"""Frames made from one text, and token ranges turned back into words."""

from dixit.rag.parsing.quotation_marks import quoted_in
from dixit.rag.quotations.grammar.phrase_parts import Phrase
from dixit.rag.quotations.grammar.phrase_words import Range
from dixit.rag.quotations.grammar.tokens import Frame, frame_at


def frame_of(text: str) -> Frame:
    """The whole text as one frame."""
    return frame_at(text, (0, len(text)), quoted_in(text, 0, len(text)))


def at(frame: Frame, word: str) -> int:
    """The index of the first token with this text."""
    return next(index for index, token in enumerate(frame) if token.text == word)


def written(frame: Frame, tokens: Range | None) -> str:
    """A range of tokens as text, with one space where the source has any; empty for None."""
    if tokens is None:
        return ""
    text, previous = "", frame[tokens[0]].start
    for token in frame[slice(*tokens)]:
        text += " " * (token.start > previous) + token.text
        previous = token.end
    return text


def from_token(frame: Frame, index: int | None) -> str:
    """The frame from one token to its end; empty for None."""
    return "" if index is None else written(frame, (index, len(frame)))


def parts(frame: Frame, phrase: Phrase | None) -> tuple[str, str, str]:
    """The text of a phrase, of the name in it and of the office in it; empty where absent."""
    if phrase is None:
        return "", "", ""
    extent = (phrase.first, phrase.last)
    return written(frame, extent), written(frame, phrase.name), written(frame, phrase.role)
