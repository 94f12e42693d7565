"""Dixit's own sentences, in the language of the question. Quoted words never go through here."""

import re
from typing import Final

from dixit.index.text.tokens import fold

TEXTS: Final = {
    "fr": {
        "said": "{speaker} a dit\u202f: «\u00a0{quote}\u00a0»",
        "of_nobody": "L’article cite ces mots\u202f: «\u00a0{quote}\u00a0»",
        "unattributed": (
            "L’article contient ces mots sans nommer leur auteur\u202f: «\u00a0{quote}\u00a0»"
        ),
        "reported": "Selon l’article, {speaker} {told}",
        "holds": "Selon l’article, {speaker} estime {told}",
        "told": "Selon l’article, {speaker} a dit {told}",
        "sentence": "L’article rapporte\u202f: {sentence}",
        "sentence_of": "L’article rapporte ces propos {of_speaker}\u202f: {sentence}",
        "as_reported": "rapporté",
        "by_ocr": "lu par OCR, confiance {percent}\u202f%",
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
            "{articles} ne donnent pas {whole} en entier, mais mentionnent {name}, ici\u202f: "
            "{place}."
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
        "silent": (
            "{articles} mentionnent {name}, mais aucune de ses déclarations n’y a été trouvée."
        ),
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
        "greeting": "Bonjour. Posez une question sur les articles, la réponse les citera.",
        "thanks": "Avec plaisir.",
        "farewell": "Au revoir.",
        "abilities": (
            "Dixit répond aux questions sur les articles indexés en les citant mot pour mot. "
            "Demandez par exemple ce que quelqu’un a dit, quels articles mentionnent un nom, de "
            "quoi parle un article, son résumé, qui parle le plus, ou quoi de neuf depuis une date."
        ),
        "one_article": "{count} article",
        "many_article": "{count} articles",
        "one_mention": "{count} mention",
        "many_mention": "{count} mentions",
        "one_statement": "{count} déclaration relevée",
        "many_statement": "{count} déclarations relevées",
        "size": "La collection compte {articles}.",
        "size_among": "Les filtres retiennent {articles}.",
        "same_file": "Dont {articles} de contenu identique à un autre.",
        "collection": "{articles}, en une phrase chacun\u202f:",
        "one_mentioning": "{articles} mentionne {words}{among}.",
        "many_mentioning": "{articles} mentionnent {words}{among}.",
        "one_holding": "{articles} contient ces mots, séparément{among}\u202f: {words}.",
        "many_holding": "{articles} contiennent ces mots, séparément{among}\u202f: {words}.",
        "none_mentioning": "Aucun article ne mentionne {words} dans son texte{among}.",
        "none_read_mentioning": "Aucun des articles lus ne mentionne {words}{among}.",
        "at_least": "au moins ",
        "in_all": "Soit {mentions} en tout.",
        "among": " parmi les articles consultés",
        "times": "{source} ({times})",
        "told_of": "{head}\u202f: {told}",
        "other_articles": "Autres articles\u202f: {sources}.",
        "beside_text": "Mention hors du texte\u202f: {places}.",
        "nearest": "Les phrases les plus proches par le sens\u202f:",
        "summary_of": "Résumé {of_article}\u202f:",
        "subject_of": "{article}\u202f:",
        "nothing_to_sum_up": "{source} ne contient aucune phrase à citer.",
        "which_article": "De quel article s’agit-il\u202f?",
        "no_article": "Aucun article n’a ce nom de fichier, ce titre ou cette date\u202f: {name}.",
        "one_since": "{articles} daté depuis {date}.",
        "many_since": "{articles} datés depuis {date}.",
        "none_since": "Aucun article n’est daté depuis {date}.",
        "none_dated": "Aucun article n’est daté.",
        "latest": "Les articles datés les plus récents\u202f:",
        "date_not_read": (
            "La date «\u00a0{date}\u00a0» n’a pas été comprise. Les articles datés les plus "
            "récents\u202f:"
        ),
        "undated": "Sans date assez précise\u202f: {articles}.",
        "most_statements": "Les personnes et organismes qui s’expriment le plus\u202f:",
        "nobody_speaks": "Aucune déclaration n’a été relevée dans les articles.",
        "speaks": "{speaker}\u202f: {statements}.",
    },
    "en": {
        "said": "{speaker} said: “{quote}”",
        "of_nobody": "The article quotes these words: “{quote}”",
        "unattributed": "The article has these words and names nobody for them: “{quote}”",
        "reported": "According to the article, {speaker} {told}",
        "holds": "According to the article, {speaker} said {told}",
        "told": "According to the article, {speaker} said {told}",
        "sentence": "The article reports: {sentence}",
        "sentence_of": "The article reports this {of_speaker}: {sentence}",
        "as_reported": "reported",
        "by_ocr": "read by OCR, {percent}% confidence",
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
            "{articles} mention {name} close to a quotation ({place}), but the speaker could not "
            "be identified."
        ),
        "part_nothing": "No answer found to the question: {question}",
        "part": "On “{question}”: {why}",
        "unproven": "(unproven)",
        "off_topic": (
            "{articles} report statements {of_name}, but nothing on this subject was found."
        ),
        "model_found_nothing": "The model found no answer in the passages it was given.",
        "model_proved_nothing": "The passages found do not prove the model’s answer.",
        "model_unmatched": (
            "The model’s answer could not be matched with the passages it was given."
        ),
        "model_quoting": "This is what the articles say.",
        "model_rest": "For the rest, the model found no answer in the passages it was given.",
        "greeting": "Hello. Ask a question about the articles, and the answer will quote them.",
        "thanks": "You’re welcome.",
        "farewell": "Goodbye.",
        "abilities": (
            "Dixit answers questions about the indexed articles by quoting them word for word. "
            "For instance, ask what somebody said, which articles mention a name, what an article "
            "is about, for its summary, who speaks most, or what is new since a date."
        ),
        "one_article": "{count} article",
        "many_article": "{count} articles",
        "one_mention": "{count} mention",
        "many_mention": "{count} mentions",
        "one_statement": "{count} statement found",
        "many_statement": "{count} statements found",
        "size": "The collection holds {articles}.",
        "size_among": "The filters select {articles}.",
        "same_file": "Of these, {articles} with the same content as another.",
        "collection": "{articles}, in one sentence each:",
        "one_mentioning": "{articles} mentions {words}{among}.",
        "many_mentioning": "{articles} mention {words}{among}.",
        "one_holding": "{articles} contains these words, apart from each other{among}: {words}.",
        "many_holding": "{articles} contain these words, apart from each other{among}: {words}.",
        "none_mentioning": "No article mentions {words} in its text{among}.",
        "none_read_mentioning": "None of the articles read mentions {words}{among}.",
        "at_least": "at least ",
        "in_all": "That is {mentions} in all.",
        "among": " among the articles searched",
        "times": "{source} ({times})",
        "told_of": "{head}: {told}",
        "other_articles": "Other articles: {sources}.",
        "beside_text": "Mentioned outside the text: {places}.",
        "nearest": "The closest sentences in meaning:",
        "summary_of": "Summary {of_article}:",
        "subject_of": "{article}:",
        "nothing_to_sum_up": "{source} holds no sentence to quote.",
        "which_article": "Which article do you mean?",
        "no_article": "No article has this file name, title or date: {name}.",
        "one_since": "{articles} dated since {date}.",
        "many_since": "{articles} dated since {date}.",
        "none_since": "No article is dated since {date}.",
        "none_dated": "No article is dated.",
        "latest": "The latest dated articles:",
        "date_not_read": "The date “{date}” was not understood. The latest dated articles:",
        "undated": "Without a precise enough date: {articles}.",
        "most_statements": "The people and organisations that speak most:",
        "nobody_speaks": "No statement was found in the articles.",
        "speaks": "{speaker}: {statements}.",
    },
}
"""The sentences by language and name; `{name}` marks what is filled in."""

