"""How much of a question a sentence answers, and when that is too little.

A word of the question weighs what it tells: its inverse document frequency. A question about a
name or a number that stands nowhere in the articles is not answered by them, however much else
agrees; nor by a sentence that shares with it nothing but names, which only says that somebody or
something is mentioned.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.records import Hit, Span
from index.tokens import query_tokens, words
from rag.query import Query
from rag.sentences import sentences

ENOUGH = 0.45
"""The share of the question's weight that the best sentence with its passage must hold."""
ENOUGH_ACROSS = 0.35
"""The same for a question in another language than the passage, whose plain words seldom meet."""
NEAR = 0.75
"""A further sentence must hold this share of the best one's weight."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence of a hit, with what it and its passage hold of the question, 0 to 1."""

    hit: Hit
    span: Span
    text: str
    share: float
    passage_share: float
    names_only: bool
    """Whether nothing but names is shared, though the question has other words."""

    @property
    def weight(self) -> float:
        """The sentence counts most; its passage says what it is about."""
        return 0.7 * self.share + 0.3 * self.passage_share


def unknown_names(query: Query, knows: Callable[[str], bool]) -> tuple[str, ...]:
    """Names and numbers of the question that stand nowhere in the articles."""
    missing = [name for name in query.names if not all(knows(word) for word in words(name))]
    numbers = [word for word in query.topic if word[0].isdigit() and not knows(word)]
    return tuple(dict.fromkeys((*missing, *numbers)))


def weigh(
    query: Query, hits: Sequence[Hit], rarity: Callable[[str], float], knows: Callable[[str], bool]
) -> list[Evidence]:
    """The sentences of the hits by how much of the question they hold, best first."""
    found: dict[Span, Evidence] = {}
    plain = set(query.topic) - {word for name in query.names for word in words(name)}
    languages = {hit.passage.language for hit in hits}
    weights = {spoken: _weights(query, spoken, rarity, knows) for spoken in languages}
    for hit in hits:
        asked = weights[hit.passage.language]
        total = sum(asked.values())
        if not total:
            continue
        whole = sum(_held(asked, hit.text, hit.passage.language).values()) / total
        for start, end in sentences(hit.text):
            span = Span(hit.source, hit.start + start, hit.start + end)
            text = hit.text[start:end]
            held = _held(asked, text, hit.passage.language)
            share = sum(held.values()) / total
            names_only = bool(plain) and plain.isdisjoint(held)
            if span not in found or found[span].passage_share < whole:
                found[span] = Evidence(hit, span, text, share, whole, names_only)
    return sorted(found.values(), key=lambda evidence: (-evidence.weight, evidence.span))


def enough(query: Query, evidence: Evidence) -> bool:
    """Whether a sentence holds enough of the question to answer it."""
    across = evidence.hit.passage.language != query.language
    return not evidence.names_only and evidence.weight >= (ENOUGH_ACROSS if across else ENOUGH)


def _weights(
    query: Query, language: str, rarity: Callable[[str], float], knows: Callable[[str], bool]
) -> dict[str, float]:
    """The question's telling words and their weights.

    A plain word that is nowhere in the articles may only be worded otherwise there, and counts
    for half; across languages it is only not translated, and does not count. A name or a number
    always counts in full.
    """
    names = {word for name in query.names for word in words(name)}
    absent = 0.5 if language == query.language else 0.0
    return {
        word: rarity(word) * (1.0 if word in names or word[0].isdigit() or knows(word) else absent)
        for word in dict.fromkeys((*query.topic, *names))
    }


def _held(asked: dict[str, float], text: str, language: str) -> dict[str, float]:
    """Those of the words that stand in the text, by their stems, with their weights."""
    stems = set(query_tokens(text, "", [language]))
    return {
        word: weight
        for word, weight in asked.items()
        if stems & set(query_tokens(word, "", [language]))
    }
