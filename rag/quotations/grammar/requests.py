"""Requests and questions in indirect speech: what somebody asks, urges or advises."""

from dixit.rag.lang.lexicons import reporting, small_words
from dixit.rag.quotations.grammar.clause_extents import FINITE
from dixit.rag.quotations.grammar.complements import BEFORE_INFINITIVE, INFINITIVE
from dixit.rag.quotations.grammar.cues import Cue
from dixit.rag.quotations.grammar.phrase_words import is_speaking
from dixit.rag.quotations.grammar.tokens import Frame

_ASIDE = 8
"""Maximum number of tokens of an addressee."""
_WHETHER = frozenset(
    "whether if why how when where who what si s' pourquoi comment quand où".split()
)
"""Words that open an indirect question."""
_SUBJECTS = frozenset("he she they it we i il elle ils elles on".split())
"""Pronouns that open a clause of its own."""
_TO = frozenset("to de d' à".split())
"""Prepositions before the infinitive of a request."""


def question(frame: Frame, cue: Cue) -> int | None:
    """Return where an indirect question begins: "asked | whether it is", "demande | si le pont".

    Args:
        frame: The frame.
        cue: A verb of the frame.

    Returns:
        Index of the question word; None where the verb does not ask, or no question follows.
    """
    if cue.infinitive not in small_words("asking") | small_words("doubting"):
        return None
    for i in range(cue.last, min(cue.last + _ASIDE, len(frame) - 2)):
        if frame[i].word in _WHETHER:
            return i
        if not frame[i].is_word and frame[i].text != ",":
            return None
    return None


def request(frame: Frame, cue: Cue) -> int | None:
    """Return where the requested act begins: "urged families | not to wait".

    Args:
        frame: The frame.
        cue: A verb of the frame.

    Returns:
        Index of the infinitive, or of "to"; None where the verb asks for nothing, or no addressee
        stands before the act.
    """
    if cue.infinitive not in small_words("requesting"):
        return None
    first = cue.last + 1 + (frame[cue.last].word == "not")  # "asked not to be named"
    for i in range(first, min(cue.last + _ASIDE, len(frame) - 2)):
        word = frame[i].word
        is_verb = word in reporting() and not is_speaking(word)
        is_clause = word in FINITE | _SUBJECTS or is_verb
        if not frame[i].is_word or is_clause:
            return None  # "warned savings would have to be found"
        if frame[i].word not in _TO or frame[i + 1].is_capital:
            continue
        verb = i + 1
        while verb < len(frame) - 1 and frame[verb].word in BEFORE_INFINITIVE:
            verb += 1
        if frame[i].word == "to" and _is_plain(frame, i + 1):
            return i - (frame[i - 1].word == "not")
        if frame[i].word != "to" and INFINITIVE.fullmatch(frame[verb].word):
            return i + 1
    return None


def _is_plain(frame: Frame, at: int) -> bool:
    """Return whether a token can be a verb behind "to", rather than a noun phrase."""
    word = frame[at].word
    return frame[at].is_word and not any(
        word in small_words(name) for name in ("determiner", "quantity", "pronoun", "circumstance")
    )
