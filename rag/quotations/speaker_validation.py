"""Speaker validation: a speaker is a name, an office, or a described person or organisation.

The grammar takes the phrase beside a verb for its subject. This module checks that phrase again as
the name under which the statement is stored. It cuts off surrounding words, and rejects what names
nobody, so that a statement has no speaker rather than a wrong one.
"""

import re
from functools import cache
from itertools import pairwise

from dixit.rag.lang.lexicons import small_words
from dixit.rag.lang.names import TITLES
from dixit.rag.quotations.grammar.adjuncts import TIMES
from dixit.rag.quotations.grammar.phrase_words import BEING, PARTICLES, is_speaking
from dixit.rag.quotations.people import is_dictionary, sex_of_first_name

_PRONOUNS = frozenset(
    "i i'm i've i'll me we us you he him she her they them it itself this that these those who whom"
    " which what je j' tu nous vous il ils elle elles lui leur eux on ça cela ceci se moi toi"
    " celui celle ceux celles qui que dont où quoi".split()
)
_JOINING = frozenset(
    "que qu' et ou or mais car donc si puis quand comme and but if when while although as because"
    " so then yet on in at for selon according pour par dans".split()
)
_DETERMINERS = frozenset(
    "le la les l' un une des du ce cet cette ces son sa ses leur leurs the a an this that these"
    " those his her its their my our mon ma mes notre nos".split()
)
_OF = frozenset("de du des d' of to à aux for pour chez en dans from in at".split())
_HUMAN = (
    "eur", "eurs", "euse", "euses", "trice", "trices", "ier", "iers", "ière", "ières", "iste",
    "istes", "ant", "ante", "ants", "antes", "ien", "ienne", "iens", "iennes", "er", "ers", "or",
    "ors", "ist", "ists", "man", "men", "woman", "women", "ologue", "ologues", "é", "ée", "és",
    "ées",
)  # fmt: skip
"""Endings of nouns for people that no list holds."""
_THINGS = frozenset(
    "number letter paper answer matter order offer chapter weather water river winter summer"
    " quarter computer dinner power tower border error factor sector motor color vapeur valeur"
    " couleur longueur hauteur largeur chaleur peur heure lieu erreur moteur secteur facteur"
    " quartier papier métier dossier calendrier courrier premier dernier montant instant courant"
    " carburant volant lien bien rien chien entretien soutien marché café été année journée soirée"
    " idée durée entrée arrivée santé qualité sécurité liberté réalité vérité".split()
)
"""Nouns with such an ending that denote things."""
_PLURAL = frozenset(("tous", "toutes", "both", "two", "deux"))
_ONE_OF = re.compile(r"(?:[Ll]['’]une?|[Uu]ne?|[Oo]ne)\s(?:d['’]|des?\s|of\s)")
"""The opening of "l'une d'elles", "one of them": somebody, though without a name."""
_LAST = " \u00a0\u202f,;:.'’\"“”«»()[]-–—"
"""Characters removed from both ends of a name."""


def speaker_of(name: str, text: str, start: int) -> str:
    """Return the speaker for a name as the grammar found it.

    Args:
        name: The name or description.
        text: The document's text.
        start: Position of the name beside the words, in characters.

    Returns:
        The name without surrounding words; empty where it denotes nobody.
    """
    if _ONE_OF.match(name):
        return name[0].lower() + name[1:]
    parts = _trimmed(name.strip(_LAST).split())
    if not parts or (len(parts) == 1 and _plain(parts[0]) in _PRONOUNS):
        return ""
    if any(
        _plain(part) in _PRONOUNS - _DETERMINERS and _plain(before) not in _OF
        for before, part in pairwise(("", *parts))
    ):
        return ""
    if _is_told(text, start) or _is_shouted(parts):
        return ""
    if len(parts) > 1 and parts[1][:1].islower() and _plain(parts[0]) in _DETERMINERS:
        parts = [parts[0].lower(), *parts[1:]]  # "The mayor" opens a sentence.
    trimmed = " ".join(parts)
    if elision := re.match(r"[Dd]['’](?=[A-ZÀ-Þ])", trimmed):
        full_name = re.search(rf"[A-ZÀ-Þ][\w-]+\s{re.escape(trimmed)}", text)
        return trimmed if full_name else "" if elision else trimmed
    opening = _plain(parts[0])
    if _breaks(parts):
        return ""
    is_description = (
        opening in _DETERMINERS or opening in small_words("quantity") or opening in _PLURAL
    )
    if is_description or parts[0][:1].islower() or opening.startswith(("l'", "d'", "qu'")):
        return trimmed if _is_described(trimmed, opening) else ""
    if len(parts) == 1 and not _is_name(trimmed, text):
        return ""
    return trimmed


