"""Cues of reported speech: reporting verbs, and source phrases ("selon", "according to")."""

import re
from dataclasses import dataclass
from functools import cache

from dixit.rag.lang.lexicons import reporting, small_words
from dixit.rag.quotations.grammar.adjuncts import fixed_after, fixed_before
from dixit.rag.quotations.grammar.noun_forms import is_alias, is_noun
from dixit.rag.quotations.grammar.tokens import Frame

_WORD = re.compile(r"[^\W\d_]+")
_POUR = re.compile(r"(?:^|,\s)pour\b")


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that mark reported speech; all positions are token indices of one frame.

    Attributes:
        first: First token of the cue.
        last: The token after the last.
        kind: "verb", "source" ("selon"), "participle" ("ajoutant"), "infinitive" ("d'ajouter") or
            "passive" ("was told by").
        infinitive: The reporting verb's infinitive; empty for a source phrase.
        pronoun: Token of a pronoun inside or right behind the cue that denotes the speaker:
            "a-t-il dit", "à ses yeux".
        owner: Tokens of the speaker inside the cue: "in Pruitt's words".
    """

    first: int
    last: int
    kind: str
    infinitive: str = ""
    pronoun: int | None = None
    owner: tuple[int, int] | None = None


def cues_in(frame: Frame) -> list[Cue]:
    """Return the cues of a frame, in order and without overlaps.

    Impersonal forms ("dit-on") are left out. Negated cues are kept: see `denied`.
    """
    cues: list[Cue] = []
    at = 0
    opening = _opening_words()
    while at < len(frame):
        if frame[at].word not in opening:
            at += 1
            continue
        cue = _source(frame, at) or _verb(frame, at)
        if cue is None or (cues and cue.first < cues[-1].last):
            at += 1
            continue
        cues.append(cue)
        at = max(cue.last, at + 1)
    return cues


def may_report(text: str) -> bool:
    """Return whether a text may hold a cue.

    A fast test before `cues_in`: true for every text with a cue, and for some without.
    """
    folded = text.casefold()
    if _POUR.search(folded):
        return True
    return not _telling_words().isdisjoint(_WORD.findall(folded))


@cache
def _telling_words() -> frozenset[str]:
    """Return the rarest word of each cue, split at apostrophes; "pour" is tested apart."""
    verbs = (
        verb.following[-1] if verb.following else first
        for first, forms in reporting().items()
        for verb in forms
    )
    sources = (max(words, key=len) for listed in _sources().values() for words in listed)
    telling = {*verbs, *sources, *_THEIR_WORDS} - {"pour"}
    return frozenset(part for word in telling for part in _WORD.findall(word))


@cache
def _opening_words() -> frozenset[str]:
    """Return the words with which a cue may begin."""
    return frozenset((*reporting(), *_sources(), "in", "to", "pour"))


def is_source(cue: str) -> bool:
    """Return whether a cue, as written in the text, is a source phrase and no verb."""
    return "_".join(cue.casefold().replace("’", "'").split()) in small_words("source")


def _source(frame: Frame, at: int) -> Cue | None:
    """Return the source phrase that begins at a token; None where none does."""
    if frame[at].word in ("in", "to") and at + 2 < len(frame):
        for i in range(at + 1, min(at + 5, len(frame) - 1)):
            if frame[i].word.endswith(("'s", "s'")) and frame[i + 1].word in _THEIR_WORDS:
                return Cue(at, i + 2, "source", owner=(at + 1, i + 1))
    if fixed_after(frame, at) > at:
        return None  # "pour sa part"
    following = frame[at + 1].word if at + 1 < len(frame) else ""
    if frame[at].word == "pour" and at and frame[at - 1].text == "," and following in _WHOM:
        return Cue(at, at + 2, "source")
    if frame[at].word == "pour" and any(
        verb.form == "infinitive" for verb in reporting().get(following, ())
    ):
        return None
    for words in _sources().get(frame[at].word, ()):
        if tuple(token.word for token in frame[at : at + len(words)]) == words:
            last = at + len(words)
            if words[:2] == ("to", "hear"):
                return Cue(at, last, "source", pronoun=at + 2)
            if words[1:] in (("ses", "yeux"), ("leurs", "yeux")):
                return Cue(at, last, "source", pronoun=at + 1)
            if words[1:2] in (("l'",), ("les",)) and words[-1] == "croire":
                return Cue(at, last, "source", pronoun=at + 1)
            if words[-1] in ("du", "des"):
                last -= 1  # "du ministre": the determiner opens the speaker's phrase.
            return Cue(at, last, "source")
    return None


@cache
def _sources() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the word sequences of the source phrases by their first word, longest first."""
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for listed in sorted(small_words("source"), key=lambda s: (-s.count("_"), s)):
        words = tuple(listed.split("_"))
        by_first.setdefault(words[0], []).append(words)
    return {first: tuple(listed) for first, listed in by_first.items()}


