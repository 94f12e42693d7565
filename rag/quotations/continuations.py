"""Words with whoever says them, and quoted words that go on with those before."""

from dataclasses import dataclass

from dixit.rag.parsing.quotation_marks import Quoted
from dixit.rag.quotations.grammar.tokens import Frame
from dixit.rag.quotations.people import Place

_BESIDE = 200
"""Characters between quoted words that still are one statement."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker as written, an office and a cue, as places in the text."""

    name: Place
    role: Place | None
    cue: Place
    pronoun: bool


@dataclass(frozen=True, slots=True)
class Said:
    """Words and who says them, not yet named in full."""

    words: Place
    by: Speaker
    direct: bool
    goes_on: bool = False
    """Whether it goes on with the statement before."""
    is_heading: bool = False
    """Whether it is no statement, and only names who makes the next."""


def goes_on(text: str, frame: Frame, at: int, credited: set[int], last: Said | None) -> bool:
    """Whether quoted words without a speaker continue the statement before them."""
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
    """Whether quoted words are a sentence at least."""
    words = text[quoted.start : quoted.end]
    return (
        words[-1:] in ".!?…"
        or text[quoted.end : quoted.close + 1].strip(' \u00a0\u202f»”"’')[:1] == "."
    )


def follows(text: str, frame: Frame, at: int) -> bool:
    """Whether quoted words stand alone, or nearly, behind the sentence that tells who speaks."""
    quoted = frame[at].quoted
    alone = at == 0 or (at <= 3 and frame[at - 1].text == ":")
    return alone and quoted is not None and _is_whole(text, quoted)
