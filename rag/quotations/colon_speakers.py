"""Speakers before a colon, in a line of their own, and those a sentence is about, whose words
follow."""

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
    """Where a line that is nothing but a name and an office in brackets has these.

    Reactions are printed so: `Silvano (entraîneur de Lourdes)`, their words below.
    """
    match = _LINE.fullmatch(text, start, end)
    return (match.span("name"), match.span("role")) if match else None


def by_colon(frame: Frame, first: int, end: int, at: int) -> Attribution | None:
    """`La maire ne décolère pas : « ... »`, `Anne Morel : « ... »`."""
    quoted = frame[at].text
    if len(quoted.split()) < 4:
        return None
    if frame[first].word in small_words("reply") and first + 2 < end:
        opening = first + 1 if frame[first + 1].word in ("du", "des") else first + 2
        replying = phrase_at(frame, opening, end)
        if replying is not None and frame[first + 1].word in ("de", "d'", "du", "des", "from"):
            return Attribution(with_apposition(frame, replying, end), (first, first + 1))
    subject = main_subject(frame, first, end)
    return Attribution(subject, (end, end + 1), by_colon=True) if subject else None


def main_subject(frame: Frame, first: int, end: int) -> Phrase | None:
    """Who stands at the head of a frame, behind its circumstances."""
    starts = [first, *(i + 1 for i in range(first, end) if frame[i].text == ",")]
    for start in starts:
        joined = start < end and frame[start].word in ("et", "mais", "and", "but", "puis")
        phrase = phrase_at(frame, start + joined, end)
        if phrase is not None and can_speak(frame, phrase):
            return with_apposition(frame, phrase, end)
    for start in range(end - 1, first, -1):
        phrase = phrase_at(frame, start, end)
        if phrase and is_person_name(frame, phrase.name) and not frame[start - 1].is_capital:
            return phrase  # "Je laisse le mot de la fin à Anne Morel : « ... »"
    return None


def main_speaker(frame: Frame) -> Phrase | None:
    """Who a short sentence without quoted words is about, whose words may follow it."""
    if len(frame) > 24 or any(token.kind is Kind.QUOTED for token in frame):
        return None
    phrase = phrase_at(frame, 0)
    return with_apposition(frame, phrase) if phrase and can_speak(frame, phrase) else None
