"""The words of a follow-up question, from `follow_up.txt` of each language."""

import re
from collections.abc import Iterator
from functools import cache

from dixit.rag.lang.word_lists import LANGUAGES, named_lines


@cache
def listed(name: str, language: str | None = None) -> tuple[str, ...]:
    """The entries of a list.

    Args:
        name: of the list, such as "head".
        language: whose list; None for those of all languages, one behind the other.
    """
    return tuple(
        entry.strip()
        for code in ((language,) if language else LANGUAGES)
        for kind, line in named_lines("follow_up.txt", code)
        if kind == name
        for entry in line.split(" | ")
    )


@cache
def opening(name: str) -> re.Pattern[str]:
    """A pattern for an entry of a list at the head of a question, the longest first."""
    entries = "|".join(sorted(listed(name), key=len, reverse=True))
    return re.compile(rf"^\W*(?:{entries})\b[\s,:]*", re.IGNORECASE)


@cache
def whole(name: str) -> re.Pattern[str]:
    """A pattern for a question that is an entry of a list and nothing else."""
    return re.compile(rf"\W*(?:{'|'.join(listed(name))})\W*", re.IGNORECASE)


def written(template: str, language: str, *parts: str) -> str:
    """A question by the first entry of a list of questions, its places filled."""
    return listed(template, language)[0].format(*parts)


def read(template: str, question: str) -> str | None:
    """What fills the place in a question that is written by an entry of a list; None for others."""
    for entry in listed(template):
        before, _, behind = entry.partition("{}")
        form = rf"{re.escape(before)}(.+?)\s?{re.escape(behind.strip())}\W*"
        if match := re.fullmatch(form, question.strip(), re.IGNORECASE):
            return match[1]
    return None


def translated(word: str, language: str) -> str | None:
    """A question word in a language: "pourquoi" in English is "why"; None for one not listed."""
    for name in _QUESTION_WORDS:
        if word.casefold() in listed(name):
            return listed(name, language)[0]
    return None


_QUESTION_WORDS = ("why", "when", "where", "how-long", "how-much", "how", "who")


def stripped(question: str) -> str:
    """A question without what joins it to the one before, its politeness and its marks."""
    text = question.strip()
    tail = rf"[\s,]*\b(?:{'|'.join(listed('tail'))})\W*$"
    text = re.sub(tail, "", text, flags=re.IGNORECASE)
    for head in _heads(text):
        text = text[head.end() :]
    return text.strip(" ?.!,;…")


def is_joined(question: str) -> bool:
    """Whether a question opens with a word that joins it to the one before."""
    return opening("head").match(question) is not None


def _heads(text: str) -> Iterator[re.Match[str]]:
    """The joining words at its head, each matched in what is left behind those before it."""
    while head := opening("head").match(text):
        yield head
        text = text[head.end() :]