_ELIDING = re.compile(
    r"(?!onz|oui\b|yaourt|yacht|yen\b)(?:[aeiou]|y[^aeiouy]|h(?:e[lnr]|ec|i[dlp]|o[nr]|u[bg]|y)"
    r"|h(?:abit|eur|ier\b|istoi|iver|omm|opita|otel|uile|uma))",
    re.IGNORECASE,
)
"""The start of words before which "de" and "que" are elided, including those with a mute "h"."""


def say(what: str, language: str, **parts: str) -> str:
    """One of the sentences above, with its fields filled in.

    Args:
        what: the key of the sentence.
        language: "fr"; anything else gives English.
        parts: the fields of the sentence.
    """
    return TEXTS["fr" if language == "fr" else "en"][what].format(**parts)


def counted(what: str, count: int, language: str) -> str:
    """How many there are of something: "1 article", "2,000 articles"; none is one in French.

    Args:
        what: "article", "mention" or "statement".
        count: how many.
        language: "fr" or "en".
    """
    one = count == 1 or (count == 0 and language == "fr")
    mark = "\u202f" if language == "fr" else ","
    number = f"{count:,}".replace(",", mark)
    return say(f"{'one' if one else 'many'}_{what}", language, count=number)


def articles(language: str, *, narrowed: bool, head: bool = True) -> str:
    """ "The articles", or "the articles searched" if a filter narrows them.

    Args:
        language: "fr"; anything else gives English.
        narrowed: whether a filter is used.
        head: whether the words start a sentence, with a capital.
    """
    if language == "fr":
        text = "les articles consultés" if narrowed else "les articles"
    else:
        text = "the articles searched" if narrowed else "the articles"
    return text[0].upper() + text[1:] if head else text


def of(name: str, language: str) -> str:
    """A name with "of": "of Zu Sijie", "de Zu Sijie", "d’Antony"."""
    return f"{elided('de', name)}{name}" if language == "fr" else f"of {name}"


def elided(word: str, following: str) -> str:
    """ "de " or "que ", or their elided forms "d’" and "qu’" before a vowel sound."""
    return f"{word[:-1]}’" if _ELIDING.match(fold(following)) else f"{word} "


def marked(words: str, language: str) -> str:
    """Words in the quotation marks of the language."""
    return f"«\u00a0{words}\u00a0»" if language == "fr" else f"“{words}”"


def listed(names: list[str], language: str, *, either: bool = False) -> str:
    """A list in words: "A, B and C"; with `either`, "A, B or C"."""
    joints = {("fr", False): "et", ("fr", True): "ou", ("en", False): "and", ("en", True): "or"}
    last = f" {joints['fr' if language == 'fr' else 'en', either]} "
    return last.join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
