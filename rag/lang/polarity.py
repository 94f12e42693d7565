"""Polarity of statements: negations, verbs of denial, hedges and opposites."""

import re
from collections.abc import Collection
from functools import cache

from dixit.index.text.tokens import document_tokens, fold
from dixit.rag.lang.lexicons import denials, opposites
from dixit.rag.lang.word_lists import LANGUAGES, named_lists

_NEGATION = re.compile(
    # In French the "ne" decides: "pas moins de 20" and "le meilleur jamais vu" deny nothing.
    r"\b(?:n['’]\w|\w+n['’]t\b|(?:ne|aucune?|ni|sans|rien|nul|nulle"
    r"|not|no|never|none|neither|nor|without|nothing|nobody|cannot|(?:hardly|scarcely)\s(?:any\w*|ever|an?))\b)",
    re.IGNORECASE,
)
_DENYING = frozenset(
    "ne n pas plus jamais aucun aucune ni sans rien not no never without cannot".split()
)
_RULED_OUT = re.compile(r"\brul(?:e|es|ed|ing) out\b", re.IGNORECASE)


def denies(text: str) -> bool:
    """Whether a text has a negation."""
    return _NEGATION.search(text) is not None


def refuses(text: str, language: str) -> bool:
    """Whether a text has a verb of denial or refusal: "refuse", "denied", "ruled out".

    Args:
        text: a sentence.
        language: ISO 639-1 code of its language.
    """
    stems = set(document_tokens(text, language))
    return bool(stems & _denials(language)) or _RULED_OUT.search(text) is not None


def is_denying(word: str) -> bool:
    """Whether a folded word is a part of a negation."""
    return word in _DENYING


def is_hedge(word: str) -> bool:
    """Whether a folded word is a hedge: "perhaps", "could", "about"."""
    return word in _hedges()


def opposed(statement: str, language: str, cited: str, cited_language: str) -> bool:
    """Whether a statement says "rise" where the text that it cites only says "fall".

    Args:
        statement: the statement.
        language: ISO 639-1 code of its language.
        cited: the text that it cites.
        cited_language: ISO 639-1 code of that text's language.
    """
    told = {*document_tokens(statement, language)}
    given = {*document_tokens(cited, cited_language)}
    for one, other in _sides():
        for side, opposite in ((one, other), (other, one)):
            added = _held(side, told, language) and not _held(side, given, cited_language)
            if added and _held(opposite, given, cited_language):
                return True
    return False


def _held(side: Collection[tuple[str, str]], stems: Collection[str], language: str) -> bool:
    return any(spoken == language and stem in stems for spoken, stem in side)


@cache
def _denials(language: str) -> frozenset[str]:
    return frozenset(stem for word in denials() for stem in document_tokens(word, language))


@cache
def _hedges() -> frozenset[str]:
    return frozenset(fold(w) for listed in named_lists("hedges.txt").values() for w in listed)


@cache
def _sides() -> tuple[tuple[frozenset[tuple[str, str]], frozenset[tuple[str, str]]], ...]:
    """Both sides of each pair of opposites, as stems by language."""
    return tuple((_stems(one), _stems(other)) for one, other in opposites())


def _stems(listed: Collection[str]) -> frozenset[tuple[str, str]]:
    return frozenset(
        (language, stem)
        for word in listed
        for language in LANGUAGES
        for stem in document_tokens(word, language)
    )
