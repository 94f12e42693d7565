"""Deeds done to somebody: a statement with another party in that place than the cited text.

"Police arrested two men after the attack on Amir Khan" does not say that Amir Khan was arrested,
nor that he attacked anybody. Only named parties and unambiguous forms are compared.
"""

from collections.abc import Sequence

from dixit.index.text.tokens import document_tokens, fold, stop_words, words
from dixit.rag.lang.names import names_in
from dixit.rag.lang.phrases import Token, tokens, words_listed
from dixit.rag.verification.statement_pair import Pair, is_met

_FILE = "parties.txt"
_BETWEEN = 2
"""Maximum distance of a participle from its auxiliary, in words: "a été vivement critiqué"."""
_OBJECT = 6
"""Maximum length of an object, in words."""
_PARTICIPLE = {
    "fr": ("é", "és", "ée", "ées", "i", "is", "ie", "ies", "u", "us", "ue", "ues"),
    "en": (
        "ed", "ght", "wn", "sold", "told", "held", "aken", "olen", "osen", "iven", "itten", "eaten",
    ),
}  # fmt: skip
"""Endings of participles, with their accents."""


def is_done_to_another(pair: Pair) -> bool:
    """Return whether the statement gives a deed of the cited text to another party.

    Args:
        pair: The statement and the cited text.
    """
    row = tokens(pair.statement)
    party = _subject(pair.statement, row)
    if party is None:
        return False
    behind = next((n for n, t in enumerate(row) if t.start >= party[1]), len(row))
    named = frozenset(words(pair.statement[slice(*party)]))
    verb = _participle(pair.statement, row, behind, pair.language)
    if verb is not None:
        return _acts_upon_others(pair, verb, named)
    small = _listed("behind", pair.language) | _listed("before", pair.language)
    active = next((t.word for t in row[behind : behind + 2] if t.word not in small), None)
    return active is not None and _is_acted_upon(pair, active, named)


def _subject(text: str, row: Sequence[Token]) -> tuple[int, int] | None:
    """Return the place of the name that opens a text, its office ahead; None without one."""
    found = [(text.find(name), text.find(name) + len(name)) for name in names_in(text)]
    first = next((place for place in sorted(found) if place[0] >= 0), None)
    if first is None:
        return None
    ahead = [t for t in row if t.end <= first[0]]
    return first if len(ahead) <= _OBJECT and all(t.word[0].isalnum() for t in ahead) else None


def _participle(text: str, row: Sequence[Token], behind: int, language: str) -> str | None:
    """Return the participle of a passive right behind its subject; None for an active clause."""
    be = _listed("be", language)
    at = next((n for n in range(behind, min(behind + 3, len(row))) if row[n].word in be), None)
    if at is None:
        return None
    while at + 1 < len(row) and row[at + 1].word in be:
        at += 1
    endings, small = _PARTICIPLE.get(language, ()), stop_words(language)
    return next(
        (
            token.word
            for token in row[at + 1 : at + 1 + _BETWEEN]
            if token.word not in small and text[token.start : token.end].endswith(endings)
        ),
        None,
    )


def _acts_upon_others(pair: Pair, verb: str, named: frozenset[str]) -> bool:
    """Return whether the cited text has the verb in the active only, and never upon the party."""
    row = tokens(pair.cited)
    places = _places(verb, pair, row)
    return bool(places) and all(_acts_elsewhere(row, at, pair, named) for at in places)


def _places(verb: str, pair: Pair, row: Sequence[Token]) -> list[int]:
    """Return the tokens of the cited text that are some form of a verb, or its noun."""
    language = pair.cited_language
    return [
        at
        for at, token in enumerate(row)
        if token.word[0].isalnum()
        and is_met(verb, pair.language, {*document_tokens(token.word, language)}, language)
    ]


def _acts_elsewhere(row: Sequence[Token], at: int, pair: Pair, named: frozenset[str]) -> bool:
    """Return whether a verb is active for certain, with an object that is not the party."""
    language = pair.cited_language
    ahead = [t.word for t in row[max(0, at - 3) : at]]
    last = ahead[-1] if ahead else ""
    if not _listed("be", language).isdisjoint(ahead) or last in _listed("before", language):
        return False
    if not last or not last[0].isalnum() or _is_bare_participle(row[at], ahead, pair):
        return False
    relative = _listed("relative", language)
    if not relative.isdisjoint(ahead):
        # "Luc Petit, whom he accuses": the name ahead may be the object.
        joint = max(n for n in range(max(0, at - 3), at) if row[n].word in relative)
        nearest = [t.word for t in row[max(0, joint - 3) : joint]]
        return named.isdisjoint(nearest)
    object_ = _object(row, at, language)
    if not object_ or object_[0] in _listed("behind", language):
        return False
    return named.isdisjoint(object_)


def _is_bare_participle(token: Token, ahead: Sequence[str], pair: Pair) -> bool:
    """Return whether a word is written as a participle and has no auxiliary ahead."""
    written = pair.cited[token.start : token.end].casefold()
    has = not _listed("have", pair.cited_language).isdisjoint(ahead)
    return written.endswith(("é", "és", "ée", "ées")) and not has


def _object(row: Sequence[Token], at: int, language: str) -> list[str]:
    """Return the words behind a verb up to the end of its object."""
    found: list[str] = []
    for token in row[at + 1 : at + 1 + _OBJECT]:
        if not token.word[0].isalnum() or token.word in _listed("ends", language):
            break
        found.append(token.word)
    return found


def _is_acted_upon(pair: Pair, verb: str, named: frozenset[str]) -> bool:
    """Return whether each deed of that name in the cited text is one done to the party."""
    row, language = tokens(pair.cited), pair.cited_language
    determiners, upon = _listed("determiner", language), _listed("upon", language)
    places = _places(verb, pair, row)
    for at in places:
        follows = [token.word for token in row[at + 1 : at + 2 + _OBJECT]]
        is_noun = at > 0 and row[at - 1].word in determiners
        if not is_noun or not follows or follows[0] not in upon or named.isdisjoint(follows):
            return False
    return bool(places)


def _listed(name: str, language: str) -> frozenset[str]:
    """Return the folded words of a list."""
    return frozenset(map(fold, words_listed(_FILE, language).get(name, ())))
