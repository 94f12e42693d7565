"""Variants of the BM25 analyser, each with one rule removed."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dixit.index.text import tokens

_IN_NUMBER = re.compile(r"(?<=\d)[ .,\u00a0\u202f](?=\d)")
_IN_COMPOUND = re.compile(r"(?<=\w)[-‐‑](?=\w)")
_IN_ELISION = re.compile(r"(?<=\w)['’](?=\w)")


@dataclass(frozen=True, slots=True)
class Analyser:
    """How texts and queries are split into tokens."""

    name: str
    document: Callable[[str, str], list[str]]
    """(text, language) to tokens."""
    query: Callable[[str, str, Sequence[str]], list[str]]
    """(query, its language, the languages of the texts) to tokens."""


def analysers() -> list[Analyser]:
    """The analyser of the product first, then the variants."""
    return [
        Analyser("as it is", tokens.document_tokens, tokens.query_tokens),
        Analyser(
            "no stems",
            lambda text, _: tokens.words(text),
            lambda text, language, _: _unstemmed_query(text, language),
        ),
        Analyser(
            "accents kept",
            lambda text, language: tokens.document_tokens(text, language, str.casefold),
            lambda text, language, searched: tokens.query_tokens(
                text, language, searched, str.casefold
            ),
        ),
        _after("elisions left as they are", lambda text: _IN_ELISION.sub("", text)),
        _after("compounds whole only", lambda text: _IN_COMPOUND.sub("", text)),
        _after("compounds in parts only", lambda text: _IN_COMPOUND.sub(" ", text)),
        _after("numbers cut at their marks", lambda text: _IN_NUMBER.sub(" ; ", text)),
        Analyser(
            "the question's stop words kept",
            tokens.document_tokens,
            lambda text, language, searched: list(
                dict.fromkeys(
                    token
                    for stemmer in (*sorted(set(searched)), language)
                    for token in tokens.document_tokens(text, stemmer)
                )
            ),
        ),
    ]


def _after(name: str, change: Callable[[str], str]) -> Analyser:
    return Analyser(
        name,
        lambda text, language: tokens.document_tokens(change(text), language),
        lambda text, language, searched: tokens.query_tokens(change(text), language, searched),
    )


def _unstemmed_query(text: str, language: str) -> list[str]:
    words = list(dict.fromkeys(tokens.words(text)))
    stop_words = tokens.stop_words(language)
    return [word for word in words if word not in stop_words] or words
