"""Organisations: which one "le constructeur", "the association" or a nickname refers to."""

import re
from collections.abc import Sequence

from dixit.rag.lang.lexicons import small_words
from dixit.rag.lang.names import NAME
from dixit.rag.lang.word_lists import named_lists
from dixit.rag.quotations.people import OPENING, fold, words

_HEAD = re.compile(rf"(?:^|\n|[.!?]\s)\s*(?P<name>{NAME})(?=\s[a-zà-ÿ])")
"""The name at the head of a sentence."""
_NEAR = 500
"""Distance within which a sentence's first name may be an antecedent, in characters."""
_NAMED = re.compile(r"[\s'’][A-ZÀ-Þ]")


def by_nickname(text: str, phrase: str) -> str | None:
    """Return the firm of a nickname, where the text names it: "la marque au losange"."""
    asked = set(words(phrase))
    for firm, marks in named_lists("nicknames.txt").items():
        if marks & asked and firm in text and re.search(rf"\b{re.escape(firm)}\b", text):
            return firm
    return None


def by_noun(before: Sequence[str], phrase: str) -> str | None:
    """Return the only speaker whose noun is that of a phrase: "l'association" of that name.

    Args:
        before: The speakers before the phrase.
        phrase: The phrase with its article.
    """
    content = _content(phrase)
    if len(content) != 1 or content[0] not in small_words("body"):
        return None
    names = {fold(name): name for name in before if _content(name)[:1] == content}
    return next(iter(names.values())) if len(names) == 1 else None


def names_firm(phrase: str) -> bool:
    """Return whether a phrase describes a firm without its name: "the carmaker"."""
    content = _content(phrase)
    return bool(content) and content[0] in small_words("firm") and not _NAMED.search(phrase)


def headed(text: str, at: int) -> str | None:
    """Return the name at the head of the last sentence with one, if the text repeats it.

    Args:
        text: The document's text.
        at: The position before which to look, in characters.
    """
    heads = [match["name"] for match in _HEAD.finditer(text, max(0, at - _NEAR), at)]
    heads = [head for head in heads if not set(words(head)) <= OPENING and "-" not in head]
    if not heads or len(re.findall(rf"\b{re.escape(heads[-1])}\b", text)) < 2:
        return None
    return heads[-1]


def _content(phrase: str) -> list[str]:
    """Return the words of a phrase that are no function words."""
    return [word for word in words(phrase) if word not in OPENING]
