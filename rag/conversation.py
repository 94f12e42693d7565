"""A question that leans on the ones before it, made to stand alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.answer.records import Answer
from rag.names import names_in

_PRONOUN = re.compile(
    r"(?<=[- ])(?:il|elle|lui|he|she|him|her)\b(?!-même)|\b(?:[Ii]l|[Ee]lle|[Hh]e|[Ss]he)\b"
)


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and the answer it got."""

    question: str
    answer: Answer


def standalone(question: str, history: Sequence[Turn]) -> str:
    """The question with its pronoun replaced by the speaker last spoken of.

    "Et que dit-il de Tencent ?" after an answer quoting An Conghui asks what An Conghui says. A
    question that names somebody itself, or that follows no quotation, stays as it is.
    """
    speaker = _last_speaker(history)
    if speaker is None or not _PRONOUN.search(question) or speaker in names_in(question):
        return question
    return _PRONOUN.sub(speaker, question, count=1)


def _last_speaker(history: Sequence[Turn]) -> str | None:
    for turn in reversed(history):
        for citation in turn.answer.citations:
            if citation.speaker:
                return citation.speaker
    return None
