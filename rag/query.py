"""What a question asks: its language, the names in it, whose words it wants and about what."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from index.tokens import fold, stop_words, words
from rag.errors import QuestionError
from rag.language import question_language
from rag.names import names_in, without_inversion
from rag.speakers import matches_name

MAX_CHARACTERS = 2_000
"""A longer text is no question."""

_SAYING = {
    "fr": re.compile(
        r"\b(?:dit|dits|dite|dire|disent|disait|déclar\w+|affirm\w+|pense\w*|propos|paroles|mots|"
        r"citations?|cite[rz]?|avis|opinion|parl\w+|point de vue|prononc\w+)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:say|says|said|saying|state[sd]?|statements?|declare[sd]?|think|thinks|thought|"
        r"quot\w+|words|opinion|views?|comment(?:s|ed)?|tell|told|according to|talk\w*|stance|"
        r"remarks?)\b",
        re.IGNORECASE,
    ),
}
"""Verbs and nouns by which a question asks for somebody's words."""

_REPORTING = {
    "fr": re.compile(
        r"\b(?:indiqu\w+|annonc\w+|expliqu\w+|révél\w+|souhait\w+|estim\w+|assur\w+|"
        r"soulign\w+|exprim\w+|ajout\w+|position|promet\w*|confi[eé]r?|selon|reconna\w+)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:announce[sd]?|explain\w*|reveal\w*|claim\w*|stress\w*|express\w*|add|added|"
        r"position|describe[sd]?|promise[sd]?|mention\w*|acknowledge[sd]?|expects?)\b",
        re.IGNORECASE,
    ),
}
"""Words by which it may: only where the articles have words of the one it names."""

_WHO_SAID = re.compile(
    r"^\W*(?:\w+,\s)?(?:qui|who)\s(?:a\s|ont\s|has\s|have\s)?(?:dit|déclar|affirm|annonc|indiqu|"
    r"promis|parl|said|says|told|stated|announced|declared|claimed)",
    re.IGNORECASE,
)
"""A question for the speaker of some words."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question, understood."""

    text: str
    language: str
    """"fr" or "en"."""
    names: tuple[str, ...]
    """Proper names in the question, as written."""
    speakers: tuple[str, ...]
    """The names in the question whose words are asked for; none where it asks for a fact."""
    asks_who: bool
    """Whether it asks who said something."""
    topic: tuple[str, ...]
    """The folded words that tell what it is about, beside the speaker's name."""


def understand(question: str, speakers: Iterable[str] = ()) -> Query:
    """Read a question, knowing who speaks in the articles.

    Raises:
        QuestionError: the question is empty, or longer than a question is.
    """
    text = " ".join(question.split())
    if not any(character.isalnum() for character in text):
        raise QuestionError("The question is empty: write what you want to know.")
    if len(text) > MAX_CHARACTERS:
        raise QuestionError(
            f"The question has {len(text):,} characters, more than {MAX_CHARACTERS:,}: shorten it."
        )
    language = question_language(text)
    # Without small letters, capitals tell no names.
    names = () if text.isupper() else names_in(text)
    asked = _speakers_asked(text, language, names, tuple(dict.fromkeys(speakers)))
    said = {word for name in asked for word in words(name)}
    who = _WHO_SAID.search(text) is not None
    return Query(text, language, names, asked, who, _topic(text, language, said))


def _speakers_asked(
    text: str, language: str, names: tuple[str, ...], known: tuple[str, ...]
) -> tuple[str, ...]:
    """Whose words a question wants: of the names before its subject those that speak first."""
    if _WHO_SAID.search(text):
        return ()
    asks = _SAYING[language].search(text) is not None
    if not asks and not _REPORTING[language].search(text):
        return ()
    spoken = words(text)
    spelled = tuple(name for name in known if " " in name and _stands_in(words(name), spoken))
    head = _head(text)
    ahead = tuple(name for name in names if name in head)
    for among in (ahead, names):
        speaking = {n for n in among if any(matches_name(speaker, n) for speaker in known)}
        if speaking:
            return tuple(n for n in among if n in speaking or _is_beside(n, speaking, text))
    described = tuple(s for s in known if s[:1].islower() and fold(s) in fold(text))
    return spelled or described[:1] or ((ahead[:1] or names[:1]) if asks else ())


def _is_beside(name: str, others: set[str], text: str) -> bool:
    """Whether a name is joined to one of the others: "X and Y"."""
    pairs = [pair for other in others for pair in ((name, other), (other, name))]
    return any(
        re.search(rf"{re.escape(one)}\s+(?:et|and)\s+{re.escape(two)}", text) for one, two in pairs
    )


def _stands_in(wanted: list[str], given: list[str]) -> bool:
    """Whether some words stand together in others."""
    return any(given[at : at + len(wanted)] == wanted for at in range(len(given) - len(wanted) + 1))


def _head(text: str) -> str:
    """The question up to the word that leads to its subject."""
    match = re.search(
        r"\b(?:about|regarding|concerning|à propos|au sujet|sur|quant|on)\b", text, re.IGNORECASE
    )
    return text[: match.start()] if match else text


def _topic(text: str, language: str, speaker: set[str]) -> tuple[str, ...]:
    asking = (_SAYING[language], _REPORTING[language])
    text = without_inversion(text)
    saying = {w for pattern in asking for m in pattern.finditer(text) for w in words(m[0])}
    dropped = stop_words(language) | saying | speaker
    return tuple(dict.fromkeys(word for word in words(text) if word not in dropped))
