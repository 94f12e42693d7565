"""Rewrites a follow-up question by rules, so that it can be understood without the ones before."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dixit.index.text.tokens import stop_words, words
from dixit.rag.dials import DEFAULT, ConversationDials
from dixit.rag.lang.lexicons import openings
from dixit.rag.lang.names import names_in
from dixit.rag.lang.question_language import question_language
from dixit.rag.lang.word_lists import LANGUAGES
from dixit.rag.question.requests import request_in
from dixit.rag.records import Answer

_PRONOUN = re.compile(r"\b(?:il|elle|lui|he|she|him|her)\b(?!-même)", re.IGNORECASE)
_IMPERSONAL = re.compile(
    r"\by a(?:vait|ura)?(?:-t)?-il\b|\b(?:faut|s'agit|existe|reste|suffit|semble)(?:-t)?-il\b"
    r"|\b(?:est|était)-il (?:vrai|possible|question)\b|\bil (?:y a|faut|s'agit|existe|est)\b",
    re.IGNORECASE,
)
"""French "il" that refers to nobody, as in "il y a"."""
_FRAGMENT = re.compile(
    r"^\W*(?:et|and|mais|but|puis|then|what about|how about|quid|qu'en est-il)\b"
    r"(?:\s(?:alors|then|de|d'|du|des|for|about|pour|chez|with|avec|on|sur))?\s*",
    re.IGNORECASE,
)
"""The start of a question that only says what differs from the one before: "and in 2017?"."""
_WHICH_ARTICLE = re.compile(
    r"^\W*(?:(?:from |in |dans |de )?(?:which|what|quel(?:le)?)\s"
    r"(?:articles?|sources?|journal|paper)(?: is (?:that|it|this)(?: from)?| est-ce)?"
    r"|sources?|where is (?:that|it) from"
    r"|où est-ce écrit|d'où (?:ça|cela) vient)\W*$",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"^\W*(?:et|and|mais|but)\s(?P<about>about|on|de|d['’]|du|des|sur|à propos de)\s?",
    re.IGNORECASE,
)
"""The start of a fragment with another subject: "and about China?"."""
_ABOUT = re.compile(r"\s(?:about|regarding|à propos de|au sujet de|sur)\s", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and its answer."""

    question: str
    answer: Answer

    @property
    def asked(self) -> str:
        """The question as it was understood, without the ones before."""
        return self.answer.asked or self.question


def recent(history: Sequence[Turn], dials: ConversationDials = DEFAULT.conversation) -> list[Turn]:
    """The latest turns that fit into `most_words` words together; the last turn always fits.

    Args:
        history: the conversation, oldest turn first.
        dials: has the limit.
    """
    kept: list[Turn] = []
    room = dials.most_words
    for turn in reversed(history):
        room -= len(turn.question.split()) + len(turn.answer.text.split())
        if room < 0 and kept:
            break
        kept.insert(0, turn)
    return kept


def leans(question: str, dials: ConversationDials = DEFAULT.conversation) -> bool:
    """Whether a question can only be understood with the ones before it."""
    if request_in(question, question_language(question)) is not None:
        return False
    pronoun = _PRONOUN.search(question)
    if pronoun and not _IMPERSONAL.search(question) and not names_in(question[: pronoun.start()]):
        return True
    return bool(_WHICH_ARTICLE.match(question)) or _is_fragment(question, dials)


def standalone(
    question: str,
    history: Sequence[Turn],
    dials: ConversationDials = DEFAULT.conversation,
) -> str:
    """Rewrite a follow-up question so that it can be understood without the ones before.

    A pronoun becomes the speaker quoted last: "Et que dit-il de Tencent ?" after a quotation of
    An Conghui asks what An Conghui says. A fragment becomes the last question with another name
    or year: "Et BMW ?", "and in 2017?". "Which article?" repeats the last question, because the
    citations of its answer name the article.

    Args:
        question: the new question.
        history: the conversation, oldest turn first.
        dials: limits on the history and on fragments.

    Returns:
        The rewritten question; the same question if it can be understood without the history.
    """
    turns = recent(history, dials)
    if not turns or not leans(question, dials):
        return question
    last = turns[-1].asked
    if _WHICH_ARTICLE.match(question):
        return last
    named = _with_speaker(question, turns)
    return _completed(named, last) if _is_fragment(question, dials) else named


def _is_fragment(question: str, dials: ConversationDials) -> bool:
    head = _FRAGMENT.match(question)
    return head is not None and len(_telling(question[head.end() :])) <= dials.fragment_words


def _telling(text: str) -> list[str]:
    """The content words of a text; each name counts as one."""
    names = names_in(text)
    for name in names:
        text = text.replace(name, " ")
    small = openings().union(*map(stop_words, LANGUAGES))
    return [*names, *(word for word in words(text) if word not in small)]


def _with_speaker(question: str, history: Sequence[Turn]) -> str:
    speaker = _last_speaker(history)
    pronoun = _PRONOUN.search(question)
    if speaker is None or pronoun is None or _IMPERSONAL.search(question):
        return question
    if names_in(question[: pronoun.start()]):
        return question
    return f"{question[: pronoun.start()]}{speaker}{question[pronoun.end() :]}"


def _completed(fragment: str, last: str) -> str:
    """The last question, with its name, year or subject replaced by the one of the fragment."""
    head = _FRAGMENT.match(fragment)
    rest = fragment[head.end() if head else 0 :].strip(" ?.!")
    new, old = names_in(fragment), names_in(last)
    if year := _YEAR.search(rest):
        if _YEAR.search(last):
            return _YEAR.sub(year[0], last)
        joint = "in" if question_language(last) == "en" else "en"
        return f"{last.rstrip(' ?')} {joint} {year[0]} ?"
    if subject := _SUBJECT.match(fragment):
        about = subject["about"] if question_language(fragment) == question_language(last) else ""
        about = about or ("about" if question_language(last) == "en" else "de")
        return f"{_ABOUT.split(last)[0].rstrip(' ?')} {about} {rest} ?"
    if new and old and not set(words(rest)) & _SAYING:
        run = r"\s(?:et|and|ou|or)\s".join(map(re.escape, old[:2]))
        both = re.search(run, last) if len(old) > 1 else None
        return last.replace(both[0] if both else old[0], new[0], 1)
    if new:
        return fragment
    return f"{last.rstrip(' ?')} {rest} ?" if rest else last


_SAYING = frozenset("dit disent pense pensent said say says think thinks".split())
"""With one of these verbs, a fragment is a question of its own."""


def _last_speaker(history: Sequence[Turn]) -> str | None:
    for turn in reversed(history):
        for citation in turn.answer.citations:
            if citation.speaker:
                return citation.speaker
    return None
