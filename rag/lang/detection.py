"""Which language a text is written in.

An article is read by py3langid. A question is too short for that: its function words decide
("qu'a dit", "what did"), then in which language its other words are known, and py3langid, which
takes long to load, only where both are silent.
"""

import io
import lzma
from collections.abc import Sequence
from functools import cache

import numpy as np
from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier

from dixit.index.text.tokens import LANGUAGES, document_tokens, fold, stop_words, words
from dixit.rag.lang.translation import translations

_TELLING_LETTERS = 120
"""A shorter passage may be names only."""
_CERTAIN = 0.99
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


def language_of(text: str) -> str:
    """ISO 639-1 code of an article's language."""
    return str(_identifier(None).classify(text)[0])


def passage_language(passage: str, document: str) -> str:
    """ISO 639-1 code of a passage's language: the document's, unless it is plainly another."""
    if sum(character.isalpha() for character in passage) < _TELLING_LETTERS:
        return document
    language, certainty = _identifier(None).classify(passage)
    return str(language) if certainty > _CERTAIN else document


def question_language(question: str) -> str:
    """ "fr" or "en": the language in which to answer."""
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
    return str(_identifier(tuple(LANGUAGES)).classify(question)[0])


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


@cache
def _identifier(among: tuple[str, ...] | None) -> LanguageIdentifier:
    try:
        identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    except OSError:  # It unpacks its model to a file, and the disk is full.
        identifier = _unpacked_in_memory()
    if among:
        identifier.set_languages(list(among))
    return identifier


def _unpacked_in_memory() -> LanguageIdentifier:
    with (
        lzma.open(MODEL_DIR / MODEL_FILE) as packed,
        np.load(io.BytesIO(packed.read()), allow_pickle=False) as model,
    ):
        return LanguageIdentifier(
            model["ptc"],
            model["pc"],
            model["classes"].tolist(),
            model["nextmove"].tolist(),
            model["out_feat"].tolist(),
            norm_probs=True,
            tk_row=model["nextmove_row"].tolist(),
        )
