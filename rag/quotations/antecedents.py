"""Antecedents: the person or organisation that a pronoun refers to.

The sentences before the pronoun are searched from the nearest. Within one sentence a speaker goes
before somebody who is only named. Where two antecedents fit, the result is None.
"""

import re
from bisect import bisect_left, insort
from collections.abc import Callable, Iterable
from functools import cache

from dixit.rag.lang.lexicons import reporting, small_words
from dixit.rag.quotations.grammar.phrase_words import BEING, is_speaking
from dixit.rag.quotations.people import fold, is_dictionary, is_office, sex_of_office, words

WOMAN, MAN = "she", "he"
_WOMEN = frozenset("she her elle celle-ci".split())
_MEN = frozenset("he him his il lui celui-ci".split())
_EITHER = frozenset(("l'", "son", "sa", "ses", "ce dernier", "cette dernière", "the latter"))
_ENGLISH = frozenset("she her he him his".split())
_WINDOW = 1200
"""Maximum distance between a pronoun and its antecedent, in characters."""
_SENTENCE_END = re.compile(r"[.!?…][»”\"’)]*\s|\n")
_DESCRIBED = re.compile(
    r"(?:^|\n|[.!?…][»”\"’)]*\s|[«“]\s?)(?P<who>(?:Le\s|La\s|L['’]|Une?\s|Ce(?:tte|t)?\s|The\s|An?\s)"
    r"[a-zà-ÿ][\w'’-]+(?:\s[a-zà-ÿ][\w'’-]+)?)(?!\s?[A-ZÀ-Þ])"
)
"""A noun phrase at the head of a sentence, without a name behind it."""

_RELATIVE = re.compile(r",?\s(?:dont|que|qu['’]|whom)\s?$")
"""A relative pronoun before the pronoun."""

Mention = tuple[int, str]
"""The position of a mention, in characters, and the name."""


class Antecedents:
    """Mentions and speakers of a document, by position."""

    def __init__(
        self, text: str, mentions: list[Mention], by_phrase: Callable[[str, int], str | None]
    ) -> None:
        """Store the mentions.

        Args:
            text: The document's text.
            mentions: Mentions of persons, in order of position.
            by_phrase: Resolves a noun phrase at a position to a name; None where it is unclear.
        """
        self._text = text
        self._mentions = mentions
        self._by_phrase = by_phrase
        self._spoken: list[Mention] = []

    def spoke(self, at: int, name: str) -> None:
        """Record a speaker, by name or description, at a position."""
        insort(self._spoken, (at, name))

    def meant(self, pronoun: str, at: int, sex_of: Callable[[str], str | None]) -> str | None:
        """Return the antecedent of a pronoun.

        Args:
            pronoun: The pronoun in lower case.
            at: Its position, in characters.
            sex_of: Returns "she" or "he" for a name; None where unknown.

        Returns:
            The name; None where it is unclear, and for plurals and things ("they", "it").
        """
        pronoun = pronoun.replace("’", "'")
        if pronoun not in _WOMEN | _MEN | _EITHER:
            return None
        sex = WOMAN if pronoun in _WOMEN else MAN if pronoun in _MEN else None
        relative = _RELATIVE.search(self._text, max(0, at - 12), at)
        if relative is not None:  # "son adversaire, Jean Roux, dont il dénonce ...": another one.
            at = max((place for place, _ in self._mentions if place < relative.start()), default=at)
        return self.nearest(at, sex, sex_of, bodies=pronoun not in _ENGLISH)

    def same_source(self, phrase: str, at: int) -> str | None:
        """Return the last speaker that is a source, for phrases such as "la même source"."""
        if not {"meme", "same"} & set(words(phrase)):
            return None
        spoken = [name for place, name in self._spoken if place < at and "source" in words(name)]
        return spoken[-1] if spoken else None

    def nearest(
        self, at: int, sex: str | None, sex_of: Callable[[str], str | None], *, bodies: bool = True
    ) -> str | None:
        """Return the nearest antecedent before a position.

        Args:
            at: The position, in characters.
            sex: "she" or "he"; None where either fits.
            sex_of: Returns "she" or "he" for a name; None where unknown.
            bodies: Whether an organisation may be meant.

        Returns:
            The name or description; None where none fits, or more than one.
        """
        end, first = at, max(0, at - _WINDOW)
        ends = [match.end() for match in _SENTENCE_END.finditer(self._text, first, at)]
        for start in [*reversed(ends), first]:
            found = self._in_sentence(start, end, sex, sex_of, bodies)
            if found is not None:
                return found or None
            end = start
        return None

    def _in_sentence(
        self,
        start: int,
        end: int,
        sex: str | None,
        sex_of: Callable[[str], str | None],
        bodies: bool,
    ) -> str | None:
        """Return the antecedent in one sentence; empty for more than one, None for none."""

        def fits(name: str) -> bool:
            if _is_plural(name):
                return False
            told = _sex_described(name) if _is_described(name) else sex_of(name)
            return sex is None or told in (sex, None)

        spoke = _distinct(
            name
            for _, name in _between(self._spoken, start, end)
            if fits(name) and (bodies or not _is_body(name))
        )
        named = _distinct(name for _, name in _between(self._mentions, start, end) if fits(name))
        if len(spoke) == 1 and (not named or fold(spoke[0]) in map(fold, named)):
            one = spoke[0]
            person = _is_described(one) or fold(one) in map(fold, named)
            # "he" is a person: "Rudd said. He went on ..."
            alone = not bodies and " " not in one and not is_dictionary(one)
            return one if person or alone else ""
        rival = self._described_at(start, end, bodies)
        if rival is not None and fits(rival):
            if len(spoke) == 1 and fold(spoke[0]).startswith(fold(rival)):
                return spoke[0]
            return self._by_phrase(rival, start) or ""
        if len(named) == 1:
            return named[0]
        if not named:
            return "" if spoke else None
        sure = [name for name in named if sex and sex_of(name) == sex]
        head = _between(self._mentions, start, end)[0][1]
        if len(sure) == 1 or (sure and sure[0] == head):
            return sure[0]
        return ""

    def _described_at(self, start: int, end: int, bodies: bool) -> str | None:
        """Return the description that is the subject of a sentence without a name of its own."""
        found = _DESCRIBED.search(self._text, max(0, start - 2), end)
        if found is None or found.start("who") > start + 4:
            return None
        who = found["who"]
        nouns = who.casefold().replace("’", "'").replace("l'", "l' ").split()[1:]
        if not any(is_speaking(noun) for noun in nouns) or (not bodies and _is_body(who)):
            return None
        first = next((at for at, _ in _between(self._mentions, found.start("who"), end)), None)
        if first is not None:
            between = words(self._text[found.end("who") : first])
            if not any(word in _verbs() for word in between):
                return None  # "Le maire, Jean Roux, ...": the name is the subject's.
        return who[0].lower() + who[1:]


