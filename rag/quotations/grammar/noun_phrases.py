"""Noun phrases that denote speakers: names, offices, organisations and pronouns."""

from dataclasses import replace

from dixit.rag.lang.lexicons import roles, small_words
from dixit.rag.lang.names import TITLES
from dixit.rag.quotations.grammar.phrase_extents import may_begin, phrase_end
from dixit.rag.quotations.grammar.phrase_parts import Phrase, parted
from dixit.rag.quotations.grammar.phrase_words import (
    BEING,
    PARTICLES,
    Range,
    is_determiner,
    is_small,
    is_speaking,
    latter,
)
from dixit.rag.quotations.grammar.tokens import Frame

_LONGEST = 16
"""Maximum length of a noun phrase, in tokens."""


_OF = ("de", "d'", "du", "des", "of", "à", "aux")
"""Prepositions behind the head noun of a phrase."""


def phrase_at(frame: Frame, at: int, limit: int | None = None) -> Phrase | None:
    """Return the noun phrase that begins at a token.

    Args:
        frame: The frame.
        at: Index of the first token.
        limit: Index after the last token that the phrase may use; the end of the frame by default.

    Returns:
        The phrase, split into name and office; None where no phrase begins at `at`.
    """
    end = min(len(frame) if limit is None else limit, at + _LONGEST)
    if not 0 <= at < end or not frame[at].is_word:
        return None
    word = frame[at].word
    if (some := _one_of(frame, at, end)) is not None:
        return Phrase(at, some, (at, some))
    is_demonstrative = word in ("ce", "cette", "cet", "the") and latter(frame, at)
    is_possessive = (
        word == "her" and at + 1 < end and frame[at + 1].is_word
    )  # "Her team reports ..."
    if (word in small_words("pronoun") and not is_possessive) or is_demonstrative:
        last = at + (2 if latter(frame, at) else 1)
        return Phrase(at, last, (at, last))
    if not may_begin(frame, at, end):
        return None
    last = phrase_end(frame, at, end)
    if last == at or (last == at + 1 and is_small(frame[at])):
        return None
    if all(frame[i].word in small_words("silent") or is_small(frame[i]) for i in range(at, last)):
        return None
    return parted(frame, at, last)


def _one_of(frame: Frame, at: int, end: int) -> int | None:
    """Return the index behind "l'une d'elles", "l'un des jurés", "one of them"; None for others."""
    start = at + (frame[at].word == "l'")
    words = [token.word for token in frame[start : min(end, start + 3)]]
    if len(words) < 3 or words[0] not in ("un", "une", "one") or words[1] not in _OF:
        return None
    if words[2] in ("eux", "elles", "them"):
        return start + 3
    first = start + 1 if words[1] in ("du", "des") else start + 2
    group = phrase_at(frame, first, end)
    is_plural = group is not None and frame[group.last - 1].word.endswith(("s", "x", "en"))
    return group.last if group is not None and is_plural and start > at else None


def with_apposition(frame: Frame, phrase: Phrase, limit: int | None = None) -> Phrase:
    """Extend a noun phrase by the office, or the name, in apposition to it.

    Examples: "Marie Curie, maire de Lyon," gains the office. "Le PDG de Renault, Luca de Meo,"
    becomes the name "Luca de Meo" with the office "Le PDG de Renault".

    Args:
        frame: The frame.
        phrase: A phrase of the frame.
        limit: Index after the last token to look at; the end of the frame by default.

    Returns:
        The extended phrase; the same phrase where no apposition follows.
    """
    end = len(frame) if limit is None else limit
    at = phrase.last
    if at < end and frame[at].text == "(":
        while at < end and frame[at].text != ")":
            at += 1
        at += 1
    if not (at < end and frame[at].text in (",", "–", "—")) or is_pronoun(frame, phrase):
        return phrase
    first = at + 1
    is_indefinite = frame[phrase.first].word in ("un", "une", "a", "an")
    if is_indefinite and first < end and frame[first].word in ("le", "la", "l'", "the"):
        return phrase  # "D'après un membre du staff, l'arrière Jade Moutier sera absente"
    close = first
    while close < end and frame[close].is_word:
        close += 1
    if close == first:
        return phrase
    name = phrase_at(frame, first, close)
    if name and name.last == close and is_person_name(frame, name.name):
        # "Le PDG de Renault, Luca de Meo,", "Son président, l'hydrologue Hervé N'Guessan,"
        if (
            is_determiner(frame, phrase.first) or names_office(frame, phrase.name)
        ) and phrase.role is None:
            return Phrase(phrase.first, close, name.name, phrase.name)
        return phrase
    if name and name.last == close and is_determiner(frame, phrase.first) and phrase.role is None:
        house = all(frame[i].is_capital for i in range(*name.name)) and not any(
            frame[i].is_capital for i in range(phrase.first + 1, phrase.last)
        )
        if house and names_office(frame, phrase.name):
            return Phrase(phrase.first, close, name.name, phrase.name)  # "The operator, MidGrid,"
    if _opens_role(frame, first, close):
        last = _role_end(frame, first, close)
        # "adjointe à la culture, au tourisme": a verb or a circumstance ends the office.
        return replace(phrase, last=last, role=phrase.role or (first, last))
    return phrase


