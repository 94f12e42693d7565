"""Personal names: recognition, titles, offices and grammatical gender."""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from dixit.index.text import tokens
from dixit.index.text.tokens import stop_words
from dixit.rag.lang.lexicons import capitalised, roles, small_words
from dixit.rag.lang.translation import is_common
from dixit.rag.lang.word_lists import LANGUAGES, named_lists
from dixit.rag.quotations.grammar.phrase_words import PARTICLES

Place = tuple[int, int]
"""(start, end) in characters of the document, end exclusive."""


@lru_cache(maxsize=4096)
def fold(name: str) -> str:
    """Return `tokens.fold` of a name, cached: a document repeats its names."""
    return tokens.fold(name)


@lru_cache(maxsize=4096)
def words(name: str) -> list[str]:
    """Return `tokens.words` of a name, cached; the list must not be changed."""
    return tokens.words(name)


OPENING = frozenset({"according"}).union(*map(stop_words, LANGUAGES))
"""Function words, of which none is a name at the head of a sentence."""
_TITLES = frozenset(
    "m mr mrs ms mme mlle dr pr prof sir dame lord lady docteur maitre professeur professor father"
    " sister madame monsieur me cllr rev sgt lt col gen capt sen rep gov justice pastor imam rabbi"
    " det pc hon maj inspector councillor".split()
)
_BEHIND = re.compile(r"\s?,\s(?P<role>[^«»“”\",;:!?.\n]{3,120}?)\s?[,.]")
"""An apposition between commas behind a name."""
_AHEAD = re.compile(
    r"\b(?:[Ll]e\s|[Ll]a\s|[Ll]['’]|[Tt]he\s|[Ss]on\s|[Ss]a\s|[Hh]is\s|[Hh]er\s)"
    r"(?P<role>[^«»“”\",;:!?.\n]{3,80}?)\s?,?\s?$"
)
"""A noun phrase that ends before a name."""
_PREPOSITIONS = frozenset("dans lors en à au aux sur qui dont et où in on at who which and".split())
_FEMININE = (
    "trice", "euse", "iere", "woman", "ante", "ente", "ienne", "ere", "cheffe", "adjointe",
    "deleguee", "elue", "deputee", "ice", "magistrate", "avocate", "ouvriere", "femme", "mere",
    "fille", "soeur", "daughter", "sister", "mother", "wife", "commissaire europeenne",
)  # fmt: skip
_MASCULINE = (
    "teur", "eur", "ier", "sman", "ant", "ent", "ien", "elu", "depute", "chef", "adjoint",
    "magistrat", "avocat", "frere", "pere", "fils", "homme", "brother", "father", "son", "husband",
)  # fmt: skip
_EITHER = frozenset(
    "professeur engineer agent parent student resident consultant superintendent auteur docteur"
    " president ingenieur chef patient assistant client dissident spokesperson".split()
)
"""Nouns of office whose ending does not tell the gender."""


def without_title(name: str) -> str:
    """Return a name without its titles: "Mme Anne Morel" gives "Anne Morel"."""
    parts = name.split()
    while len(parts) > 1 and fold(parts[0]).strip(".") in _TITLES:
        parts.pop(0)
    return " ".join(parts)


