"""Names of speakers: what may speak, who "De Meo" and "lui" are, what office they hold."""

import re
import unicodedata

from index.tokens import fold, stop_words, words
from rag import attribution

_PRONOUNS = frozenset("il elle ils elles lui eux he she they him her them".split())
_OPENING = stop_words("fr") | stop_words("en") | {"according"}
_NO_SPEAKER = re.compile(
    r"^(?:l[ea]s?|l['’]|un[e]?|the|an?)?\s*(?:termes|accord|contrat|cas|besoins?|estimations?|"
    r"terms|agreement|on|cela|ce|ces|cette|qui|où|elle-même|année|mois|jour|suite|fois|"
    r"moment|year|month|day|time|it|this|that|what|there)\b",
    re.IGNORECASE,
)
_RELAYED = re.compile(
    r"^(?:des|les|ses|de récentes|the|its)?\s*(?:données|chiffres|informations|statistiques|data|"
    r"figures|statistics)\s(?:de\s|du\s|des\s|d['’]|of\s|from\s)(?P<speaker>.+)$"
)
_FULL_NAME = re.compile(rf"\b{attribution.NAME}")


def is_speaker(name: str) -> bool:
    """Whether such words can be somebody who speaks."""
    return bool(name.strip()) and not _NO_SPEAKER.match(name.strip())


def is_pronoun(name: str) -> bool:
    """Whether the words only point back at a speaker."""
    return name.strip().casefold() in _PRONOUNS


def same_speaker(first: str, second: str) -> bool:
    """Whether one name's words are among the other's: "De Meo" and "Luca de Meo"."""
    one, other = set(words(first)), set(words(second))
    return bool(one) and bool(other) and (one <= other or other <= one)


def resolved(
    name: str, text: str, roles: dict[str, tuple[int, int]], before: list[str]
) -> str | None:
    """The fullest name that the document gives for a speaker as written.

    A pronoun is the speaker just before it, or nobody; a surname is the one full name that ends
    with it; anything else stays as written.
    """
    name = name.strip()
    if is_pronoun(name):
        return before[-1] if before else None
    relayed = _RELAYED.match(name)
    if relayed:
        name = relayed["speaker"]
    if name[:1].islower() and words(name)[0] != "de":
        return name
    short = words(name)
    candidates = {*roles, *_full_names(text)}
    fuller = sorted(
        other
        for other in candidates
        if len(words(other)) > len(short)
        and words(other)[-len(short) :] == short
        and other[:1].isupper()
        and _is_name_only(other)
    )
    distinct = {fold(other) for other in fuller}
    return fuller[0] if len(distinct) == 1 else name


def known_roles(text: str) -> dict[str, tuple[int, int]]:
    """Where each name's office is written: "Luca de Meo" at "PDG du groupe Renault"."""
    found: dict[str, tuple[int, int]] = {}
    for match in attribution.apposition().finditer(text):
        name = _without_opening(text, match["speaker"], match.start())
        if attribution.is_role(match["role"]) and _is_name_only(name):
            found.setdefault(name, match.span("role"))
    return found


def matches_name(name: str, asked: str) -> bool:
    """Whether a stored speaker is the one asked for; accents, case and part of a name forgiven."""
    wanted, given = words(asked), words(name)
    return bool(wanted) and all(any(_alike(w, g) for g in given) for w in wanted)


def _alike(one: str, other: str) -> bool:
    """The same word but for one letter in five."""
    if one == other:
        return True
    return len(one) >= 5 and abs(len(one) - len(other)) <= 1 and _distance(one, other) <= 1


def _distance(one: str, other: str) -> int:
    """Levenshtein distance (Levenshtein, 1966)."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        previous, row[0] = row[0], i
        for j, b in enumerate(other, start=1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (a != b))
    return row[-1]


def _full_names(text: str) -> set[str]:
    return {_without_opening(text, m[0], m.start()) for m in _FULL_NAME.finditer(text)}


def _without_opening(text: str, name: str, start: int) -> str:
    """A name at the head of a sentence, less the word that only opens it: "Selon Paul Durand"."""
    before = text[:start].rstrip(" \u00a0\u202f")
    first, _, rest = name.partition(" ")
    at_head = not before or before[-1] in '.!?…«“"\n'
    return rest if at_head and rest and set(words(first)) <= _OPENING else name


def _is_name_only(name: str) -> bool:
    return all(unicodedata.category(c) != "Nd" for c in name) and len(words(name)) <= 5
