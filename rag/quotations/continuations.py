"""Statements with their speakers, and quotations that continue the statement before them."""

from dataclasses import dataclass

from dixit.rag.parsing.quotation_marks import Quoted
from dixit.rag.quotations.grammar.tokens import Frame
from dixit.rag.quotations.people import Place

_BESIDE = 200
"""Maximum distance between two quotations of one statement, in characters."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker as written; positions are (start, end) in characters of the document.

    Attributes:
        name: The name, description or pronoun.
        role: The office; None where none is written beside the name.
        cue: The cue; empty where nothing but the order of the text tells who speaks.
        pronoun: Whether the name is a pronoun.
    """

    name: Place
    role: Place | None
    cue: Place
    pronoun: bool


@dataclass(frozen=True, slots=True)
class Said:
    """A statement before its speaker is resolved to a full name.

    Attributes:
        words: (start, end) of the words, in characters.
        by: The speaker as written.
        direct: Whether the words are in quotation marks.
        goes_on: Whether it continues the previous statement.
        is_heading: Whether it is no statement, but names the speaker of the next one.
        is_relayed: Whether it is part of somebody else's words.
    """

    words: Place
    by: Speaker
    direct: bool
    goes_on: bool = False
    is_heading: bool = False
    is_relayed: bool = False


def goes_on(text: str, frame: Frame, at: int, credited: set[int], last: Said | None) -> bool:
    """Return whether a quotation without an attribution continues the previous statement.

    Args:
        text: The document's text.
        frame: The frame.
        at: Index of the quotation token.
        credited: Quotation tokens of the frame that have a speaker.
        last: The previous statement; None where there is none.
    """
    quoted = frame[at].quoted
    if last is None or quoted is None:
        return False
    if at == 0:
        return _is_whole(text, quoted) and len(frame) <= 3
    between = text[last.words[1] : quoted.open]
    before = frame[at - 1].text in (",", ":", "–", "—", ".") or frame[at - 1].word in (
        "et",
        "and",
        "que",
        "qu'",
    )
    spoken = any(i in credited for i in range(at))
    if frame[0].word in ("et", "and") and frame[1].word in ("de", "d'", "to"):
        return True  # "Et de conclure : « ... »"
    if frame[0].word in ("then", "puis", "ensuite") and frame[at - 1].text == ":":
        return True
    return spoken and before and len(between) < _BESIDE


def _is_whole(text: str, quoted: Quoted) -> bool:
    """Return whether quoted words end like a sentence."""
    words = text[quoted.start : quoted.end]
    return (
        words[-1:] in ".!?…"
        or text[quoted.end : quoted.close + 1].strip(' \u00a0\u202f»”"’')[:1] == "."
    )


def follows(text: str, frame: Frame, at: int) -> bool:
    """Return whether a quotation stands alone behind the sentence that names its speaker.

    Args:
        text: The document's text.
        frame: The frame.
        at: Index of the quotation token.
    """
    quoted = frame[at].quoted
    alone = at == 0 or (at <= 3 and frame[at - 1].text == ":")
    return alone and quoted is not None and _is_whole(text, quoted)
