"""Language detection of questions.

A question is too short for a classifier. Its function words decide ("qu'a dit", "what did"), then
in which language its other words have a translation. The classifier, which takes long to load, is
asked only where neither decides.
"""

from collections.abc import Sequence

from dixit.index.text.tokens import LANGUAGES, document_tokens, fold, stop_words, words
from dixit.rag.lang.detection import classify
from dixit.rag.lang.translation import translations

_ASKING = {
    "fr": frozenset(
        fold(word)
        for word in (
            "a dit dire déclaré pense quoi combien où quand qui quel pourquoi selon est que "
            "parle annoncé"
        ).split()
    ),
    "en": frozenset(
        (
            "what who whom whose when where why how which did does say said says told "
            "according think announced many much"
        ).split()
    ),
}


def question_language(question: str) -> str:
    """The language of a question, and of its answer.

    Args:
        question: a question or a few words, as typed.

    Returns:
        "fr" or "en".
    """
    asked = words(question)
    counts = {
        language: sum(w in stop_words(language) or w in _ASKING[language] for w in asked)
        for language in LANGUAGES
    }
    # An elision is French: "qu'a", "l'Europe", "d'Alibaba".
    counts["fr"] += sum(1 for part in fold(question).split() if "'" in part and "'s" not in part)
    for told in (counts, _known(asked)):
        if told["fr"] != told["en"]:
            return max(told, key=lambda language: told[language])
    return classify(question, tuple(LANGUAGES))[0]


def _known(asked: Sequence[str]) -> dict[str, int]:
    """How many words have a translation, taken for words of each language."""
    stems = {
        language: [stem for word in asked for stem in document_tokens(word, language)]
        for language in LANGUAGES
    }
    return {
        source: sum(bool(translations(stem, source, target)) for stem in stems[source])
        for source, target in (("fr", "en"), ("en", "fr"))
    }
