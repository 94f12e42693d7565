"""Names of speakers: what may speak, who "De Meo" and "lui" are, what office they hold."""

import re
import unicodedata
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Cast:
    """The names of a document: where their offices are written, and the full ones by surname."""

    roles: dict[str, tuple[int, int]]
    by_surname: dict[str, frozenset[str]]

    @classmethod
    def of(cls, text: str) -> "Cast":
        """Read the names of a text, once."""
        roles = known_roles(text)
        grouped: dict[str, set[str]] = {}
        for name in map(_without_office, {*roles, *_full_names(text)}):
            parts = words(name)
            if len(parts) > 1 and name[:1].isupper() and _is_name_only(name):
                grouped.setdefault(parts[-1], set()).add(name)
        return cls(roles, {surname: frozenset(names) for surname, names in grouped.items()})

    def full_name(self, name: str) -> str:
        """The one full name that ends with a name as written; the name itself where none does."""
        relayed = _RELAYED.match(name.strip())
        name = relayed["speaker"] if relayed else name.strip()
        short = words(name)
        if not short or (name[:1].islower() and short[0] != "de"):
            return name
        fuller = sorted(
            other
            for other in self.by_surname.get(short[-1], ())
            if len(words(other)) > len(short) and words(other)[-len(short) :] == short
        )
        return fuller[0] if len({fold(other) for other in fuller}) == 1 else name

    def persons_in(self, text: str) -> list[str]:
        """The full names of those who are named in a piece of the document, each once.

        A single word that is nobody's surname may be a firm or a town, and is left out.
        """
        named = (self.full_name(_without_office(name)) for name in _full_names(text))
        persons = {fold(name): name for name in named if len(words(name)) > 1}
        return [persons[key] for key in sorted(persons)]


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
    before = text[max(0, start - 8) : start].rstrip(" \u00a0\u202f")
    first, _, rest = name.partition(" ")
    at_head = not before or before[-1] in '.!?…«“"\n'
    return rest if at_head and rest and set(words(first)) <= _OPENING else name


def _without_office(name: str) -> str:
    """ "Agriculture Minister Helen Cho" is Helen Cho."""
    parts = name.split()
    offices = [n for n, part in enumerate(parts) if part.casefold() in attribution.roles()]
    return " ".join(parts[offices[-1] + 1 :]) if offices else name


def _is_name_only(name: str) -> bool:
    return all(unicodedata.category(c) != "Nd" for c in name) and len(words(name)) <= 5
