"""Antecedents: the person or organisation that a pronoun refers to.

The sentences before the pronoun are searched from the nearest. Within one sentence a speaker goes
before somebody who is only named. Where two antecedents fit, the result is None. Each antecedent
comes with the evidence for it, of which not every kind is trusted: see `evidence`.
"""

import re
from bisect import bisect_left, insort
from collections.abc import Callable, Iterable
from functools import cache

from dixit.rag.lang.lexicons import reporting, small_words
from dixit.rag.quotations.evidence import FURTHEST, Antecedent, Evidence, Found, has_rivals
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

_BODY_AHEAD = re.compile(
    r"(?:^|\n|[.!?…][»”\"’)]*\s)(?P<article>[Ll]a\s|[Ll]e\s|[Ll]['’])(?P<noun>[A-ZÀ-Þ][\w-]+)"
)
"""A capitalised noun behind an article at the head of a sentence."""
_RELATIVE = re.compile(r",?\s(?:dont|que|qu['’]|whom)\s?$")
"""A relative pronoun before the pronoun."""

_TOPIC = re.compile(r"\b(?:[Qq]uant\s(?P<article>à|au)|[Aa]s\sfor)\s(?P<who>[^,.;:!?\n]{3,60}),\s$")
"""The topic before a pronoun: "Quant au procureur, il ..."."""

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

    def meant(
        self, pronoun: str, at: int, sex_of: Callable[[str], str | None]
    ) -> Antecedent | None:
        """Return the likely antecedent of a pronoun.

        Args:
            pronoun: The pronoun in lower case.
            at: Its position, in characters.
            sex_of: Returns "she" or "he" for a name; None where unknown.

        Returns:
            The antecedent; None where it is unclear, and for plurals and things ("they", "it").
        """
        pronoun = pronoun.replace("’", "'")
        if pronoun not in _WOMEN | _MEN | _EITHER:
            return None
        sex = WOMAN if pronoun in _WOMEN else MAN if pronoun in _MEN else None
        relative = _RELATIVE.search(self._text, max(0, at - 12), at)
        if relative is not None:  # "Jean Roux, dont il dénonce ...": not Roux.
            at = max((place for place, _ in self._mentions if place < relative.start()), default=at)
        topic = _TOPIC.search(self._text, max(0, at - 90), at)
        known = topic is not None and (
            is_office(topic["who"])
            or fold(topic["who"]) in {fold(one) for _, one in self._mentions}
        )
        if topic is not None and known:
            name = ("le " if topic["article"] == "au" else "") + topic["who"]
            full_name = self._by_phrase(name, topic.start("who")) or name
            return Antecedent(full_name, Evidence("pronoun", "topic", True, 0, False))
        nearest = self.nearest(at, sex, sex_of, bodies=pronoun not in _ENGLISH)
        if nearest and pronoun.startswith("cel") and self._body_since(nearest.name, at):
            return None
        return nearest

    def _body_since(self, name: str, at: int) -> bool:
        """Return whether an organisation is named between the last mention of a person and here."""
        first = max(0, at - _WINDOW)
        last = max(self._text.rfind(part, first, at) for part in name.split())
        return not small_words("body").isdisjoint(words(self._text[last:at]))

    def same_source(self, phrase: str, at: int) -> str | None:
        """Return the last speaker that is a source, for phrases such as "la même source"."""
        if not {"meme", "same"} & set(words(phrase)):
            return None
        sources = [name for place, name in self._spoken if place < at and "source" in words(name)]
        return sources[-1] if sources else None

    def nearest(
        self, at: int, sex: str | None, sex_of: Callable[[str], str | None], *, bodies: bool = True
    ) -> Antecedent | None:
        """Return the nearest antecedent of a pronoun before a position.

        Args:
            at: The position, in characters.
            sex: "she" or "he"; None where either fits.
            sex_of: Returns "she" or "he" for a name; None where unknown.
            bodies: Whether an organisation may be meant.

        Returns:
            The antecedent; None where none fits, or more than one.
        """
        end, first = at, max(0, at - _WINDOW)
        ends = [match.end() for match in _SENTENCE_END.finditer(self._text, first, at)]
        distance = 0
        for number, start in enumerate([*reversed(ends), first]):
            # The sentence of the pronoun counts as 0 even where nothing precedes the pronoun.
            distance += number > 0 and bool(self._text[start:end].strip())
            chosen = self._in_sentence(start, end, sex, sex_of, bodies)
            if chosen is not None:
                name, found = chosen
                if not name:
                    return None
                own = _sex_described(name) if _is_described(name) else sex_of(name)
                evidence = Evidence(
                    written="pronoun",
                    found=found,
                    agrees=sex is not None and own == sex,
                    distance=min(distance, FURTHEST),
                    has_rivals=has_rivals(self._text, name, at, _WINDOW, sex, sex_of),
                )
                return Antecedent(name, evidence)
            end = start
        return None

    def _in_sentence(
        self,
        start: int,
        end: int,
        sex: str | None,
        sex_of: Callable[[str], str | None],
        bodies: bool,
    ) -> tuple[str, Found] | None:
        """Return the antecedent in one sentence and how it was chosen.

        The name is empty for more than one antecedent; the result is None where there is none.
        """

        def fits(name: str) -> bool:
            if _is_plural(name):
                return False
            sex_of_name = _sex_described(name) if _is_described(name) else sex_of(name)
            return sex is None or sex_of_name in (sex, None)

        speakers = _distinct(
            name
            for _, name in _between(self._spoken, start, end)
            if fits(name) and (bodies or not _is_body(name))
        )
        names = _distinct(name for _, name in _between(self._mentions, start, end) if fits(name))
        if len(speakers) == 1 and (not names or fold(speakers[0]) in map(fold, names)):
            speaker = speakers[0]
            if _is_described(speaker):
                return speaker, "description"
            # An English personal pronoun refers to a person: "Rudd said. He went on ..."
            is_single_name = not bodies and " " not in speaker and not is_dictionary(speaker)
            is_person = fold(speaker) in map(fold, names)
            return (speaker if is_person or is_single_name else ""), "speaker"
        description = self._described_at(start, end, bodies)
        if description is None and bodies and not names and not speakers:
            return ("", "only") if self._has_body(start, end, sex) else None
        if description is not None and fits(description):
            if len(speakers) == 1 and fold(speakers[0]).startswith(fold(description)):
                return speakers[0], "description"
            return self._by_phrase(description, start) or "", "description"
        if len(names) == 1:
            return names[0], "only"
        if not names:
            return ("", "speaker") if speakers else None
        same_sex = [name for name in names if sex and sex_of(name) == sex]
        first_mention = _between(self._mentions, start, end)[0][1]
        if len(same_sex) == 1 or (same_sex and same_sex[0] == first_mention):
            return same_sex[0], "agreeing"
        return "", "agreeing"

    def _has_body(self, start: int, end: int, sex: str | None) -> bool:
        """Return whether an organisation that agrees is the subject: "La Ville de Paris a ..."."""
        match = _BODY_AHEAD.search(self._text, max(0, start - 2), end)
        if match is None or match.start("article") > start + 4:
            return False
        article = {"la": WOMAN, "le": MAN}.get(match["article"].strip().casefold())
        is_body = match["noun"].casefold() in small_words("body") or match["noun"].isupper()
        return is_body and (sex is None or article in (sex, None))

    def _described_at(self, start: int, end: int, bodies: bool) -> str | None:
        """Return the description that is the subject of a sentence without a name of its own."""
        match = _DESCRIBED.search(self._text, max(0, start - 2), end)
        if match is None or match.start("who") > start + 4:
            return None
        description = _without_verb(match["who"])
        nouns = description.casefold().replace("’", "'").replace("l'", "l' ").split()[1:]
        if not any(is_speaking(noun) for noun in nouns) or (not bodies and _is_body(description)):
            return None
        next_name = next((at for at, _ in _between(self._mentions, match.start("who"), end)), None)
        if next_name is not None:
            behind = match.start("who") + len(description)
            between = words(self._text[behind:next_name])
            if not any(word in _verbs() for word in between):
                return None  # "Le maire, Jean Roux, ...": the description has a name.
        return description[0].lower() + description[1:]


def _without_verb(description: str) -> str:
    """Return a description without a verb at its end: "Le procureur doute"."""
    head, _, last = description.rpartition(" ")
    return head if " " in head and last in reporting() else description


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
    is_quantity = opening in small_words("quantity") and opening not in ("one", "another")
    is_english = opening in ("the", "its", "his", "her", "their", "these", "those")
    return (
        is_quantity
        or opening in ("les", "des", "ces", "ses", "leurs", "tous", "toutes")
        or (is_english and head.endswith("s") and not head.endswith(("ss", "'s", "’s")))
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
