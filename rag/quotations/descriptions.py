"""Descriptions of persons: whether "the prime minister" or "le juge" refers to somebody named."""

import re

from dixit.rag.lang.lexicons import small_words
from dixit.rag.quotations.grammar.phrase_words import is_speaking
from dixit.rag.quotations.people import fold, is_office

FORMER = frozenset("ancien ancienne ex former jeune young nouveau nouvelle new".split())
"""Adjectives beside an office that do not make it a different one."""
_UNIQUE = frozenset(map(fold, small_words("unique")))
"""Offices that only one person holds: they may be described without ever being named."""
_UNNAMED = frozenset(map(fold, small_words("unnamed")))
"""Nouns of parts in a scene and of kin: the text may name somebody else nearby."""
_BODIES = frozenset(map(fold, small_words("body")))
_PAPERS = frozenset(map(fold, small_words("paper")))


_OF_SOMETHING = re.compile(
    r"\s(?:du|des|aux?|of|for)\s|\sde\s(?:la|l['’]|son|sa|ses|leurs?|ce\w*)\b|['’]s\b"
)
"""A complement behind an office."""


def may_be_absent(phrase: str) -> bool:
    """Return whether a description may denote somebody, or something, that the text never names.

    Example: true for "the prime minister", "le juge", "l'association"; not for "la sculptrice".

    Args:
        phrase: The description with its article.
    """
    opening = fold(phrase).replace("'", "' ").split()[0]
    bare = without_article(phrase)
    head, _, rest = bare.partition(" ")
    nouns = {fold(word) for word in bare.split()[:3]}
    is_unique = fold(head) in _UNIQUE or (fold(head) not in FORMER and nouns & _UNIQUE)
    if not head or is_unique or re.search(r"[A-ZÀ-Þ]", rest):
        return True  # "the prime minister" may be absent from the text.
    if ({noun.removesuffix("s") for noun in nouns} | nouns) & (_BODIES | _PAPERS):
        return True
    if opening == "the" and head.endswith("s"):
        return True  # Plural: "the organisers".
    if head[:1].isupper() and not is_office(head):
        return True
    is_demonstrative = opening in ("ce", "cet", "cette")
    if not _is_somebody(bare) or (_OF_SOMETHING.search(bare) and not is_demonstrative):
        return True  # "le capitaine des dockers" may be absent from the text.
    # "le juge" of a scene may be nobody whom the text names.
    return bool(nouns & _UNNAMED) and not is_demonstrative


def _is_somebody(bare: str) -> bool:
    """Return whether a noun phrase denotes one person: an office, a trade or a people."""
    return is_office(bare) or any(is_speaking(word) for word in bare.casefold().split()[:2])


def without_article(phrase: str) -> str:
    """Return a phrase without its article or demonstrative."""
    return re.sub(r"^(?:[Ll]es?|[Ll]a|[Ll]['’]|[Tt]he|[Cc]et?t?e?)\s?", "", phrase)
