"""Translations and related words, by stems: learnt from sentence pairs, and some by hand.

`lexicon/translations.tsv` was learnt by `training/lexicon.py`; `lexicon/translations_news.txt` was
written for the words of the news, which those sentences seldom hold; so was `lexicon/similar.txt`,
for words that stand for one another in either language. `lexicon/related.tsv`, English words of
like meaning, was learnt by `training/related.py`.
"""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from dixit.index.text.tokens import document_tokens
from dixit.rag.lang.word_lists import LANGUAGES, lines, named_lines

_BY_HAND = 0.6
"""The probability given to a translation written by hand, on the scale of the learnt ones."""
_PIVOT = 0.1
"""The least probability of a synonym, by way of the other language."""

Table = Mapping[str, Mapping[str, float]]


def translations(stem: str, source: str, target: str) -> Mapping[str, float]:
    """Translations of a stem.

    Args:
        stem: a stem of the source language, as `index.text.tokens.document_tokens` makes it.
        source: ISO 639-1 code of its language.
        target: ISO 639-1 code of the language to translate to.

    Returns:
        Stems of the target language, each with its probability, 0 to 1.
    """
    return _tables().get((source, target), {}).get(stem, {})


def is_common(word: str, language: str) -> bool:
    """Whether a word is a word of a language, rather than a name in lower case.

    Args:
        word: one word.
        language: ISO 639-1 code.

    Returns:
        Whether it has a translation.
    """
    others = [other for other in LANGUAGES if other != language]
    stems = document_tokens(word, language)
    return any(translations(stem, language, other) for stem in stems for other in others)


def synonyms(stem: str, language: str) -> Mapping[str, float]:
    """Stems of the same language that share a translation with a stem.

    Args:
        stem: a stem.
        language: ISO 639-1 code of its language.

    Returns:
        Stems, each with the product of both probabilities, `_PIVOT` to 1.
    """
    found: dict[str, float] = {}
    for other in LANGUAGES:
        if other == language:
            continue
        for between, sure in translations(stem, language, other).items():
            for near, again in translations(between, other, language).items():
                if near != stem and sure * again >= _PIVOT:
                    found[near] = max(found.get(near, 0.0), sure * again)
    return found


def similar(stem: str, source: str, target: str) -> frozenset[str]:
    """Stems that a question and an article may use for each other, listed by hand.

    Args:
        stem: a stem.
        source: ISO 639-1 code of its language.
        target: ISO 639-1 code of the language of the stems to find.
    """
    return _similar().get((stem, source, target), frozenset())


def related(stem: str, source: str, target: str) -> Mapping[str, float]:
    """Stems near a stem in meaning, learnt as cosines of English words.

    A stem of another language is as near to a word as its likeliest translation is.

    Args:
        stem: a stem.
        source: ISO 639-1 code of its language.
        target: ISO 639-1 code of the language of the stems to find.

    Returns:
        Stems, each with a similarity, 0 to 1.
    """
    found: dict[str, float] = {}
    for english, sure in _in_english(stem, source).items():
        for near, cosine in _related().get(english, {}).items():
            for other, again in _from_english(near, target).items():
                worth = cosine * sure * again
                found[other] = max(found.get(other, 0.0), worth)
    return found


def _in_english(stem: str, source: str) -> Mapping[str, float]:
    """A stem's translations, the likeliest counted as sure."""
    return {stem: 1.0} if source == "en" else _relative(translations(stem, source, "en"))


def _from_english(stem: str, target: str) -> Mapping[str, float]:
    return {stem: 1.0} if target == "en" else _relative(translations(stem, "en", target))


def _relative(found: Mapping[str, float]) -> Mapping[str, float]:
    best = max(found.values(), default=1.0)
    return {stem: sure / best for stem, sure in found.items()}


@cache
def _related() -> Table:
    """English stems to those near them, both ways."""
    found: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for line in lines("related.tsv"):
        stem, other, cosine = line.split("\t")
        found[stem][other] = found[other][stem] = float(cosine)
    return found


@cache
def _similar() -> Mapping[tuple[str, str, str], frozenset[str]]:
    found: defaultdict[tuple[str, str, str], set[str]] = defaultdict(set)
    for line in lines("similar.txt"):
        group = {
            language: {document_tokens(word, language)[-1] for word in line.split()}
            for language in LANGUAGES
        }
        for source, stems in group.items():
            for target, others in group.items():
                for stem in stems:
                    found[stem, source, target] |= others - {stem}
    return {key: frozenset(stems) for key, stems in found.items()}


@cache
def _tables() -> Mapping[tuple[str, str], Table]:
    """Stems to stems, each way."""
    there: defaultdict[str, dict[str, float]] = defaultdict(dict)
    back: defaultdict[str, dict[str, float]] = defaultdict(dict)

    def add(english: str, french: str, sure: float) -> None:
        there[english][french] = max(sure, there[english].get(french, 0.0))
        back[french][english] = max(sure, back[french].get(english, 0.0))

    for line in lines("translations.tsv"):
        english, french, sure = line.split("\t")
        add(english, french, float(sure))
    for english, french in named_lines("translations_news.txt"):
        (stem,) = document_tokens(english, "en")
        for word in french.split():
            add(stem, document_tokens(word, "fr")[-1], _BY_HAND)
    return {("en", "fr"): there, ("fr", "en"): back}
