"""Dixit's own few words, in the question's language. Quoted words are never put through here."""

import re
from typing import Final

from dixit.index.text.tokens import fold

_TEXTS: Final = {
    "fr": {
        "said": "{speaker} a dit\u202f: «\u00a0{quote}\u00a0»",
        "of_nobody": "L’article cite ces mots\u202f: «\u00a0{quote}\u00a0»",
        "reported": "Selon l’article, {speaker} {told}",
        "holds": "Selon l’article, {speaker} estime {told}",
        "told": "Selon l’article, {speaker} a dit {told}",
        "sentence": "L’article rapporte\u202f: {sentence}",
        "sentence_of": "L’article rapporte ces propos {of_speaker}\u202f: {sentence}",
        "as_reported": "rapporté",
        "more": "Autres déclarations dans les articles\u202f: {count}.",
        "nothing": "Aucun passage trouvé ne répond à cette question.",
        "nothing_among": (
            "Aucun passage trouvé dans les articles consultés ne répond à cette question."
        ),
        "unknown": "{articles} ne répondent pas\u202f: ils ne disent rien {on_names}.",
        "unwritten": "{articles} ne répondent pas\u202f: {names} n’y figure pas.",
        "also_unknown": "{articles} ne disent rien {on_names}.",
        "also_unwritten": "{names} ne figure pas dans {articles}.",
        "named": "{articles} mentionnent {name}, ici\u202f: {place}.",
        "part_named": (
            "{articles} ne donnent pas {whole} en entier, mais mentionnent {name}, "
            "ici\u202f: {place}."
        ),
        "number_named": "{articles} contiennent {name}, ici\u202f: {place}.",
        "title": "dans le titre {of_source}",
        "author": "comme auteur {of_source}",
        "publisher": "comme éditeur {of_source}",
        "source": "dans le nom de fichier {source}",
        "text": "{source}",
        "quoted": "«\u00a0{quote}\u00a0» ({source})",
        "hint": "{articles} ne mentionnent pas {name}. Vouliez-vous dire {others}\u202f?",
        "may_be": "Vouliez-vous dire {others}\u202f?",
        "read_as": (
            "{articles} ne mentionnent pas {name}\u202f: la question est comprise avec {other}."
        ),
        "silent": "{articles} mentionnent {name}, "
        "mais aucune de ses déclarations n’y a été trouvée.",
        "beside": (
            "{articles} mentionnent {name} près d’une citation ({place}), dont l’auteur n’a pas pu "
            "être identifié."
        ),
        "part_nothing": "Aucune réponse trouvée à la question\u202f: {question}",
        "part": "Sur «\u00a0{question}\u00a0»\u202f: {why}",
        "unproven": "(non prouvé)",
        "off_topic": (
            "{articles} rapportent des propos {of_name}, mais rien n’a été trouvé sur ce sujet."
        ),
        "model_found_nothing": (
            "Le modèle n’a pas trouvé de réponse dans les passages qui lui ont été fournis."
        ),
        "model_proved_nothing": ("Les passages trouvés ne prouvent pas la réponse du modèle."),
        "model_unmatched": (
            "La réponse du modèle n’a pas pu être rattachée aux passages qui lui ont été fournis."
        ),
        "model_quoting": "Voici ce que disent les articles.",
        "model_rest": (
            "Pour le reste, le modèle n’a pas trouvé de réponse dans les passages qui lui ont été "
            "fournis."
        ),
    },
    "en": {
        "said": "{speaker} said: “{quote}”",
        "of_nobody": "The article quotes these words: “{quote}”",
        "reported": "According to the article, {speaker} {told}",
        "holds": "According to the article, {speaker} said {told}",
        "told": "According to the article, {speaker} said {told}",
        "sentence": "The article reports: {sentence}",
        "sentence_of": "The article reports this {of_speaker}: {sentence}",
        "as_reported": "reported",
        "more": "Further statements in the articles: {count}.",
        "nothing": "No passage found answers this question.",
        "nothing_among": "No passage found in the articles searched answers this question.",
        "unknown": "{articles} do not answer this: they say nothing {on_names}.",
        "unwritten": "{articles} do not answer this: {names} does not appear in them.",
        "also_unknown": "{articles} say nothing {on_names}.",
        "also_unwritten": "{names} does not appear in {articles}.",
        "named": "{articles} mention {name}, here: {place}.",
        "part_named": (
            "{articles} do not give {whole} in full, but mention {name}, here: {place}."
        ),
        "number_named": "{articles} contain {name}, here: {place}.",
        "title": "in the title {of_source}",
        "author": "as the author {of_source}",
        "publisher": "as the publisher {of_source}",
        "source": "in the file name {source}",
        "text": "{source}",
        "quoted": "“{quote}” ({source})",
        "hint": "{articles} do not mention {name}. Did you mean {others}?",
        "may_be": "Did you mean {others}?",
        "read_as": "{articles} do not mention {name}: the question is taken to mean {other}.",
        "silent": "{articles} mention {name}, but no statement of theirs was found.",
        "beside": (
            "{articles} mention {name} close to a quotation ({place}), "
            "but the speaker could not be "
            "identified."
        ),
        "part_nothing": "No answer found to the question: {question}",
        "part": "On “{question}”: {why}",
        "unproven": "(unproven)",
        "off_topic": "{articles} report statements {of_name}, "
        "but nothing on this subject was found.",
        "model_found_nothing": "The model found no answer in the passages it was given.",
        "model_proved_nothing": "The passages found do not prove the model’s answer.",
        "model_unmatched": (
            "The model’s answer could not be matched with the passages it was given."
        ),
        "model_quoting": "This is what the articles say.",
        "model_rest": "For the rest, the model found no answer in the passages it was given.",
    },
}
_ELIDING = re.compile(
    r"(?!onz|oui\b|yaourt|yacht|yen\b)(?:[aeiou]|y[^aeiouy]|h(?:e[lnr]|ec|i[dlp]|o[nr]|u[bg]|y)"
    r"|h(?:abit|eur|ier\b|istoi|iver|omm|opita|otel|uile|uma))",
    re.IGNORECASE,
)
"""The head of words before which "de" and "que" lose their vowel, an "h" that is mute among them.
"""


def say(what: str, language: str, **parts: str) -> str:
    """One of the sentences above with its parts filled in; English where French is not asked."""
    return _TEXTS["fr" if language == "fr" else "en"][what].format(**parts)


def articles(language: str, *, narrowed: bool, head: bool = True) -> str:
    """The articles that were looked at: all of them, or those that a filter lets by."""
    if language == "fr":
        told = "les articles consultés" if narrowed else "les articles"
    else:
        told = "the articles searched" if narrowed else "the articles"
    return told[0].upper() + told[1:] if head else told


def of(name: str, language: str) -> str:
    """A name as a complement: "de Zu Sijie", "d’Antony"."""
    return f"{elided('de', name)}{name}" if language == "fr" else f"of {name}"


def elided(word: str, following: str) -> str:
    """ "de" or "que" before some words, as French writes it: "d’", "de "."""
    return f"{word[:-1]}’" if _ELIDING.match(fold(following)) else f"{word} "


def marked(words: str, language: str) -> str:
    """Words between quotation marks."""
    return f"«\u00a0{words}\u00a0»" if language == "fr" else f"“{words}”"


def listed(names: list[str], language: str, *, either: bool = False) -> str:
    """Names as one: "A, B and C"."""
    joints = {("fr", False): "et", ("fr", True): "ou", ("en", False): "and", ("en", True): "or"}
    last = f" {joints['fr' if language == 'fr' else 'en', either]} "
    return last.join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
