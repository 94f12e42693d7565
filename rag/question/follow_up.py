"""A question that leans on the ones before it, made to stand alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dixit.rag.dials import DEFAULT, ConversationDials
from dixit.rag.lang.question_language import question_language
from dixit.rag.lang.word_lists import LANGUAGES
from dixit.rag.question.ellipsis import asked_anew, completed, is_fragment, numbered
from dixit.rag.question.follow_up_cues import listed, read, stripped, whole, written
from dixit.rag.question.pronouns import has_pronoun, resolved
from dixit.rag.question.referents import subject
from dixit.rag.question.requests import request_in
from dixit.rag.records import Answer


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and the answer it got."""

    question: str
    answer: Answer

    @property
    def asked(self) -> str:
        """The question as it stood alone."""
        return self.answer.asked or self.question


def recent(history: Sequence[Turn], dials: ConversationDials = DEFAULT.conversation) -> list[Turn]:
    """The latest turns, as many as `most_words` hold."""
    kept: list[Turn] = []
    room = dials.most_words
    for turn in reversed(history):
        room -= len(turn.question.split()) + len(turn.answer.text.split())
        if room < 0 and kept:
            break
        kept.insert(0, turn)
    return kept


def leans(question: str, dials: ConversationDials = DEFAULT.conversation) -> bool:
    """Whether a question cannot be understood without the one before."""
    if request_in(question, question_language(question)) is not None:
        return False
    text = stripped(question)
    if any(whole(name).fullmatch(text) for name in _WHOLE):
        return True
    return has_pronoun(question) or is_fragment(question, dials)


def standalone(
    question: str,
    history: Sequence[Turn],
    dials: ConversationDials = DEFAULT.conversation,
) -> str:
    """The question with what it leaves out taken from those before; as it is where it stands alone.

    A pronoun is whom or what the turns before name: "Et que dit-il de Tencent ?" after An Conghui's
    words asks what An Conghui says. A fragment is the last question with another name or year: "Et
    BMW ?", "and in 2017?"; a question word alone, the last question asked with it: "Why?". "Which
    article?" asks the last question again, whose citations tell.
    """
    turns = recent(history, dials)
    if not turns:
        return question
    answers = [replace(turn.answer, question=turn.question) for turn in turns]
    last, text = answers[-1], stripped(question)
    if whole("article").fullmatch(text):
        return turns[-1].asked
    if whole("same").fullmatch(text):
        return _in_language(turns[-1].asked, text)
    if whole("more").fullmatch(text):
        return _more(question, answers)
    alone = numbered(question, last) or asked_anew(question, last)
    if alone is not None:
        return alone
    named = resolved(question, answers)
    return completed(named, last) if is_fragment(named, dials) else named


_WHOLE = ("article", "same", "more", "one", "asking")
"""Lists of questions that lean on the one before by themselves."""


def _in_language(asked: str, order: str) -> str:
    """The last question in the language of an order, where it is of a kind that is told apart."""
    language = next(
        code
        for code in LANGUAGES
        if re.fullmatch("|".join(listed("same", code)), order, re.IGNORECASE)
    )
    for template in ("who-is", "says", "about-it"):
        if (name := read(template, asked)) is not None:
            return written(template, language, name)
    return asked


def _more(question: str, answers: Sequence[Answer]) -> str:
    """What else there is about the subject of the latest turn that has one."""
    language = question_language(question)
    subjects = (subject(answer) for answer in reversed(answers))
    about = next((one for one in subjects if one is not None), None)
    return written("about-it", language, about.text) if about else question
