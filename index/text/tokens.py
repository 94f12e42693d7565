"""Tokenization, the same for passages and queries.

- Words are folded (case, accents, ligatures) and then stemmed with the Snowball stemmer of the
  language (https://snowballstem.org). A word typed without accents gets the same stem.
- Elisions and possessives are cut off: "l'Europe" gives "europe", "Alibaba's" gives "alibaba".
- Grouped numbers are joined: "723 680", "723.680" and "723,680" are the token "723680".
- A hyphenated compound gives its parts and the whole; so does a word hyphenated at a line end.

Change `RULES_VERSION` whenever a text would get other tokens: BM25 indexes on disk are then rebuilt
from the stored texts.
"""

import re
import threading
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib import resources

import Stemmer

RULES_VERSION = "2"
"""Version of the rules, part of the stamp of a BM25 index."""

LANGUAGES = {"fr": "french", "en": "english"}
"""Name of the Snowball stemmer by ISO 639-1 code."""

_ELISION = re.compile(r"\b(?:qu|jusqu|lorsqu|puisqu|quoiqu|[cdjlmnst])'(?=\w)|'s?\b")
_NUMBER = re.compile(
    r"(?<![\w.,])\d{1,3}(?:[ .,]\d{3})+(?:[.,]\d{1,2})?(?!\d)"  # grouped by thousands
    r"|\d+[.,]\d+(?!\d)"  # decimal
)
_TOKEN = re.compile(rf"{_NUMBER.pattern}|[^\W_]+(?:-(?:[ \t]*\r?\n[ \t]*)?[^\W_]+)*")
_BREAK = re.compile(r"\s+")
"""White space inside a token: where a word is hyphenated at a line end."""
UNSEEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
"""Zero-width characters such as the soft hyphen, which do not separate words; for a regular
expression's character class."""
_UNSEEN = re.compile(f"[{UNSEEN}]+")
_IGNORED = re.compile(f"[\u0300-\u036f{UNSEEN}]+")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "’": "'", "ʼ": "'", "‐": "-", "‑": "-"})
_ORDINAL = re.compile(r"(\d+)(?:e|er|ere|re|eme|th|st|nd|rd)")
_MAX_TOKEN_CHARS = 80
"""Longer tokens are truncated: they are noise, and tantivy rejects very long ones."""


def fold(text: str) -> str:
    """Fold a text: lower case, without accents, ligatures and zero-width characters.

    Typographic apostrophes, hyphens and spaces become plain ones.

    Example:
        >>> fold("L’Œuvre d’Été")
        "l'oeuvre d'ete"
    """
    if text.isascii():
        return text.casefold()
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return _IGNORED.sub("", decomposed).translate(_LIGATURES)


def composed(text: str) -> str:
    """A text in Unicode NFC on one line, without zero-width characters."""
    return " ".join(unicodedata.normalize("NFC", _UNSEEN.sub("", text)).split())


@cache
def stop_words(language: str) -> frozenset[str]:
    """The folded stop words of a language; empty for a language without a list.

    Args:
        language: ISO 639-1 code.
    """
    if language not in LANGUAGES:
        return frozenset()
    path = resources.files("dixit.index.text").joinpath(f"stop_words_{language}.txt")
    lines = path.read_text("utf-8")
    return frozenset(fold(word) for word in lines.split() if word)


def words(text: str) -> list[str]:
    """The folded words of a text in order, not stemmed, stop words included.

    Example:
        >>> words("L'Europe investit 723 680 €")
        ['europe', 'investit', '723680']
    """
    return list(_split(text))


def document_tokens(text: str, language: str, folding: Callable[[str], str] = fold) -> list[str]:
    """The tokens of a passage, in order, with repetitions.

    Args:
        text: the passage.
        language: its ISO 639-1 code, which chooses the stemmer.
        folding: applied to the text before it is split into words.
    """
    return _stemmed(_split(text, folding), language)


def query_tokens(
    text: str,
    language: str,
    searched: Iterable[str],
    folding: Callable[[str], str] = fold,
) -> list[str]:
    """The tokens of a query, each once.

    Stop words of the query's language are dropped, unless nothing else is left. The other words
    are stemmed for every language of the passages, since a name keeps its spelling across
    languages but not its stem: "Alibaba" becomes "alibab" under the French rules.

    Args:
        text: the query.
        language: its ISO 639-1 code.
        searched: languages of the passages.
        folding: applied to the query before it is split into words; the stop words are always
            those of `fold`.
    """
    all_words = list(_split(text, folding))
    content = [word for word in all_words if word not in stop_words(language)] or all_words
    stemmed = (_stemmed(content, code) for code in (*sorted(set(searched)), language))
    return list(dict.fromkeys(token for tokens in stemmed for token in tokens))


def plain_numbers(text: str) -> str:
    """A text with its numbers in one notation.

    Example:
        >>> plain_numbers("777.000 voitures, 13,1 %")
        '777000 voitures, 13.1 %'
    """
    return _NUMBER.sub(lambda match: _plain_number(match[0]), text)


def _split(text: str, folding: Callable[[str], str] = fold) -> Iterator[str]:
    for match in _TOKEN.finditer(_ELISION.sub(" ", folding(text))):
        token = match[0]
        if token[0].isdigit():
            if ordinal := _ORDINAL.fullmatch(token):
                token = ordinal[1]
            if not any(c.isalpha() or c == "-" for c in token):
                yield _plain_number(token)
                continue
        if "-" in token:
            token = _BREAK.sub("", token)
            yield from token.split("-")
            token = token.replace("-", "")
        yield token[:_MAX_TOKEN_CHARS]


def _plain_number(token: str) -> str:
    """Join the groups of thousands and write the decimal sign as a full stop."""
    first, *groups = re.split(r"[ .,]", token)
    decimals = groups.pop() if groups and len(groups[-1]) != 3 else ""
    if all(len(group) == 3 for group in groups) and (not groups or len(first) <= 3):
        return ".".join(filter(None, ["".join([first, *groups]), decimals]))[:_MAX_TOKEN_CHARS]
    return ".".join(filter(None, [first, *groups, decimals]))[:_MAX_TOKEN_CHARS]


def _stemmed(tokens: Iterable[str], language: str) -> list[str]:
    if language not in LANGUAGES:
        return list(tokens)
    # A stemmer caches the words it has met and is not thread-safe.
    stemmers: dict[str, Stemmer.Stemmer] = _THREAD_STEMMERS.__dict__
    if language not in stemmers:
        stemmers[language] = Stemmer.Stemmer(LANGUAGES[language])
    stemmed: list[str] = stemmers[language].stemWords(list(tokens))
    return stemmed


_THREAD_STEMMERS = threading.local()