def persons(text: str, name: str, start: int) -> Iterable[tuple[str, int]]:
    """Yield the person named in a capitalised sequence.

    Offices, function words and organisations before the name are cut off.

    Args:
        text: The document's text.
        name: The capitalised sequence.
        start: Its position, in characters.

    Yields:
        The name and its position: one pair, or none.
    """
    before = text[max(0, start - 12) : start].rstrip(" \u00a0\u202f")
    name = name.partition(" of ")[0]
    parts = name.split()
    at_head = not before or before[-1] in '.!?…«“"\n:-–—'
    if at_head and len(parts) > 1 and set(words(parts[0])) <= OPENING:
        parts = parts[1:]
    opening = re.sub(r"\s?\b(?:The|Le|La|Les)$", "", before)
    if opening.endswith(('"', "“", "«", "‘")) and text[
        start + len(name) : start + len(name) + 2
    ].strip(" \u00a0,.").startswith(('"', "”", "»", "’")):
        return  # A title in quotation marks.
    heads = roles() | small_words("people")
    offices = [n for n, part in enumerate(parts[:-1]) if part.casefold() in heads]
    parts = parts[offices[-1] + 1 :] if offices else parts
    of_something = re.search(r"(?:\b(?:de|du|des|of|the|la|le)|['’])$", before)
    if of_something and len(parts) > 2 and not PARTICLES & {part.casefold() for part in parts[1:]}:
        parts = parts[-2:]  # "le vice-ministre de l'Énergie Zhou Mingyuan"
    plain = without_title(" ".join(parts))
    names = plain.split()
    if plain.isupper() or names[-1:] == ["I"]:
        return
    if not 2 <= len(names) <= 6 or not plain[:1].isupper() or any(c.isdigit() for c in plain):
        return
    of_place = re.search(r"\s(?:de la|du|des|de l['’]|of|of the)\s?[A-ZÀ-Þ]", plain)
    if of_place and sex_of_first_name(plain) is None:
        return  # "Procès de la Verrerie"
    name_words = set(words(plain))
    if (
        name_words & small_words("house_name")
        or name_words <= capitalised()
        or words(plain)[0] in small_words("body")
    ):
        return
    yield plain, start + max(0, name.find(plain))


@lru_cache(maxsize=1024)  # The same names recur in one document.
def is_personal(name: str, text: str) -> bool:
    """Return whether a capitalised sequence is a personal name.

    True for a common first name, and for a name with "who" or "himself" behind it. Otherwise the
    first word must not be in the dictionary, the last must not be a plural in it, and the text must
    never put the name behind an article or a preposition of place.

    Args:
        name: The capitalised sequence.
        text: The document's text.
    """
    if not name[:1].isupper() or "'s " in name.replace("’", "'"):
        return False
    if sex_of_first_name(name) is not None:
        return True
    parts = [part for part in name.split() if part.casefold() not in PARTICLES]
    forms = "|".join(map(re.escape, {name, *parts[:1], *parts[-1:]}))
    if re.search(rf"\b(?:{forms}),?\s(?:who|whom|himself|herself|lui-même|elle-même)\b", text):
        return True
    if len(parts) < 2 or is_dictionary(parts[0]):
        return False
    if parts[-1].endswith("s") and is_dictionary(parts[-1]):
        return False
    as_place = rf"(?:\b(?:the|in|at|à|en|dans|le|la|les|chez)\s|\bl['’]){re.escape(name)}"
    return re.search(as_place, text) is None


@lru_cache(maxsize=4096)
def is_dictionary(word: str) -> bool:
    """Return whether a word is in the dictionary of any supported language."""
    return any(is_common(word, language) for language in LANGUAGES)


def sex_of_first_name(name: str) -> str | None:
    """Return "she" or "he" for a common first name; None for others."""
    first = re.split(r"[\s-]", without_title(name), maxsplit=1)[0]
    return _first_names().get(fold(first))


def sex_of_title(name: str) -> str | None:
    """Return "she" or "he" for a title before a name ("Mme", "Mr"); None for others."""
    first = fold(name.split(maxsplit=1)[0]).strip(".")
    if first in ("mme", "mlle", "ms", "mrs", "madame", "lady", "dame"):
        return "she"
    return "he" if first in ("m", "mr", "monsieur", "sir", "lord") else None


def sex_of_office(office: str) -> str | None:
    """Return "she" or "he" by the article or the form of an office; None where neither tells.

    Examples: "la directrice" gives "she", "spokesman" gives "he".
    """
    opening = fold(office).split()[:1]
    if opening and opening[0] in ("la", "une", "sa", "ma", "cette"):
        return "she"
    if opening and opening[0] in ("le", "un", "ce", "cet"):
        return "he"
    for word in words(office)[:4]:
        if word not in _nouns() or word in _EITHER:
            continue
        if word.endswith(_FEMININE):
            return "she"
        if word.endswith(_MASCULINE):
            return "he"
    return None