def _plain(word: str) -> str:
    """Return a word in lower case with a straight apostrophe, without punctuation at its ends."""
    return word.casefold().replace("’", "'").strip(_LAST.replace("'", ""))


def _trimmed(parts: list[str]) -> list[str]:
    """Return a name without the days and function words around it."""
    while len(parts) > 1 and (_plain(parts[0]) in TIMES or _plain(parts[0]) in _JOINING):
        parts = parts[1:]
    if parts and (cut := re.match(r"[Qq]u['’](?=\w)", parts[0])):
        parts = [parts[0][cut.end() :], *parts[1:]]
    while len(parts) > 1 and parts[-1][:1].isupper() and _is_small(parts[-1]):
        parts = parts[:-1]
    return parts if parts and (_plain(parts[0]) not in TIMES or len(parts) > 1) else []


def _is_small(word: str) -> bool:
    """Return whether a word is a function word."""
    plain = _plain(word)
    return plain in _PRONOUNS or plain in _DETERMINERS or plain in _JOINING or plain in _OF


_TOLD = re.compile(
    r"\b(?:(?:déclaré|dit|confié|indiqué|affirmé|expliqué|assuré|annoncé|précisé|raconté|ajouté|répondu)"
    r"\s(?:à\s(?:l['’]\s?|la\s)?|aux?\s)|(?:told|said\sto|speaking\sto|spoke\sto)\s(?:the\s)?)$"
)
"""A verb of saying and its preposition before an addressee."""


def _is_told(text: str, start: int) -> bool:
    """Return whether the name at a position is that of an addressee."""
    return _TOLD.search(text, max(0, start - 40), start) is not None


def _is_shouted(parts: list[str]) -> bool:
    """Return whether a name is a heading in capitals that ran into the sentence."""
    letters = [part for part in parts if sum(map(str.isalpha, part)) > 1]
    return sum(part.isupper() for part in letters) >= 3 and len(letters) >= 3


def _breaks(parts: list[str]) -> bool:
    """Return whether a phrase holds a verb: it is a clause, and names nobody."""
    return any(
        _plain(part) in BEING or _plain(part) in small_words("auxiliary")
        for part in parts[1:]
        if part[:1].islower() and _plain(part) not in ("'s", "n'")
    )


def _is_described(phrase: str, opening: str) -> bool:
    """Return whether the head noun denotes a person, an organisation or a publication."""
    tokens = re.findall(r"[lLdD]['’]|[^\s'’]+(?:['’][^\s'’]+)*", phrase)
    head: list[str] = []
    for token in tokens:
        plain = _plain(token)
        if head and plain in _OF:
            break
        if plain not in _DETERMINERS and plain not in small_words("quantity"):
            head.append(token)
    nouns = [_plain(token).removesuffix("'s") for token in head]
    if opening in ("son", "sa", "ses", "his", "her", "its", "their", "leur", "leurs") and any(
        noun in small_words("paper") for noun in nouns
    ):
        return False  # "d'après ses calculs": the owner is not named.
    if any(token[:1].isupper() and not _is_small(token) for token in head):
        return True
    return any(is_speaking(noun) or _is_human(noun) for noun in nouns)


def _is_human(noun: str) -> bool:
    """Return whether a noun has an ending for people, and denotes no thing."""
    one = noun.removesuffix("s")
    return len(noun) > 4 and noun.endswith(_HUMAN) and noun not in _THINGS and one not in _THINGS


def _is_name(word: str, text: str) -> bool:
    """Return whether one capitalised word is a name, rather than the first word of a sentence."""
    plain = _plain(word)
    if len(plain) < 2 or not plain[0].isalpha():
        return False
    if plain in TITLES or plain in PARTICLES or plain in _nobody():
        return False
    if sex_of_first_name(word) or not is_dictionary(word) or is_speaking(plain):
        return True
    is_compound = re.fullmatch(r"[A-ZÀ-Þ][\w’']+(?:-[A-ZÀ-Þ][\w’']+)+", word)
    if is_compound or (word.isupper() and len(word) <= 6):
        return True
    inside = rf"(?<=[a-zà-ÿ,;]\s){re.escape(word)}\b|(?<=['’]){re.escape(word)}\b"
    return re.search(inside, text) is not None


@cache
def _nobody() -> frozenset[str]:
    """Return the capitalised words that name nobody: days, months, function words."""
    small = {word for name in ("circumstance", "adverb", "silent") for word in small_words(name)}
    return frozenset({*TIMES, *small, *_PRONOUNS, *_JOINING, *_DETERMINERS, *_PLURAL})
