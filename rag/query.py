"""What a question asks: its language, the names in it, whose words it wants and about what."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from index.tokens import stop_words, words
from rag import attribution
from rag.errors import QuestionError
from rag.language import question_language
from rag.speakers import matches_name

MAX_CHARACTERS = 2_000
"""A longer text is no question."""

_SAYING = {
    "fr": re.compile(
        r"\b(?:dit|dits|dite|dire|disent|disait|déclar\w+|affirm\w+|indiqu\w+|annonc\w+|"
        r"expliqu\w+|révél\w+|pens\w+|propos|paroles|mots|citations?|cite[rz]?|avis|souhait\w+|"
        r"estim\w+|assur\w+|soulign\w+|exprim\w+|ajout\w+|position|opinion|parl\w+|promet\w*|"
        r"point de vue|prononc\w+|confi[eé]r?)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:say|says|said|saying|state[sd]?|statements?|declare[sd]?|announce[sd]?|explain\w*|"
        r"reveal\w*|think|thinks|thought|quot\w+|words|opinion|view|views|comment\w*|claim\w*|"
        r"tell|told|stress\w*|express\w*|add|added|position|according to|describe[sd]?|"
        r"promise[sd]?|talk\w*|mention\w*|stance|remarks?)\b",
        re.IGNORECASE,
    ),
}
_NAME = re.compile(rf"\b{attribution.NAME}")
_ASKING_WORDS = frozenset(
    (
        "what who whom whose when where why how which did does do is are was were "
        "according give tell list quote cite please has have in on at for from can "
        "could the a an qu que qui quoi quel quelle quels quelles quand où ou comment "
        "combien pourquoi est selon cite citez donne donnez dis dites quelle le la les "
        "l un une en au aux d des du a ont sur y parmi dans pour si et avec il elle"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Query:
    """A question, understood."""

    text: str
    language: str
    """"fr" or "en"."""
    names: tuple[str, ...]
    """Proper names in the question, as written."""
    asks_words: bool
    """Whether it asks what somebody said or thinks."""
    speakers: tuple[str, ...]
    """The names in the question whose words are asked for."""
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
    names = names_in(text)
    asks_words = any(pattern.search(text) for pattern in _SAYING.values())
    known = tuple(dict.fromkeys(speakers))
    asked = _speakers_asked(text, names, known) if asks_words else ()
    said = {word for name in asked for word in words(name)}
    return Query(text, language, names, asks_words, asked, _topic(text, language, said))


def names_in(text: str) -> tuple[str, ...]:
    """Proper names, less the question words that only stand at the head."""
    found: list[str] = []
    for match in _NAME.finditer(text):
        parts = match[0].split()
        at_head = not any(character.isalnum() for character in text[: match.start()])
        while parts and (parts[0].islower() or (at_head and _asks(parts[0]))):
            parts.pop(0)
        name = " ".join(parts).rstrip("?.!,'’ ")
        name = re.sub(r"['’]s$", "", name)
        if name and any(c.isupper() for c in name):
            found.append(name)
    return tuple(dict.fromkeys(found))


def _asks(word: str) -> bool:
    return not set(words(word)) - _ASKING_WORDS


def _speakers_asked(text: str, names: tuple[str, ...], known: tuple[str, ...]) -> tuple[str, ...]:
    """Who is asked about: names before the question's subject first, those that speak first."""
    head = _head(text)
    ahead = tuple(name for name in names if name in head)
    for among in (ahead, names):
        speaking = tuple(n for n in among if any(matches_name(speaker, n) for speaker in known))
        if speaking:
            return speaking
    asked = set(words(text))
    described = tuple(s for s in known if s[:1].islower() and _telling(s) <= asked)
    return described[:1] or ahead[:1] or names[:1]


def _head(text: str) -> str:
    """The question up to the word that leads to its subject."""
    match = re.search(
        r"\b(?:about|regarding|concerning|à propos|au sujet|sur|quant|on)\b", text, re.IGNORECASE
    )
    return text[: match.start()] if match else text


def _telling(name: str) -> set[str]:
    return {word for word in words(name) if word not in stop_words("fr") | stop_words("en")}


def _topic(text: str, language: str, speaker: set[str]) -> tuple[str, ...]:
    saying = {w for p in _SAYING.values() for m in p.finditer(text) for w in words(m[0])}
    dropped = stop_words(language) | _ASKING_WORDS | saying | speaker
    return tuple(dict.fromkeys(word for word in words(text) if word not in dropped))
