"""Subjects that a cue shares with another verb, or that stand in an absolute clause."""

from dixit.rag.quotations.grammar.cues import Cue
from dixit.rag.quotations.grammar.noun_phrases import can_speak, phrase_at, with_apposition
from dixit.rag.quotations.grammar.phrase_parts import Phrase
from dixit.rag.quotations.grammar.tokens import Frame, Kind


def shared_subject(frame: Frame, cue: Cue) -> Phrase | None:
    """Return the subject at the head of a clause whose second verb is the cue.

    Example: "Jan Hamel a rejeté toute faute et a fait savoir qu'il resterait".

    Args:
        frame: The frame.
        cue: A verb behind "and" or "et".

    Returns:
        The phrase; None where the clause does not open with a speaker and a verb.
    """
    head = max((i + 1 for i in range(cue.first) if frame[i].text in (";", ":")), default=0)
    if frame[head].kind is Kind.QUOTED:
        return None
    opening = phrase_at(frame, head, cue.first)
    if opening is None or not can_speak(frame, opening):
        return None
    opening = with_apposition(frame, opening, cue.first)
    verb = opening.last + (frame[opening.last].text == ",")
    return opening if verb < cue.first and frame[verb].is_word else None


def absolute_subject(frame: Frame, cue: Cue) -> Phrase | None:
    """Return the subject of a participle in an absolute clause with "with" or "avec".

    Example: "with a source close to him saying that it was over".

    Args:
        frame: The frame.
        cue: A participle of the frame.

    Returns:
        The phrase between "with" and the participle; None where there is no such clause.
    """
    for i in range(cue.first - 1, max(-1, cue.first - 9), -1):
        if not frame[i].is_word:
            return None
        if frame[i].word in ("with", "avec"):
            phrase = phrase_at(frame, i + 1, cue.first)
            if phrase is None or not can_speak(frame, phrase):
                return None
            if frame[phrase.last].word in ("to", "of", "de", "du", "des", "d'"):
                return Phrase(phrase.first, cue.first, (phrase.first, cue.first))
            return phrase
    return None
