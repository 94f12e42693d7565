"""Quoted names for things: "parle d'un « gâchis »", "juge l'outil « sain »", "called it “late”"."""

from dixit.rag.lang.lexicons import small_words
from dixit.rag.quotations.attribution import Attribution
from dixit.rag.quotations.grammar.cues import Cue
from dixit.rag.quotations.grammar.negations import denied
from dixit.rag.quotations.grammar.noun_phrases import can_speak, is_person_name, phrase_at
from dixit.rag.quotations.grammar.phrase_words import BEING
from dixit.rag.quotations.grammar.subjects import subject_before
from dixit.rag.quotations.grammar.tokens import Frame

MARKS = "«»“”\"'‘’ \u00a0\u202f"
"""Quotation marks and spaces at the edges of quoted words."""
_BEFORE_NAME = frozenset(
    "un une le la les des du de d' as comme it a an the elle lui eux them him her".split()
)
"""Words between a verb such as "qualifier de" and the quoted name for a thing."""
_LONGEST = 9
"""Maximum length of what stands between the verb and the quoted name, in tokens."""
_FEWEST = 3
"""Minimum length of a quoted name behind a verb that names little by itself, in words."""


def named_so(frame: Frame, at: int) -> Attribution | None:
    """Return the attribution of a quoted name for a thing.

    Args:
        frame: The frame.
        at: Index of the quotation token.

    Returns:
        The subject of the verb that names the thing, and the verb; None where none does.
    """
    if not at:
        return None
    for i in range(at - 1, max(-1, at - 1 - _LONGEST), -1):
        token = frame[i]
        if not token.is_word and token.text not in ("-", "’"):
            return None
        if token.word not in small_words("naming") or _is_noun(frame, i):
            if token.word in BEING or token.word in ("que", "qu'", "that", "qui", "who"):
                return None
            continue
        is_close = i + 1 == at or frame[at - 1].word in _BEFORE_NAME
        is_calling = token.word in small_words("calling")
        if not is_calling and not is_close:
            return None
        words = len(frame[at].text.strip(MARKS).split())
        if words < _FEWEST and not is_calling:
            return None
        helper = i - 1 if i and frame[i - 1].word in small_words("auxiliary") else i
        cue = Cue(helper, i + 1, "verb")
        subject = subject_before(frame, cue.first)
        if subject is None or not can_speak(frame, subject) or denied(frame, cue):
            return None
        return Attribution(subject, (cue.first, cue.last))
    return None


def is_title(frame: Frame, at: int) -> bool:
    """Return whether quoted words name what precedes them: "Its leaflet, “Bon Appétit”, says"."""
    if at < 2 or frame[at - 1].text != "," or at + 1 >= len(frame) or frame[at + 1].text != ",":
        return False
    work = phrase_at(frame, 0, at - 1)
    return work is not None and work.last == at - 1 and not is_person_name(frame, work.name)


def _is_noun(frame: Frame, at: int) -> bool:
    """Return whether a determiner shows a token to be a noun: "sa vue", "the call"."""
    return at > 0 and frame[at - 1].word in small_words("determiner")
