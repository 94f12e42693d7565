"""A statement with the text that it cites, and the alignment of their words."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from dixit.index.text.tokens import document_tokens, stop_words, words
from dixit.rag.lang.lexicons import saying
from dixit.rag.lang.names import names_in
from dixit.rag.lang.phrases import Token, tokens, words_listed
from dixit.rag.lang.translation import similar, translations
from dixit.rag.parsing.sentences import sentences

_STOP = re.compile(r"[;:()–—•\n]|[.!?…][\"”»]?\s")

_OF_NAMES = -0.75
"""Weight added for a held name, which counts 0.25: a subject may be far from its verb."""

Place = tuple[int, int]
"""(start, end) in characters, end exclusive."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A statement and a cited text, each with its language code."""

    statement: str
    language: str
    cited: str
    cited_language: str

    def telling(self) -> tuple[str, ...]:
        """Return the statement's content words, each once."""
        return _telling(self.statement, self.language)

    def places(self) -> dict[str, list[Place]]:
        """Return the content words that the cited text has in some form, with their places."""
        return _places(self)

    def nearest(self, pieces: Sequence[Place]) -> tuple[Place, ...]:
        """Return the pieces of the cited text that hold most content words.

        Args:
            pieces: Places in the cited text.
        """
        named = {word for name in names_in(self.statement) for word in words(name)}
        counts = [self.held(piece) + _OF_NAMES * self.held(piece, named) for piece in pieces]
        most = max(counts, default=0)
        return tuple(p for p, count in zip(pieces, counts, strict=True) if count == most and most)

    def held(self, piece: Place, among: Collection[str] | None = None) -> int:
        """Return how many content words a place of the cited text holds.

        Args:
            piece: The place.
            among: Count only these words; None for all.
        """
        return sum(
            any(piece[0] <= start and end <= piece[1] for start, end in at)
            for word, at in self.places().items()
            if among is None or word in among
        )

    def clause(self) -> str:
        """Return the clauses of the cited text that hold most content words."""
        found = self.nearest(clauses(self.cited, self.cited_language))
        return " ".join(self.cited[start:end] for start, end in found)

    def sentence(self) -> str:
        """Return the sentences of the cited text that hold most content words."""
        found = self.nearest(sentences(self.cited))
        return " ".join(self.cited[start:end] for start, end in found)


@lru_cache(maxsize=1024)
def clauses(text: str, language: str) -> tuple[Place, ...]:
    """Return the clauses of a text.

    Cuts are at stops, brackets and dashes, and at commas before a conjunction of `clauses.txt`.

    Args:
        text: The text.
        language: Its language code.

    Returns:
        (start, end) of each clause, in characters.
    """
    cuts = [match.start() for match in _STOP.finditer(text)]
    row = tokens(text)
    joining = words_listed("clauses.txt", language).get("joining", frozenset())
    cuts += [
        comma.start
        for comma, behind in pairwise(row)
        if comma.word == "," and behind.word in joining
    ]
    bounds = [0, *sorted(cuts), len(text)]
    return tuple((start, end) for start, end in pairwise(bounds) if text[start:end].strip())


def is_met(word: str, language: str, stems: set[str], cited_language: str) -> bool:
    """Return whether a word is among the stems of a text.

    Across languages the word's translations and similar words count.

    Args:
        word: The word.
        language: Its language code.
        stems: Stems of the text.
        cited_language: The text's language code.
    """
    if stems & set(document_tokens(word, cited_language)):
        return True
    if language == cited_language:
        return False
    own = document_tokens(word, language)
    return any(
        stems & set(translations(stem, language, cited_language))
        or stems & similar(stem, language, cited_language)
        for stem in own
    )


@lru_cache(maxsize=1024)
def _telling(text: str, language: str) -> tuple[str, ...]:
    """Return the content words of a text, each once."""
    small = stop_words(language) | saying()
    return tuple(dict.fromkeys(word for word in words(text) if word not in small))


@lru_cache(maxsize=1024)
def _places(pair: Pair) -> dict[str, list[Place]]:
    """Return the content words that the cited text has, with their places."""
    spoken = _stemmed(pair.cited, pair.cited_language)
    found = {
        word: [
            (token.start, token.end)
            for token, stems in spoken
            if is_met(word, pair.language, stems, pair.cited_language)
        ]
        for word in pair.telling()
    }
    return {word: at for word, at in found.items() if at}


@lru_cache(maxsize=1024)
def _stemmed(text: str, language: str) -> tuple[tuple[Token, set[str]], ...]:
    """Return the words of a text with their stems."""
    return tuple(
        (token, {*document_tokens(token.word, language), token.word})
        for token in tokens(text)
        if token.word[:1].isalnum()
    )