def _verb(frame: Frame, at: int) -> Cue | None:
    """Return the reporting verb whose form stands at a token; None where there is none."""
    token = frame[at]
    if not token.is_word or (token.is_capital and at > 0):
        return None
    for verb in reporting().get(token.word, ()):
        last = at + 1 + len(verb.following)
        if tuple(t.word for t in frame[at + 1 : last]) != verb.following:
            continue
        cue = _READERS[verb.form](frame, at, last, verb.infinitive)
        if cue is not None:
            return None if says_nobody(frame, cue.pronoun) else cue
    return None


def _finite(frame: Frame, at: int, last: int, infinitive: str) -> Cue | None:
    """Return the cue of a finite verb; None where a determiner shows that the word is a noun."""
    before = frame[at - 1].word if at else ""
    if before in _NOUN_AHEAD or before in ("to", "will", "would", "could", "not"):
        return None
    if before in _PASSIVE or is_alias(frame, at):
        return None  # "étaient promises", "Jo Vial, dit Le Phare, ..."
    if before in ("l'", "le") and at > 1 and frame[at - 2].word in ("comme", "que"):
        return Cue(at - 1, last, "verb", infinitive, _inverted(frame, last))
    if before in ("l'", "le", "la", "les", "the", "a", "an", "of", "d'", "in", "this", "that"):
        return None  # A noun: "la note", "l'annonce", "the report".
    if frame[at].word == infinitive and is_noun(frame, at):
        return None
    first = at
    while first and frame[first - 1].word in ("s'", "se", "lui", "leur", "nous", "m'", "me"):
        first -= 1
    if not first and frame[0].word == "lui" and at == 1:
        return Cue(at, last, "verb", infinitive, 0)  # "Lui jurait que ..."
    return Cue(first, last, "verb", infinitive, _inverted(frame, last))


def _past(frame: Frame, at: int, last: int, infinitive: str) -> Cue | None:
    """Return the cue of a past participle and its auxiliary, with the adverbs between them.

    None for a passive: "il a dit" is a cue, "was told" is not read as a participle.
    """
    if (passive := _told_by(frame, at, last, infinitive)) is not None:
        return passive
    at_adverbs = fixed_before(frame, at)
    i, pronoun = at_adverbs - 1, None
    while i >= 0 and at_adverbs - i <= 4:
        word = frame[i].word
        if word.startswith("-"):
            pronoun = i
        elif word in small_words("auxiliary"):
            if word in ("est", "sont", "était", "étaient") and not (
                i and frame[i - 1].word in ("s'", "se")
            ):
                return None
            if word in ("is", "are", "was", "were", "s") or word == "'s":
                return None
            first = (
                i - 1
                if i and frame[i - 1].word in ("s'", "se", "l'", "lui", "nous", "leur", "m'")
                else i
            )
            return Cue(first, last, "verb", infinitive, pronoun)
        elif not (word in small_words("adverb") or word.endswith("ment") or word.endswith("ly")):
            return None
        i -= 1
    return None


