"""Text to search words, by one rule for building and for asking.

Words are folded (case, accents, ligatures), cut at elisions ("l'Europe", "Alibaba's"), stemmed
by the language of the text, and numbers written in groups are joined: "723 680", "723.680" and
"723,680" are one token. Accents are folded before stemming, so that a word typed without them
meets the same stem. A hyphenated compound gives its parts and the whole, and so does a word that is
cut at a line end.

Change `RULES_VERSION` whenever the same text would give other tokens: stored word indexes are
then built anew from the stored texts.
"""

import re
import threading
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib import resources

import Stemmer

RULES_VERSION = "2"

LANGUAGES = {"fr": "french", "en": "english"}

_ELISION = re.compile(r"\b(?:qu|jusqu|lorsqu|puisqu|quoiqu|[cdjlmnst])'(?=\w)|'s?\b")
_NUMBER = re.compile(
    r"(?<![\w.,])\d{1,3}(?:[ .,]\d{3})+(?:[.,]\d{1,2})?(?!\d)"  # grouped by thousands
    r"|\d+[.,]\d+(?!\d)"  # decimal
)
_TOKEN = re.compile(rf"{_NUMBER.pattern}|[^\W_]+(?:-(?:[ \t]*\r?\n[ \t]*)?[^\W_]+)*")
_BREAK = re.compile(r"\s+")
"""In a token: where a word is cut at a line end."""
UNSEEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
"""For a class of characters: soft hyphens and others of no width, which part no word."""
_UNSEEN = re.compile(f"[{UNSEEN}]+")
_UNREAD = re.compile(f"[\u0300-\u036f{UNSEEN}]+")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "’": "'", "ʼ": "'", "‐": "-", "‑": "-"})
_ORDINAL = re.compile(r"(\d+)(?:e|er|ere|re|eme|th|st|nd|rd)")
_LONGEST = 80
"""Longer runs of letters are cut: they are debris, and word indexes refuse them."""


def fold(text: str) -> str:
    """Lower case without Latin accents, ligatures, typographic apostrophes and spaces, or what has
    no width."""
    if text.isascii():
        return text.casefold()
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return _UNREAD.sub("", decomposed).translate(_LIGATURES)


def composed(text: str) -> str:
    """A text on one line, each letter with its accent as one, without what has no width."""
    return " ".join(unicodedata.normalize("NFC", _UNSEEN.sub("", text)).split())


@cache
def stop_words(language: str) -> frozenset[str]:
    """The folded words of a language that say nothing of a text's subject; none if unknown."""
    if language not in LANGUAGES:
        return frozenset()
    path = resources.files("dixit.index.text").joinpath(f"stop_words_{language}.txt")
    lines = path.read_text("utf-8")
    return frozenset(fold(word) for word in lines.split() if word)


def words(text: str) -> list[str]:
    """The folded words of a text, neither stemmed nor rid of stop words."""
    return list(_split(text))


def document_tokens(text: str, language: str, folding: Callable[[str], str] = fold) -> list[str]:
    """The tokens of a text to be searched, in order, repeated as they are repeated.

    Args:
        text: the text.
        language: its ISO 639-1 code, which decides the stemmer.
        folding: what is applied to the text before it is split into words.
    """
    return _stemmed(_split(text, folding), language)


def query_tokens(
    text: str,
    language: str,
    searched: Iterable[str],
    folding: Callable[[str], str] = fold,
) -> list[str]:
    """The tokens to look for, each once.

    The question's own stop words are dropped, unless nothing else is left. The other words are
    stemmed by every language of the searched texts, since a name keeps its spelling but not its
    stem: "Alibaba" is "alibab" to French rules.

    Args:
        text: the question.
        language: its ISO 639-1 code, which decides the stop words.
        searched: the languages of the texts.
        folding: what is applied to the question before it is split into words; the stop words are
            always those of `fold`.
    """
    asked = list(_split(text, folding))
    telling = [word for word in asked if word not in stop_words(language)] or asked
    stemmed = (_stemmed(telling, spoken) for spoken in (*sorted(set(searched)), language))
    return list(dict.fromkeys(token for tokens in stemmed for token in tokens))


def plain_numbers(text: str) -> str:
    """A text with its numbers written in one way: "777.000" as 777000, "13,1" as 13.1."""
    return _NUMBER.sub(lambda found: _document_id(found[0]), text)


def _split(text: str, folding: Callable[[str], str] = fold) -> Iterator[str]:
    for found in _TOKEN.findall(_ELISION.sub(" ", folding(text))):
        token = found
        if token[0].isdigit():
            if ordinal := _ORDINAL.fullmatch(token):
                token = ordinal[1]
            if not any(c.isalpha() or c == "-" for c in token):
                yield _document_id(token)
                continue
        if "-" in token:
            token = _BREAK.sub("", token)
            yield from token.split("-")
            token = token.replace("-", "")
        yield token[:_LONGEST]


def _document_id(token: str) -> str:
    """Thousands joined, the decimal sign a full stop: 777.000 is 777000 and 13,1 is 13.1."""
    first, *groups = re.split(r"[ .,]", token)
    decimals = groups.pop() if groups and len(groups[-1]) != 3 else ""
    if all(len(group) == 3 for group in groups) and (not groups or len(first) <= 3):
        return ".".join(filter(None, ["".join([first, *groups]), decimals]))[:_LONGEST]
    return ".".join(filter(None, [first, *groups, decimals]))[:_LONGEST]


def _stemmed(tokens: Iterable[str], language: str) -> list[str]:
    if language not in LANGUAGES:
        return list(tokens)
    # A stemmer remembers the words it has met, which threads must not share.
    stemmers: dict[str, Stemmer.Stemmer] = _OF_THREAD.__dict__
    if language not in stemmers:
        stemmers[language] = Stemmer.Stemmer(LANGUAGES[language])
    stemmed: list[str] = stemmers[language].stemWords(list(tokens))
    return stemmed


_OF_THREAD = threading.local()