@cache
def _verbs() -> frozenset[str]:
    """Return the words that separate a subject from another name in its sentence."""
    return frozenset(map(fold, BEING | small_words("auxiliary") | set(reporting())))


def _is_described(name: str) -> bool:
    """Return whether a speaker is a description rather than a name: "la source policière"."""
    return name[:1].islower() or _opening(name) in small_words("determiner")


def _opening(phrase: str) -> str:
    """Return the first word of a phrase, with its apostrophe where it is elided: "l'"."""
    return re.split(r"(?<=['’])|\s", phrase.casefold().replace("’", "'"), maxsplit=1)[0]


def _sex_described(phrase: str) -> str | None:
    """Return "she" or "he" by the article of a description; None where it does not tell."""
    opening = phrase.split(maxsplit=1)[0]
    if opening in ("le", "un", "ce", "cet"):
        return MAN
    if opening in ("la", "une", "cette"):
        return WOMAN
    return sex_of_office(phrase) if is_office(phrase) else None


def _is_plural(phrase: str) -> bool:
    """Return whether a phrase is plural: "les riverains", "the trustees"."""
    if not _is_described(phrase):
        return False
    head = re.split(r"\s(?:of|who|at|in|from|for|with)\s", phrase)[0].split()[-1]
    opening = _opening(phrase)
    several = opening in small_words("quantity") and opening not in ("one", "another")
    english = opening in ("the", "its", "his", "her", "their", "these", "those")
    return (
        several
        or opening in ("les", "des", "ces", "ses", "leurs", "tous", "toutes")
        or (english and head.endswith("s") and not head.endswith(("ss", "'s", "’s")))
    )


def _is_body(phrase: str) -> bool:
    """Return whether a description denotes an organisation or a publication."""
    nouns = phrase.casefold().replace("’", "'").replace("l'", "l' ").split()[1:3]
    bodies = small_words("body") | small_words("paper")
    return _is_described(phrase) and any(noun in bodies for noun in nouns)


def _between(mentions: list[Mention], start: int, end: int) -> list[Mention]:
    """Return the mentions between two positions."""
    return mentions[bisect_left(mentions, (start, "")) : bisect_left(mentions, (end, ""))]


def _distinct(names: Iterable[str]) -> list[str]:
    """Return each name once, compared without accents and case."""
    return list({fold(name): name for name in names}.values())
