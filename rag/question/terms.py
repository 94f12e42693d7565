"""What the words of a question are worth, and by which words of an article each is met.

A word meets its own stem, in an article of the other language the stems that translate it, and,
for less, those that a translation there and back gives: "collaboration" meets "coopération".
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
    """How common tokens are in the index."""

    def frequency(self, token: str) -> int:
        """How many passages hold a token."""
        ...

    def size(self) -> int:
        """How many passages there are."""
        ...

    def languages(self) -> list[str]:
        """The languages of the passages."""
        ...


@dataclass(frozen=True, slots=True)
class Term:
    """A telling word of a question."""

    word: str
    """Folded, as asked."""
    weight: float
    """Its inverse document frequency, less where it tells little."""
    is_name: bool
    """Whether it is part of a proper name, or a number: nothing else will do in its place."""
    is_known: bool
    """Whether any passage holds it in any of its forms."""
    forms: Mapping[str, Mapping[str, float]]
    """By language of the article: the stems that meet it, each with what it is worth, 0 to 1."""

    def stems(self, language: str) -> Mapping[str, float]:
        """The stems of an article in that language that meet it, each with what it is worth."""
        return self.forms.get(language) or self.forms[""]

    def held(self, stems: Collection[str], language: str) -> float:
        """How far a text of those stems meets the word, 0 to 1."""
        met = self.stems(language).items()
        return max((worth for stem, worth in met if stem in stems), default=0.0)


@lru_cache(maxsize=1024)
def stems_of(text: str, language: str) -> frozenset[str]:
    """The stems of a text, and what is left of those whose ending the stemmer keeps.

    Without its accent "associée" is stemmed "associe", and "travaillent" is left as it is.
    """
    return with_bases(document_tokens(text, language))


def with_bases(tokens: Iterable[str]) -> frozenset[str]:
    """Stems, and what is left of those whose ending the stemmer keeps."""
    stems = frozenset(tokens)
    return stems | {base for stem in stems for base in _bases(stem)}


def _bases(stem: str) -> Iterator[str]:
    """A stem without the endings that the stemmer keeps."""
    for ending in ("aient", "ent", "ees", "ee", "es", "e"):
        if stem.endswith(ending) and len(stem) - len(ending) > LENGTHS.kept_stem - 1:
            yield stem[: -len(ending)]


def name_words(name: str) -> list[str]:
    """The words of a name; of "Renault-Xiaomi" both, but not the two as one."""
    joined = {fold(part).replace("-", "") for part in name.split() if "-" in part}
    return [word for word in words(name) if word not in joined]


def terms_of(
    query: Query, index: Frequencies, dials: TermDials = DEFAULT.terms
) -> tuple[Term, ...]:
    """The telling words of a question, names among them, each once."""
    named = {word for name in query.names for word in name_words(name)}
    asked = dict.fromkeys((*query.topic, *named))
    spoken, size = index.languages(), index.size()
    return tuple(
        _term(word, word in named, word in query.kinds, query.language, spoken, size, index, dials)
        for word in asked
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
    """Stems that meet too much to translate anything: "temps" is not only the weather."""
    return frozenset(stem for word in generic() for stem in document_tokens(word, language))


def _forms(
    word: str, asked: str, article: str, dials: TermDials, *, named: bool
) -> dict[str, float]:
    """The stems by which an article in one language meets a word asked in another."""
    found = dict.fromkeys(document_tokens(word, article), 1.0)
    own = document_tokens(word, asked)
    own += [base for stem in own for base in _bases(stem) if not named]
    found.update(dict.fromkeys(own, 1.0))
    for stem in own:
        if asked != article:
            for other, sure in translations(stem, asked, article).items():
                worth = min(1.0, dials.translated + sure)
                worth *= dials.generic if other in _generic_stems(article) else 1.0
                found[other] = max(found.get(other, 0.0), worth)
        elif not named:
            for other in synonyms(stem, asked):
                found.setdefault(other, dials.similar)
    if not named:
        for stem in own:
            for other in similar(stem, asked, article):
                found.setdefault(other, dials.similar)
            for other, near in related(stem, asked, article).items():
                found[other] = max(found.get(other, 0.0), near**dials.related)
    for full in aliases().get(word, ()):
        for stem in document_tokens(full, article):
            found.setdefault(stem, dials.translated)
    return found