def sex_of_participle(noun: str) -> str | None:
    """Return "she" or "he" by the ending of a noun such as "intéressée"; None for other nouns."""
    if noun.endswith(("ée", "ées")):
        return "she"
    return "he" if noun.endswith("é") else None


def office_beside(text: str, at: int, name: str) -> Place | None:
    """Return the office behind a name, between commas, or directly before it.

    Args:
        text: The document's text.
        at: Position of the name, in characters.
        name: The name.

    Returns:
        (start, end) of the office, in characters; None where there is none.
    """
    behind = _BEHIND.match(text, at + len(name))
    if behind and is_office(behind["role"]):
        return behind.span("role")
    ahead = _AHEAD.search(text, max(0, at - 90), at)
    return ahead.span("role") if ahead and is_office(ahead["role"]) else None


def is_office(role: str) -> bool:
    """Return whether one of the first four words is a noun of office, a trade or a people."""
    parts = role.casefold().split()
    if not parts or parts[0] in _PREPOSITIONS:
        return False
    heads = {p for word in parts[:4] for p in (word, word.removesuffix("s"), *word.split("-"))}
    return bool(heads & (roles() | small_words("people"))) or _is_people(role)


def office_words(phrase: str) -> set[str]:
    """Return the nouns of office and of people in a phrase, feminine forms as masculine ones."""
    offices = {"president", "directeur"} if "pdg" in words(phrase) else set()
    for word in words(phrase):
        if word in _nouns() or word in _peoples():
            for feminine, common in _ENDINGS:
                if word.endswith(feminine):
                    word = word[: -len(feminine)] + common  # noqa: PLW2901
                    break
            offices.add(word)
    return offices


_ENDINGS = (
    ("trice", "teur"), ("euse", "eur"), ("iere", "ier"), ("ienne", "ien"), ("enne", "en"),
    ("ee", "e"), ("nte", "nt"), ("fe", "f"), ("ue", "u"), ("aise", "ais"), ("oise", "ois"),
    ("cate", "cat"),
)  # fmt: skip
_PEOPLE = re.compile(
    r"^[A-ZÀ-Þ]\w+(?:ien|ienne|ais|aise|ois|oise|ain|aine|and|ande|gnol|gnole|que|ard|arde|in|ine)$"
)


def _is_people(role: str) -> bool:
    """Return whether the first word denotes a people: "Française", "Briton"."""
    first = role.split(maxsplit=1)[0]
    return _PEOPLE.match(first) is not None or (
        first[:1].isupper() and first.casefold() in capitalised()
    )


@cache
def _peoples() -> frozenset[str]:
    """Return the capitalised words of the lexicon, folded."""
    return frozenset(fold(word) for word in capitalised())


@cache
def _first_names() -> dict[str, str]:
    """Return the first names of the lexicon, folded, with "she" or "he"."""
    return {fold(n): sex for sex, listed in named_lists("first_names.txt").items() for n in listed}


@cache
def _nouns() -> frozenset[str]:
    """Return the nouns of office and of people, folded."""
    nouns = roles() | small_words("people")
    return frozenset(fold(word) for word in nouns)


def sex_told(text: str, at: int, name: str) -> str | None:
    """Return "she" or "he" by the title or the office directly before a name."""
    before = text[max(0, at - 60) : at].split()
    if not before:
        return None
    if title := sex_of_title(f"{before[-1]} {name}"):
        return title
    # "Le capitaine Hortense Achour": a masculine office need not be a man's.
    return "she" if sex_of_office(before[-1]) == "she" else None


_PLACED = re.compile(r"\b(?:[Aa]t|[Ii]n|[Nn]ear|[Ee]n)\s\Z")


def unplaced(text: str, named: Iterable[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    """Yield the names that stand behind no preposition of place: "the harbor at Port Skellan"."""
    return ((name, at) for name, at in named if not _PLACED.search(text, max(0, at - 6), at))
