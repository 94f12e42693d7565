"""The weight of each word of a question, and the stems of an article that match it.

A word matches its own stem, and in an article of the other language the stems of its translations.
With a lower weight it also matches words that share a translation with it: "collaboration" matches
"coopération".
"""

import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Protocol

from dixit.index.text.tokens import document_tokens, fold, words
from dixit.rag.dials import DEFAULT, LENGTHS, TermDials
from dixit.rag.lang.lexicons import aliases, generic
from dixit.rag.lang.translation import related, similar, synonyms, translations
from dixit.rag.question.query import Query


class Frequencies(Protocol):
    """The frequencies of tokens in the index."""

    def frequency(self, token: str) -> int:
        """The number of passages that contain a token."""
        ...

    def size(self) -> int:
        """The number of passages."""
        ...

    def languages(self) -> list[str]:
        """The languages of the passages."""
        ...


@dataclass(frozen=True, slots=True)
class Term:
    """A content word of a question."""

    word: str
    """The folded word."""
    weight: float
    """Its inverse document frequency, lower for generic and unknown words."""
    is_name: bool
    """Whether it is part of a proper name, or a number: it must match exactly."""
    is_known: bool
    """Whether any passage contains the word or one of its forms."""
    forms: Mapping[str, Mapping[str, float]]
    """For each language, the stems that match the word, each with a score from 0 to 1."""

    def stems(self, language: str) -> Mapping[str, float]:
        """The stems that match the word in an article of this language, each scored from 0 to 1."""
        return self.forms.get(language) or self.forms[""]

    def held(self, stems: Collection[str], language: str) -> float:
        """How well a text with these stems matches the word, from 0 to 1."""
        met = self.stems(language).items()
        return max((worth for stem, worth in met if stem in stems), default=0.0)


@lru_cache(maxsize=1024)
def stems_of(text: str, language: str) -> frozenset[str]:
    """The stems of a text, and their bases without the endings that the stemmer keeps.

    Without its accent, "associée" is stemmed to "associe", and "travaillent" is not stemmed.

    Args:
        text: any text.
        language: "fr" or "en".
    """
    return with_bases(document_tokens(text, language))


def with_bases(tokens: Iterable[str]) -> frozenset[str]:
    """Stems, and their bases without the endings that the stemmer keeps."""
    stems = frozenset(tokens)
    return stems | {base for stem in stems for base in _bases(stem)}


def _bases(stem: str) -> Iterator[str]:
    """The stem without each ending that the stemmer keeps."""
    for ending in ("aient", "ent", "ees", "ee", "es", "e"):
        if stem.endswith(ending) and len(stem) - len(ending) > LENGTHS.kept_stem - 1:
            yield stem[: -len(ending)]


def name_words(name: str) -> list[str]:
    """The folded words of a name: "renault" and "xiaomi" for "Renault-Xiaomi", but not both as
    one.
    """
    joined = {fold(part).replace("-", "") for part in name.split() if "-" in part}
    return [word for word in words(name) if word not in joined]


def terms_of(
    query: Query, index: Frequencies, dials: TermDials = DEFAULT.terms
) -> tuple[Term, ...]:
    """The content words of a question, names included, each once.

    Args:
        query: the analysed question.
        index: how common words are.
        dials: the weights.
    """
    parts_of_names = {word for name in query.names for word in name_words(name)}
    telling = dict.fromkeys((*query.topic, *parts_of_names))
    languages, size = index.languages(), index.size()
    return tuple(
        _term(
            word,
            word in parts_of_names,
            word in query.kinds,
            query.language,
            languages,
            size,
            index,
            dials,
        )
        for word in telling
    )


def _term(
    word: str,
    named: bool,
    a_kind: bool,
    language: str,
    spoken: Collection[str],
    size: int,
    index: Frequencies,
    dials: TermDials,
) -> Term:
    forms = {other: _forms(word, language, other, dials, named=named) for other in spoken}
    forms[""] = _forms(word, language, language, dials, named=named)
    exact = named or word[0].isdigit()
    frequency = max(
        (
            index.frequency(stem)
            for stems in forms.values()
            for stem, worth in stems.items()
            if worth >= dials.own
        ),
        default=0,
    )
    weight = math.log(1 + (size - frequency + 0.5) / (frequency + 0.5))
    if word in generic() and not exact:
        weight = dials.generic * min(weight, dials.generic_most)
    elif a_kind and not exact:
        weight *= dials.generic
    elif not frequency and not exact:
        untold = language not in spoken and len(forms[""]) == 1
        weight *= dials.untranslated if untold else dials.unknown
    return Term(word, weight, exact, frequency > 0, forms)


@cache
def _generic_stems(language: str) -> frozenset[str]:
    """Stems too general to count as a translation: "temps" is not only the weather."""
    return frozenset(stem for word in generic() for stem in document_tokens(word, language))


def _forms(
    word: str, question_language: str, article: str, dials: TermDials, *, named: bool
) -> dict[str, float]:
    """The stems of an article in one language that match a word asked in another."""
    scores = dict.fromkeys(document_tokens(word, article), 1.0)
    own = document_tokens(word, question_language)
    own += [base for stem in own for base in _bases(stem) if not named]
    scores.update(dict.fromkeys(own, 1.0))
    for stem in own:
        if question_language != article:
            for other, sure in translations(stem, question_language, article).items():
                worth = min(1.0, dials.translated + sure)
                worth *= dials.generic if other in _generic_stems(article) else 1.0
                scores[other] = max(scores.get(other, 0.0), worth)
        elif not named:
            for other in synonyms(stem, question_language):
                scores.setdefault(other, dials.similar)
    if not named:
        for stem in own:
            for other in similar(stem, question_language, article):
                scores.setdefault(other, dials.similar)
            for other, near in related(stem, question_language, article).items():
                scores[other] = max(scores.get(other, 0.0), near**dials.related)
    for full in aliases().get(word, ()):
        for stem in document_tokens(full, article):
            scores.setdefault(stem, dials.translated)
    return scores
