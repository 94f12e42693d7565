"""Word classes used in noun phrases: determiners, function words, nouns that denote speakers."""

from functools import cache

from dixit.rag.lang.lexicons import roles, small_words
from dixit.rag.quotations.grammar.tokens import Frame, Token

Range = tuple[int, int]
"""Token indices (first, last), end exclusive."""
PARTICLES = frozenset(
    "de di da das do del dela della dell' dos du van von der den bin bint ben ibn ould al el e y le"
    " la of the & d'".split()
)
"""Lower-case words inside a name: "de", "van", "bin"."""
BEING = frozenset(
    "est sont était étaient sera seront fut is are was were be been has have had will would can"
    " could may might must should does did ont avait avaient aura auront aurait peut doit veut va"
    " vont fait n' ne wants needs".split()
)
"""Auxiliaries, modals and negations that end a noun phrase."""


_HUMAN = ("iste", "istes", "logue", "logues", "icien", "icienne", "iciens", "iciennes", "ologist")
"""Endings of nouns for professions and groups of people."""


def is_determiner(frame: Frame, at: int) -> bool:
    """Return whether a token is a determiner or a quantity that opens a noun phrase.

    A capitalised article before a capital is part of a name: true for "An official", false for
    "An Conghui" and "Le Monde".

    Args:
        frame: The frame.
        at: Index of the token.
    """
    word = frame[at].word
    if word not in small_words("determiner") and word not in small_words("quantity"):
        return False
    in_name = frame[at].is_capital and at + 1 < len(frame) and frame[at + 1].is_capital
    if not in_name or word not in ("an", "a", "le", "la", "one"):
        return True
    return any(is_speaking(t.word) and not t.is_capital for t in frame[at + 1 : at + 6])


@cache
def is_speaking(word: str) -> bool:
    """Return whether a noun denotes somebody or something that can speak.

    These are offices, peoples, organisations and publications: "maire", "riverains", "syndicat",
    "rapport". One part of a hyphenated compound is enough: "vice-ministre".

    Args:
        word: The noun in lower case, singular or plural.
    """
    speaking = roles() | small_words("people") | small_words("paper") | small_words("body")
    parts = {part.removesuffix("s") for part in (word, *word.split("-"))} | {word}
    return not parts.isdisjoint(speaking) or word.endswith(_HUMAN)


def latter(frame: Frame, at: int) -> bool:
    """Return whether a token and the next read "ce dernier" or "the latter".

    Only the second word is compared; the caller checks the first.

    Args:
        frame: The frame.
        at: Index of the first of the two tokens.
    """
    following = frame[at + 1].word if at + 1 < len(frame) else ""
    return following in ("dernier", "dernière", "derniers", "dernières", "latter", "former")


def is_small(token: Token) -> bool:
    """Return whether a token is a function word: a determiner, a preposition or a conjunction."""
    word = token.word
    return (
        word in small_words("determiner")
        or word in small_words("inner")
        or word in small_words("circumstance")
    )