def _told_by(frame: Frame, at: int, last: int, infinitive: str) -> Cue | None:
    """Return the cue of a passive whose agent speaks: "was told by", "a été informé par"."""
    if last >= len(frame) or frame[last].word not in ("by", "par"):
        return None
    is_passive = any(token.word in _PASSIVE for token in frame[max(0, at - 3) : at])
    is_told = infinitive in small_words("telling")
    return Cue(at, last + 1, "passive", infinitive) if is_passive and is_told else None


def _present(frame: Frame, at: int, last: int, infinitive: str) -> Cue | None:
    """Return the cue of a present participle: "en précisant"; None for "is saying", "by saying"."""
    before = frame[at - 1].word if at else ""
    if before in ("is", "are", "was", "were", "been", "of", "by", "without", "not"):
        return None
    first = at
    while first and frame[first - 1].word in ("en", "tout", "before", "while", "s'", "se"):
        first -= 1
    return Cue(first, last, "participle", infinitive)


def _infinitive(frame: Frame, at: int, last: int, infinitive: str) -> Cue | None:
    """Return the cue of an infinitive: "d'ajouter", "a tenu à rappeler", "avant de conclure"."""
    words = [token.word for token in frame[max(0, at - 4) : at]]
    before = words[-1] if words else ""
    if before == "pour" and infinitive in small_words("neutral"):
        return Cue(at - 1, last, "infinitive", infinitive)  # "se lève pour dire que ..."
    if before in ("de", "d'", "à", "to") or (words and words[-1] in small_words("modal")):
        helper = any(word in small_words("modal") for word in words)
        if helper:
            first = next(
                i for i in range(max(0, at - 4), at) if frame[i].word in small_words("modal")
            )
            while first and frame[first - 1].word in small_words("auxiliary"):
                first -= 1
            return Cue(first, last, "verb", infinitive)
        if before in ("de", "d'"):
            ahead = len(words) > 1 and words[-2] == "avant"
            return Cue(
                at - (2 if ahead else 1), last, "participle" if ahead else "infinitive", infinitive
            )
    return None


def _inverted(frame: Frame, at: int) -> int | None:
    """Return the index of the inverted pronoun ("-t-il") at a token; None for another word."""
    return at if at < len(frame) and frame[at].word.startswith("-") else None


def says_nobody(frame: Frame, pronoun: int | None) -> bool:
    """Return whether the subject is impersonal: "dit-on", "a-t-on appris".

    Args:
        frame: The frame.
        pronoun: Index of the inverted pronoun; None where there is none, and the result is false.
    """
    if pronoun is None or not frame[pronoun].word.startswith("-"):
        return False
    return frame[pronoun].word.rsplit("-")[-1] not in _PERSONS


_PERSONS = ("il", "elle", "ils", "elles")
"""Inverted pronouns that refer to somebody in particular."""


_PASSIVE = frozenset(
    "est sont était étaient été sera seront soit soient be been being was were is are".split()
)
"""Forms of "être" and "be" before a word that show it to be a participle."""
_WHOM = ("qui", "lequel", "laquelle", "lesquels", "lesquelles")
"""Relative pronouns behind "pour"."""
_THEIR_WORDS = ("words", "view", "opinion", "eyes", "telling", "account", "mind")
"""Nouns behind an English possessive: "in Pruitt's words"."""
_NOUN_AHEAD = frozenset(
    "un une des ce cet cette ces son sa ses leur leurs du au aux mon ma mes notre nos de en par"
    " sans his her their its our my no any some each every by from with for".split()
)
"""Words before a form that show it to be a noun: "une annonce", "in support"."""
_READERS = {"finite": _finite, "past": _past, "present": _present, "infinitive": _infinitive}
"""The reader of each verb form, by `Verb.form`."""
