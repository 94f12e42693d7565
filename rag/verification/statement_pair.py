"""A statement and the text that it cites, and where the words of the one stand in the other."""

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
"""What a name counts less than another word: a subject may stand far from its verb."""

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Pair:
    """A statement and a cited text, each in its language."""

    statement: str
    language: str
    cited: str
    cited_language: str

    def telling(self) -> tuple[str, ...]:
        """The statement's words that say something, each once."""
        return _telling(self.statement, self.language)

    def places(self) -> dict[str, list[Place]]:
        """The telling words that the cited text has in a form, and where."""
        return _places(self)

    def nearest(self, pieces: Sequence[Place]) -> tuple[Place, ...]:
        """Of some places of the cited text, those that hold most of the telling words."""
        named = {word for name in names_in(self.statement) for word in words(name)}
        counts = [self.held(piece) + _OF_NAMES * self.held(piece, named) for piece in pieces]
        most = max(counts, default=0)
        return tuple(p for p, count in zip(pieces, counts, strict=True) if count == most and most)

    def held(self, piece: Place, among: Collection[str] | None = None) -> int:
        """How many of the telling words, or of some of them, a place of the cited text holds."""
        return sum(
            any(piece[0] <= start and end <= piece[1] for start, end in at)
            for word, at in self.places().items()
            if among is None or word in among
        )

    def clause(self) -> str:
        """The clauses of the cited text that hold most of the telling words."""
        found = self.nearest(clauses(self.cited, self.cited_language))
        return " ".join(self.cited[start:end] for start, end in found)

    def sentence(self) -> str:
        """The sentences of the cited text that hold most of the telling words."""
        found = self.nearest(sentences(self.cited))
        return " ".join(self.cited[start:end] for start, end in found)


@lru_cache(maxsize=1024)
def clauses(text: str, language: str) -> tuple[Place, ...]:
    """A text cut at its stops, brackets and dashes, and at commas before another verb's words."""
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
    """Whether a word stands among the stems of a text, in a form of that text's language."""
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
    small = stop_words(language) | saying()
    return tuple(dict.fromkeys(word for word in words(text) if word not in small))


@lru_cache(maxsize=1024)
def _places(pair: Pair) -> dict[str, list[Place]]:
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
    """The words of a text and their stems."""
    return tuple(
        (token, {*document_tokens(token.word, language), token.word})
        for token in tokens(text)
        if token.word[:1].isalnum()
    )
