"""Evidence for an antecedent: how it was found, and whether that is right often enough.

A name is given to a pronoun or a description only for kinds of evidence that were right in 97 of
100 cases or more. `dixit eval quotations --antecedents` measures each kind.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from dixit.rag.lang.lexicons import small_words
from dixit.rag.quotations.grammar.phrase_words import is_speaking
from dixit.rag.quotations.people import OPENING, fold, is_dictionary, sex_of_office

Found = Literal["topic", "speaker", "only", "agreeing", "description"]
"""How an antecedent was chosen in its sentence: the topic that a phrase announces; the only one who
speaks there; the only person named; the only one of the gender; a description without a name."""
FURTHEST = 2
"""Distance in sentences that stands for this distance and any greater one."""

_NAME = re.compile(r"\b[A-ZÀ-Þ][\w’'-]+(?:\s[A-ZÀ-Þ][\w’'-]+)*")
_NOUN = re.compile(
    r"\b(?P<determiner>[Ll]e |[Ll]a |[Ll]['’]|[Uu]ne? |[Ss]on |[Ss]a |[Cc]et? |[Cc]ette |[Mm]on "
    r"|[Mm]a |[Nn]otre |[Tt]he |[Aa]n? |[Hh]is |[Hh]er |[Tt]heir )(?P<words>(?:[a-zà-ÿ-]+ ?){1,3})"
)
"""A singular determiner and the words behind it."""
_QUOTED = re.compile(r"«[^»]*(?:»|$)|“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)")
_OF_PLACE = re.compile(
    r"(?:\b(?:à|en|de|du|des|au|la|le|in|at|from|of|the|to|on)|['’])\s?$", re.IGNORECASE
)
"""Prepositions and articles before a name of a place or of an organisation."""
_CLAUSE_AHEAD = re.compile(r"(?:^|[.!?…:;¤,–\n]|\b(?:et|mais|and|but))\s*$")
"""The end of what stands before a subject."""
_ELIDED = re.compile(r"[A-ZÀ-Þ]['’]")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for an antecedent.

    Attributes:
        written: Whether a pronoun or a description refers to it.
        found: How it was chosen in its sentence.
        agrees: Whether its gender is known, and is that of the pronoun.
        distance: Distance in sentences; `FURTHEST` for more.
        has_rivals: Whether the text between the two names or describes somebody else.
    """

    written: Literal["pronoun", "description"]
    found: Found
    agrees: bool
    distance: int
    has_rivals: bool

    @property
    def is_sure(self) -> bool:
        """Whether antecedents of this kind are right in 97 of 100 labelled cases or more."""
        if self.found == "topic":
            return True
        if self.found == "description":
            return self.written == "pronoun" and self.distance < FURTHEST and not self.has_rivals
        if self.written == "description" and not self.distance:
            return False
        is_agreeing = self.agrees or (self.written == "pronoun" and self.found == "only")
        return not self.has_rivals or (self.distance < FURTHEST and is_agreeing)


@dataclass(frozen=True, slots=True)
class Antecedent:
    """The likely antecedent of a pronoun or a description, and the evidence for it."""

    name: str
    evidence: Evidence


def has_rivals(
    text: str,
    name: str,
    at: int,
    furthest: int,
    sex: str | None,
    sex_of: Callable[[str], str | None],
) -> bool:
    """Return whether the text between a name and a position names or describes somebody else.

    Quoted words are not read: whom they name does not speak there. Capitalised words behind an
    article or a preposition are taken for places and organisations. A description counts where it
    can be a subject, at the head of a clause. Somebody of the other gender is no rival.

    Args:
        text: The document's text.
        name: The name.
        at: The position, in characters.
        furthest: How far back the name is searched, in characters.
        sex: "she" or "he"; None where either fits.
        sex_of: Returns "she" or "he" for a name; None where unknown.
    """
    low = max(0, at - furthest)
    last = max((text.rfind(part, low, at) + len(part) for part in name.split()), default=0)
    between = _QUOTED.sub(" ¤ ", text[max(low, last) : at])
    own = {fold(part) for part in re.split(r"[\s’'-]+", name)}
    for match in _NAME.finditer(between):
        before = between[: match.start()].rstrip(" \u00a0\u202f")
        parts = match[0].split()
        at_head = not before or before[-1] in ".!?…:;¤–—-\n"
        if at_head and len(parts) == 1 and _opens_sentence(parts[0]):
            continue
        is_same = not own.isdisjoint(fold(part) for part in re.split(r"[\s’'-]+", match[0]))
        if is_same or _OF_PLACE.search(between[: match.start()]):
            continue
        if name[:1].islower() and not _CLAUSE_AHEAD.search(between[: match.start()]):
            continue  # The description is a subject; who is named in its clause is an object.
        if sex is None or sex_of(match[0]) in (sex, None):
            return True
    return any(
        _CLAUSE_AHEAD.search(between[: match.start()]) is not None
        and _denotes_somebody(match["words"])
        and (sex is None or _sex(match) in (sex, None))
        for match in _NOUN.finditer(between)
    )


def _sex(noun: re.Match[str]) -> str | None:
    """Return "she" or "he" by the determiner or the noun; None where neither tells."""
    return _SEXES.get(noun["determiner"].strip().casefold()) or sex_of_office(noun["words"])


_SEXES = dict.fromkeys(("la", "une", "sa", "cette", "ma"), "she") | dict.fromkeys(
    ("le", "un", "ce", "cet"), "he"
)


def _opens_sentence(word: str) -> bool:
    """Return whether a word may have its capital from its place at the head of a sentence."""
    return is_dictionary(word) or fold(word) in OPENING or _ELIDED.match(word) is not None


def _denotes_somebody(words: str) -> bool:
    """Return whether the head noun among the words behind a determiner can speak."""
    for word in words.split():
        if word in small_words("inner") or word in small_words("circumstance"):
            return False
        if is_speaking(word):
            return word not in small_words("paper")
    return False
