"""Language detection of articles and passages, by py3langid (Lui and Baldwin, 2012)."""

import io
import lzma
from functools import cache

import numpy as np
from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier

_TELLING_LETTERS = 120
"""Letters. A shorter passage may consist of names only."""
_CERTAIN = 0.99
"""The least probability at which a passage is in another language than its document."""


def language_of(text: str) -> str:
    """The language of an article.

    Args:
        text: the article's text.

    Returns:
        An ISO 639-1 code, of any of the 97 languages of py3langid.
    """
    return classify(text)[0]


def passage_language(passage: str, document: str) -> str:
    """The language of a passage: its document's, unless the passage is clearly in another.

    Args:
        passage: the passage's text.
        document: the ISO 639-1 code of its document.

    Returns:
        An ISO 639-1 code.
    """
    if sum(character.isalpha() for character in passage) < _TELLING_LETTERS:
        return document
    language, probability = classify(passage)
    return language if probability > _CERTAIN else document


def classify(text: str, among: tuple[str, ...] = ()) -> tuple[str, float]:
    """The likeliest language of a text.

    Args:
        text: any text.
        among: ISO 639-1 codes to choose from; all that py3langid knows where empty.

    Returns:
        The code, and its probability, 0 to 1.
    """
    language, probability = _identifier(among).classify(text)
    return str(language), float(probability)


@cache
def _identifier(among: tuple[str, ...]) -> LanguageIdentifier:
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
