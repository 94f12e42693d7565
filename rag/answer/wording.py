"""Dixit's own few words, in the question's language. Quoted words are never put through here."""

from typing import Final

_TEXTS: Final = {
    "fr": {
        "said": "{speaker} a dit\u202f: «\u00a0{quote}\u00a0»",
        "reported": "D'après l'article, {speaker} dit ceci\u202f: «\u00a0{quote}\u00a0»",
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
        "reported": "As the article reports it, {speaker} says this: “{quote}”",
        "more": "The articles report further statements: {count}.",
        "nothing": "The articles do not answer this question.",
        "unknown": "The articles do not answer this: they say nothing of {names}.",
        "silent": "The articles name {name}, but no words of theirs were found.",
        "part": "The articles do not tell this: {question}",
        "unproven": "(not proven)",
        "off_topic": "The articles report words of {name}, but nothing on this subject.",
    },
}


def say(what: str, language: str, **parts: str) -> str:
    """One of the sentences above with its parts filled in; English where French is not asked."""
    return _TEXTS["fr" if language == "fr" else "en"][what].format(**parts)
