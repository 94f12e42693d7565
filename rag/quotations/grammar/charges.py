"""Denials and accusations: what somebody says is not so, or says that somebody did."""

from dixit.rag.lang.lexicons import small_words
from dixit.rag.quotations.grammar.adjuncts import after_aside
from dixit.rag.quotations.grammar.clause_extents import THAT
from dixit.rag.quotations.grammar.complements import BEFORE_INFINITIVE, HELPING, INFINITIVE
from dixit.rag.quotations.grammar.cues import Cue
from dixit.rag.quotations.grammar.phrase_parts import Phrase
from dixit.rag.quotations.grammar.tokens import Frame


def denial(frame: Frame, cue: Cue, subject: Phrase) -> int | None:
    """Return where a denial begins: with its verb, which must not be cut off from what it denies.

    Examples: "nie avoir su", "a démenti tout départ", "denied that it was late".

    Args:
        frame: The frame.
        cue: A verb that denies.
        subject: Its subject.

    Returns:
        Index of the verb; None where nothing that can be denied follows.
    """
    if cue.kind == "infinitive" or subject.first >= cue.last:
        return None
    i = cue.last
    while i < len(frame) and (after := after_aside(frame, i)) is not None:
        i = after
    while i < len(frame) and frame[i].word in (*BEFORE_INFINITIVE, "de", "d'"):
        i += 1
    if i + 1 >= len(frame):
        return None
    word = frame[i].word
    clause = word in THAT or word in HELPING or word in ("any", "all", "tout", "toute", "tous")
    gerund = word.endswith("ing") and len(word) > 5
    infinitive = INFINITIVE.fullmatch(word) and cue.infinitive in ("nier", "démentir")
    return cue.first if clause or gerund or infinitive else None


def accusation(frame: Frame, cue: Cue) -> int | None:
    """Return where the accused and the deed begin: "accuse la firme d'avoir menti".

    Args:
        frame: The frame.
        cue: A cue of the frame.

    Returns:
        Index after the verb; None where the verb is another, or no deed follows.
    """
    if cue.infinitive not in small_words("accusing"):
        return None
    for i in range(cue.last, min(cue.last + 12, len(frame) - 1)):
        if not frame[i].is_word:
            return None
        following = frame[i + 1].word
        french = frame[i].word in ("de", "d'") and (
            following in HELPING
            or following in BEFORE_INFINITIVE
            or INFINITIVE.fullmatch(following)
        )
        if (french and not frame[i + 1].is_capital) or (
            frame[i].word == "of" and following.endswith("ing")
        ):
            return cue.last
    return None
