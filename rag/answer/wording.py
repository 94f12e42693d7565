"""Dixit's own few words, in the question's language. Quoted words are never put through here."""

import re
from typing import Final

_TEXTS: Final = {
    "fr": {
        "said": "{speaker} a dit\u202f: «\u00a0{quote}\u00a0»",
        "quoted": "L'article cite ces mots\u202f: «\u00a0{quote}\u00a0»",
        "reported": "Selon l'article, {speaker} {told}",
        "holds": "Selon l'article, {speaker} estime {told}",
        "told": "Selon l'article, {speaker} a dit {told}",
        "sentence": "L'article rapporte\u202f: {sentence}",
        "sentence_of": "L'article rapporte ces propos de {speaker}\u202f: {sentence}",
        "as_reported": "rapporté",
        "more": "Les articles rapportent aussi d'autres paroles\u202f: {count}.",
        "nothing": "Les articles ne répondent pas à cette question.",
        "unknown": "Les articles ne répondent pas\u202f: ils ne disent rien sur {names}.",
        "silent": "Les articles nomment {name}, mais aucune de ses paroles n'y a été trouvée.",
        "part": "Les articles ne disent pas ceci\u202f: {question}",
        "unproven": "(non prouvé)",
        "off_topic": "Les articles rapportent des paroles de {name}, mais rien sur ce sujet.",
    },
    "en": {
        "said": "{speaker} said: “{quote}”",
        "quoted": "The article quotes these words: “{quote}”",
        "reported": "According to the article, {speaker} {told}",
        "holds": "According to the article, {speaker} said {told}",
        "told": "According to the article, {speaker} said {told}",
        "sentence": "The article reports: {sentence}",
        "sentence_of": "The article reports this of {speaker}: {sentence}",
        "as_reported": "reported",
        "more": "The articles report further statements: {count}.",
        "nothing": "The articles do not answer this question.",
        "unknown": "The articles do not answer this: they say nothing of {names}.",
        "silent": "The articles name {name}, but no words of theirs were found.",
        "part": "The articles do not tell this: {question}",
        "unproven": "(not proven)",
        "off_topic": "The articles report words of {name}, but nothing on this subject.",
    },
}
_JOINT = re.compile(r"\b(de|que) \{(\w+)\}")
"""A small word that loses its vowel before another."""
_VOWEL = re.compile(
    r"(?!onz|oui\b|yaourt|yacht|yen\b)"
    r"(?:[aeiouàâäéèêëîïôöùûüœæ]|y(?![aeiouéèê])"
    r"|h(?:abit|élène|enri|ervé|eur|ier\b|istoi|iver|omm|onn|onor|ôpita|ôtel|ubert|uile|uma))",
    re.IGNORECASE,
)
"""The beginning of a word before which another loses its vowel."""


def say(what: str, language: str, **parts: str) -> str:
    """One of the sentences above with its parts filled in; English where French is not asked."""
    template = _TEXTS["fr" if language == "fr" else "en"][what]
    if language == "fr":
        template = _JOINT.sub(lambda m: f"{elided(m[1], parts[m[2]])}{{{m[2]}}}", template)
    return template.format(**parts)


def elided(word: str, following: str) -> str:
    """ "de" or "que" before some words, as French writes it: "d'Antony", "de Luca"."""
    return f"{word[:-1]}'" if _VOWEL.match(following) else f"{word} "