def is_pronoun(frame: Frame, phrase: Phrase) -> bool:
    """Return whether a phrase is a pronoun, "ce dernier" or "the latter"."""
    word = frame[phrase.first].word
    if latter(frame, phrase.first):
        return True
    alone = phrase.last - phrase.first == 1
    return alone and (
        word in ("l'", "les", "ses", "leurs", "sa", "son", "his") or word in small_words("pronoun")
    )


def is_person_name(frame: Frame, place: Range) -> bool:
    """Return whether tokens are a personal name: two capitalised words, or a title and one."""
    tokens = frame[place[0] : place[1]]
    capitals = [t for t in tokens if t.is_capital and t.word not in TITLES]
    named = all(t.is_capital or t.word in PARTICLES for t in tokens)
    return (
        named and (len(capitals) >= 2 or any(t.word in TITLES for t in tokens)) and bool(capitals)
    )


def can_speak(frame: Frame, phrase: Phrase) -> bool:
    """Return whether a phrase denotes a person, an organisation or a publication.

    True for pronouns, names and nouns of `is_speaking`; false for things: "le pont de Lyon".
    """
    if is_pronoun(frame, phrase) or phrase.role is not None:
        return True
    if _one_of(frame, phrase.first, len(frame)) is not None:
        return True
    if frame[phrase.first].word in NOBODY:
        return False
    first, last = phrase.name
    joint = (i for i in range(first + 1, last) if frame[i].word in _OF and not frame[i].is_capital)
    head = frame[first : next(joint, last)]
    if any(token.is_capital and not is_small(token) for token in head):
        return True
    return any(is_speaking(token.word) for token in head)


def may_speak(frame: Frame, phrase: Phrase) -> bool:
    """Return whether a phrase can be the subject of a verb that only speakers have.

    Weaker than `can_speak`: any phrase with a determiner passes.
    """
    return can_speak(frame, phrase) or is_determiner(frame, phrase.first)


NOBODY = frozenset("no nobody none aucun aucune nul nulle personne neither".split())
"""Words that open a phrase for nobody: "No one in the kitchen"."""


def names_office(frame: Frame, place: Range) -> bool:
    """Return whether tokens hold a noun for a person or an organisation: "le maire"."""
    return any(is_speaking(frame[i].word) for i in range(*place))


def _opens_role(frame: Frame, first: int, close: int) -> bool:
    """Return whether the tokens behind a comma are an office, and no circumstance or clause."""
    word = frame[first].word
    opening = word in BEING or (word in small_words("circumstance") and word not in ("l'", "ce"))
    of = (i for i in range(first + 1, close) if frame[i].word in ("de", "d'", "du", "des", "of"))
    is_one = frame[first].word in ("l'", "un", "une", "one")
    end = close if is_one or not is_determiner(frame, first) else next(of, close)
    head = {frame[i].word for i in range(first, min(end, first + 6))}
    heads = {part.removesuffix("s") for word in head for part in (word, *word.split("-"))} | head
    return not opening and not heads.isdisjoint(roles() | small_words("people"))


def _role_end(frame: Frame, first: int, close: int) -> int:
    """Return where an office in apposition ends: before a verb, "qui" or a circumstance."""
    i = first
    while i < close:
        word = frame[i].word
        if i > first and (
            word in small_words("auxiliary") - {"'s"}
            or word in BEING
            or word
            in ("mardi", "lundi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "qui")
            or (
                word in ("dans", "lors", "devant", "during", "who", "as", "après") and i > first + 1
            )
        ):
            break
        i += 1
    while i > first + 1 and is_small(frame[i - 1]) and not frame[i - 1].is_capital:
        i -= 1
    return i
