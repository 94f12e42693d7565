"""Requests that no passage answers: for the collection, for an article as a whole, or for nothing.

"How many articles mention X?", "summarise 002", "hello". Each language lists how they are put in
`requests.txt`. A request is the whole question: one that asks for more is none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from dixit.index.text.tokens import composed
from dixit.rag.lang.word_lists import LANGUAGES, named_lines

Kind = Literal[
    "greeting", "thanks", "farewell", "abilities", "size", "list", "mentioning", "subject",
    "summary", "news", "speaking",
]  # fmt: skip
"""What is asked for: "mentioning" the articles that hold some words, "subject" what an article is
about, "news" what was published since a date, "speaking" who speaks most; the others as they say.
"""


@dataclass(frozen=True, slots=True)
class Request:
    """A question of one of the kinds."""

    kind: Kind
    language: str
    """"fr" or "en": that of the list that it stands in."""
    about: str = ""
    """What it asks about, as written: a name, the file name or title of an article, a date; empty
    where it names none."""
    of_article: bool = False
    """Whether it calls that an article: "what is article 002 about?"."""
    of_every: bool = False
    """Whether it asks for all articles: "what are the articles about?"."""


def request_in(question: str, language: str) -> Request | None:
    """The request that a question is; None where it is none.

    Args:
        question: as typed.
        language: of the question as far as known; its list is tried first.
    """
    text = composed(question).replace("’", "'").strip(" ?!.…¿¡")
    for code in sorted(LANGUAGES, key=lambda code: code != language):
        for shortened in _shortened(text, code):
            for kind, pattern in _patterns(code):
                if match := pattern.fullmatch(shortened):
                    about = match.groupdict().get("about") or ""
                    return _read(kind, code, about.strip(" \"'«»“”.,:"))
    return None


def _shortened(text: str, language: str) -> Iterator[str]:
    """A question less the courtesies and small words around it, then with more and more of them."""
    kept = [text]
    for _ in text.split():
        ahead = _part("ahead", language).match(text)
        behind = None if ahead else _behind(language).search(text)
        rest = text[ahead.end() if ahead else 0 : behind.start() if behind else len(text)]
        rest = rest.strip(" ?!.…,")
        if rest in (text, ""):
            break
        kept.append(rest)
        text = rest
    return reversed(kept)


def _read(kind: Kind, language: str, about: str) -> Request:
    """A request with the head of what names an article taken off."""
    if kind not in ("subject", "summary"):
        return Request(kind, language, about)
    if not about:
        return Request(kind, language, of_article=True)
    if _part("every", language).fullmatch(about):
        return Request(kind, language, of_article=True, of_every=True)
    head = _part("article", language).match(about)
    if head is None:
        return Request(kind, language, about)
    name = about[head.end() :].strip(" \"'«»“”.,:")
    return Request(kind, language, name, of_article=True)


@cache
def _patterns(language: str) -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    """How the requests of each kind are put, in the order of the list."""
    kinds = {kind: kind for kind in get_args(Kind)}
    return tuple(
        (kinds[name], re.compile(_filled(line, language), re.IGNORECASE))
        for name, line in named_lines("requests.txt", language)
        if name in kinds
    )


@cache
def _part(name: str, language: str) -> re.Pattern[str]:
    """The lines of one name, as one pattern."""
    listed = (line for kind, line in named_lines("requests.txt", language) if kind == name)
    lines = "|".join(f"(?:{_filled(line, language)})" for line in listed)
    return re.compile(lines, re.IGNORECASE)


@cache
def _behind(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{_part('behind', language).pattern})$", re.IGNORECASE)


def _filled(line: str, language: str) -> str:
    """A line with what its marks stand for."""
    listed = dict(named_lines("requests.txt", language))
    line = line.replace("<about>", "(?P<about>.+)")
    line = line.replace("<article>", f"(?P<about>{listed['article']}.*?)")
    return line.replace("<articles>", listed["articles"])
