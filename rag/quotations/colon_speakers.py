"""Speakers without a reporting verb: before a colon, or alone on a line above their words."""

import re

from dixit.rag.lang.lexicons import small_words
from dixit.rag.lang.names import NAME
from dixit.rag.quotations.attribution import Attribution
from dixit.rag.quotations.grammar.noun_phrases import (
    can_speak,
    is_person_name,
    phrase_at,
    with_apposition,
)
from dixit.rag.quotations.grammar.phrase_parts import Phrase
from dixit.rag.quotations.grammar.tokens import Frame, Kind
from dixit.rag.quotations.people import Place

_LINE = re.compile(
    rf"\s*(?:[^:«»“”\"\n]{{1,40}}\s?:\s)?(?P<name>{NAME})\s\((?P<role>[^()\n]{{3,60}})\)\s?:?\s*"
)


def named_in_line(text: str, start: int, end: int) -> tuple[Place, Place] | None:
    """Return the name and the office of a line that holds nothing else.

    Newspapers print reactions so: "Silvano (entraîneur de Lourdes)", with the words below.

    Args:
        text: The document's text.
        start: First character of the line.
        end: The character after the line.

    Returns:
        (start, end) of the name and of the office, in characters; None for any other line.
    """
    match = _LINE.fullmatch(text, start, end)
    return (match.span("name"), match.span("role")) if match else None


def by_colon(frame: Frame, first: int, end: int, at: int) -> Attribution | None:
    """Return the attribution of a quotation by the colon before it.

    Examples: "La maire ne décolère pas : « ... »", "Anne Morel : « ... »".

    Args:
        frame: The frame.
        first: First token of the sentence.
        end: Index of the colon.
        at: Index of the quotation token.

    Returns:
        The attribution; None for a quotation of fewer than four words, or without a speaker.
    """
    quoted = frame[at].text
    if len(quoted.split()) < 4:
        return None
    if frame[first].word in small_words("reply") and first + 2 < end:
        opening = first + 1 if frame[first + 1].word in ("du", "des") else first + 2
        replying = phrase_at(frame, opening, end)
        if replying is not None and frame[first + 1].word in ("de", "d'", "du", "des", "from"):
            return Attribution(with_apposition(frame, replying, end), (first, first + 1))
    if any(frame[i].word in small_words("reading") for i in range(first, end)):
        return None  # "Elle lit la lettre d'une amie : « ... »"
    subject = main_subject(frame, first, end)
    return Attribution(subject, (end, end + 1), by_colon=True) if subject else None


def main_subject(frame: Frame, first: int, end: int) -> Phrase | None:
    """Return the first phrase of a clause that can speak, or else its last personal name.

    Args:
        frame: The frame.
        first: First token of the clause.
        end: Index after the clause.
    """
    starts = [first, *(i + 1 for i in range(first, end) if frame[i].text == ",")]
    for start in starts:
        joined = start < end and frame[start].word in ("et", "mais", "and", "but", "puis")
        phrase = phrase_at(frame, start + joined, end)
        if phrase is not None and can_speak(frame, phrase):
            return with_apposition(frame, phrase, end)
    for start in range(end - 1, first, -1):
        phrase = phrase_at(frame, start, end)
        if phrase is None or frame[start - 1].is_capital or frame[start].word in ("the", "les"):
            continue  # A title: "who runs the newsletter The Churn".
        if is_person_name(frame, phrase.name):
            return phrase  # "Je laisse le mot de la fin à Anne Morel : « ... »"
    return None


def main_speaker(frame: Frame) -> Phrase | None:
    """Return the speaker at the head of a short sentence without a quotation; None for others."""
    if len(frame) > 24 or any(token.kind is Kind.QUOTED for token in frame):
        return None
    phrase = phrase_at(frame, 0)
    return with_apposition(frame, phrase) if phrase and can_speak(frame, phrase) else None
