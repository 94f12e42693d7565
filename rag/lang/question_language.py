"""Language detection of questions.

A question is too short for a classifier. Its function words decide ("qu'a dit", "what did"), then
in which language its other words have a translation. The classifier, which takes long to load, is
asked only where neither decides.
"""

from collections.abc import Sequence
from functools import cache

from dixit.index.text.tokens import document_tokens, fold, stop_words, words
from dixit.rag.lang.detection import classify
from dixit.rag.lang.translation import translations
from dixit.rag.lang.word_lists import LANGUAGES, words_of


def question_language(question: str) -> str:
    """The language of a question, and of its answer.

    Args:
        question: a question or a few words, as typed.

    Returns:
        "fr" or "en".
    """
    asked = words(question)
    counts = {
        language: sum(w in stop_words(language) or w in _asking(language) for w in asked)
        for language in LANGUAGES
    }
    # An elision is French: "qu'a", "l'Europe", "d'Alibaba".
    counts["fr"] += sum(1 for part in fold(question).split() if "'" in part and "'s" not in part)
    for told in (counts, _known(asked)):
        if len(set(told.values())) > 1:
            return max(told, key=lambda language: told[language])
    return classify(question, LANGUAGES)[0]


def _known(asked: Sequence[str]) -> dict[str, int]:
    """How many words have a translation, taken for words of each language."""
    stems = {
        language: [stem for word in asked for stem in document_tokens(word, language)]
        for language in LANGUAGES
    }
    return {
        language: sum(
            any(translations(stem, language, other) for other in LANGUAGES if other != language)
            for stem in stems[language]
        )
        for language in LANGUAGES
    }


@cache
def _asking(language: str) -> frozenset[str]:
    """Words by which questions are known to be in a language, beside its stop words; folded."""
    return frozenset(map(fold, words_of("question_words.txt", language)))
