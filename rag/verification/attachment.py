"""Attachment: whether a number, an actor or a negation belongs to the same words in both texts.

All words of a statement may occur in the cited sentence and yet belong to something else there:
"offices for 30, money for 20" does not give offices to 20.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dixit.index.text.tokens import document_tokens, stop_words, words
from dixit.rag.lang.lexicons import saying
from dixit.rag.lang.names import names_in
from dixit.rag.lang.polarity import denies
from dixit.rag.lang.quantities import Quantity, quantities_in, written

_CLAUSE = re.compile(r"[,;:.!?()–—]+\s")
_PAUSE = re.compile(r"[,;:.!?()–—](?=\s)")
_NEARER = 2.0
"""Minimum difference in distance, in words, at which another number counts as the nearer one."""
_AHEAD = 2
"""Maximum distance between an actor and the verb behind it, in words."""

Meets = Callable[[str, set[str]], bool]
"""A test whether a word of the statement is among the stems of the cited text."""


@dataclass(frozen=True, slots=True)
class _Laid:
    """The statement's words aligned with the cited text.

    Attributes:
        spoken: Words of the cited text, with a comma for each pause.
        places: Indices in `spoken` of each content word of the statement.
        named: Words of the names in the cited text.
    """

    spoken: Sequence[str]
    places: dict[str, list[int]]
    named: frozenset[str]

    def near(self, word: str, besides: frozenset[str]) -> float:
        """Return the mean distance of a cited word from the statement's other words, in words."""
        own = [at for at, one in enumerate(self.spoken) if one == word]
        others = [at for w, at in self.places.items() if at and w != word and w not in besides]
        if not own or not others:
            return float("inf")
        return sum(min(abs(a - b) for a in at for b in own) for at in others) / len(others)


def belongs_elsewhere(
    statement: str, language: str, cited: str, cited_language: str, meets: Meets
) -> bool:
    """Return whether a number, actor or negation belongs to something else in the cited text.

    Args:
        statement: The statement.
        language: Its language code.
        cited: The cited text.
        cited_language: Its language code.
        meets: Whether a word of the statement is among some stems of the cited text.
    """
    laid = _laid(statement, language, cited, cited_language, meets)
    return (
        _counts_another(statement, language, cited, cited_language, laid)
        or _acts_another(statement, laid, language)
        or _denies_another(statement, language, cited, cited_language, meets)
    )


def _laid(statement: str, language: str, cited: str, cited_language: str, meets: Meets) -> _Laid:
    """Return the statement aligned with the cited text."""
    small = stop_words(language) | saying()
    spoken = _with_pauses(cited)
    stems = [set(document_tokens(word, cited_language)) for word in spoken]
    places = {
        word: [at for at, (one, s) in enumerate(zip(spoken, stems, strict=True))
               if one == word or meets(word, s)]
        for word in dict.fromkeys(words(statement))
        if word not in small
    }  # fmt: skip
    named = frozenset(word for name in names_in(cited) for word in words(name))
    return _Laid(spoken, places, named)


def _with_pauses(text: str) -> list[str]:
    """Return the words of a text with a comma for each pause."""
    return [word for piece in _PAUSE.split(text) for word in (*words(piece), ",")][:-1]


def _counts_another(
    statement: str, language: str, cited: str, cited_language: str, laid: _Laid
) -> bool:
    """Return whether another number of the same kind is nearer to what the statement counts."""
    told, given = _numbers(statement, language), _numbers(cited, cited_language)
    counted = frozenset(word for word in laid.places if word[0].isdigit())
    for number in told.keys() & given.keys() & counted:
        rivals = [
            other
            for other in given.keys() - told.keys()
            if other in laid.spoken and _alike(given[number], given[other])
        ]
        own = laid.near(number, counted)
        if any(laid.near(other, counted) + _NEARER < own for other in rivals):
            return True
    return False


def _numbers(text: str, language: str) -> dict[str, list[Quantity]]:
    """Return the quantities of a text by their first written word."""
    found: dict[str, list[Quantity]] = {}
    for quantity in quantities_in(text, language):
        found.setdefault(words(written(quantity))[0], []).append(quantity)
    return found


def _alike(some: Sequence[Quantity], others: Sequence[Quantity]) -> bool:
    """Return whether two numbers count the same: years, the same unit, or the same noun."""
    if any(q.is_year for q in some) or any(q.is_year for q in others):
        return any(q.is_year for q in some) and any(q.is_year for q in others)
    return any(
        one.unit == two.unit and (one.unit or (one.counted and one.counted == two.counted))
        for one in some
        for two in others
    )


def _acts_another(statement: str, laid: _Laid, language: str) -> bool:
    """Return whether the cited text has another actor where the statement's first name acts."""
    names, told = names_in(statement), words(statement)
    if not names or told[: len(words(names[0]))] != words(names[0]):
        return False
    actor = set(words(names[0]))
    small = stop_words(language)
    verb = next((w for w in told[len(actor) :] if w not in small and w not in laid.named), None)
    said = set(told)
    for at in laid.places.get(verb or "", ()):
        ahead = laid.spoken[max(0, at - _AHEAD) : at]
        ahead = ahead[ahead.index(",") + 1 :] if "," in ahead else ahead
        before = laid.spoken[max(0, at - 3 * _AHEAD) : at]
        if any(w in laid.named and w not in said for w in ahead) and not actor & set(before):
            return True
    return False


def _denies_another(
    statement: str, language: str, cited: str, cited_language: str, meets: Meets
) -> bool:
    """Return whether the cited clause that holds most of a statement differs in negation."""
    clauses = [clause for clause in _CLAUSE.split(cited) if clause.strip()]
    if len(clauses) < 2 or _CLAUSE.search(statement.strip()):
        return False
    small = stop_words(language) | saying()
    telling = [word for word in dict.fromkeys(words(statement)) if word not in small]
    held = [
        sum(meets(w, set(document_tokens(c, cited_language))) or w in words(c) for w in telling)
        for c in clauses
    ]
    most = max(held)
    best = [clause for clause, count in zip(clauses, held, strict=True) if count == most]
    otherwise = [denies(clause) != denies(statement) for clause in best]
    # A negated statement must agree with every clause; another one with any.
    return most > 0 and (any(otherwise) if denies(statement) else all(otherwise))
