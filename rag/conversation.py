"""A question that leans on the ones before it, made to stand alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.answer.records import Answer
from rag.names import names_in

_PRONOUN = re.compile(r"\b(?:il|elle|lui|he|she|him|her)\b(?!-même)", re.IGNORECASE)
_IMPERSONAL = re.compile(
    r"\by a(?:vait|ura)?(?:-t)?-il\b|\b(?:faut|s'agit|existe|reste|suffit|semble)(?:-t)?-il\b"
    r"|\b(?:est|était)-il (?:vrai|possible|question)\b|\bil (?:y a|faut|s'agit|existe|est)\b",
    re.IGNORECASE,
)
"""French "il" that stands for nobody."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and the answer it got."""

    question: str
    answer: Answer


def standalone(question: str, history: Sequence[Turn]) -> str:
    """The question with its pronoun replaced by the speaker last spoken of.

    "Et que dit-il de Tencent ?" after an answer quoting An Conghui asks what An Conghui says. A
    question that names somebody before its pronoun, or that follows no quotation, stays.
    """
    speaker = _last_speaker(history)
    pronoun = _PRONOUN.search(question)
    if speaker is None or pronoun is None or _IMPERSONAL.search(question):
        return question
    if names_in(question[: pronoun.start()]):
        return question
    return f"{question[: pronoun.start()]}{speaker}{question[pronoun.end() :]}"


def _last_speaker(history: Sequence[Turn]) -> str | None:
    for turn in reversed(history):
        for citation in turn.answer.citations:
            if citation.speaker:
                return citation.speaker
    return None
