"""The words of the Check tab, in English and French."""

from collections.abc import Mapping
from dataclasses import dataclass

from dixit.rag.checking.strings import VERDICTS, word
from dixit.rag.records import Verdict


@dataclass(frozen=True, slots=True)
class CheckingStrings:
    """The words of the tab in one language; `{name}` marks a field."""

    language: str
    """The language's code."""
    tab_check: str
    draft: str
    draft_hint: str
    open_file: str
    against: str
    against_all: str
    check: str
    introduction: str
    starting: str
    progress: str
    done: str
    stopped: str
    too_long: str
    unknown_kind: str
    cannot_open: str
    checked_text: str
    show_only: str
    not_false: str
    evidence: str
    nearest: str
    return_to_text: str
    save_html: str
    refusals: Mapping[str, str]
    """Why a text is not checked, by the sentence that the check gives."""
    verdicts: Mapping[Verdict, str]
    explained: Mapping[Verdict, str]
    """What each verdict means, in a sentence."""


EN = CheckingStrings(
    language="en",
    tab_check="Check",
    draft="Text to check",
    draft_hint="Paste a text, or drop a file here (.txt, .md, .docx, .odt, .rtf, .pdf)",
    open_file="Open a file",
    against="Articles to check against",
    against_all="All articles, unless you choose some.",
    check="Check",
    introduction=(
        "Each statement of the text is compared with the articles: a draft, a press release, the "
        "answer of a chatbot. Opinions, questions and greetings are left as they are."
    ),
    starting="Looking for the statements…",
    progress="{done} of {of} statements",
    done="Statements checked: {count}",
    stopped="Stopped: {done} of {of} statements checked. The text in italics is not checked.",
    too_long=(
        "The text has {count} characters, and this page checks {most} at most: check it in parts, "
        "or run dixit check FILE in a terminal."
    ),
    unknown_kind="unsupported file type: choose one of {kinds}",
    cannot_open="{name} cannot be opened: {reason}.",
    checked_text="Checked text",
    show_only="Show only",
    not_false="“Not confirmed” does not mean false: the articles simply do not say it.",
    evidence="{verdict}: open the evidence in {source}",
    nearest="{verdict}: open the nearest sentence, in {source}",
    return_to_text="← Back to the text",
    save_html="Save as HTML",
    refusals={},
    verdicts={verdict: word(verdict, "en") for verdict in VERDICTS},
    explained={
        "verbatim": "An article has these words.",
        "supported": "An article says so in other words, or in the other language.",
        "contradicted": "An article gives another number, name, date, or says the opposite.",
        "wrong_speaker": "An article has the words, and somebody else says them.",
        "wrong_source": "Another article than the one chosen or cited has the words.",
        "unsupported": "Nothing in the articles confirms it. It may still be true.",
    },
)

FR = CheckingStrings(
    language="fr",
    tab_check="Vérifier",
    draft="Texte à vérifier",
    draft_hint="Collez un texte, ou déposez un fichier ici (.txt, .md, .docx, .odt, .rtf, .pdf)",
    open_file="Ouvrir un fichier",
    against="Articles de référence",
    against_all="Tous les articles, sauf si vous en choisissez.",
    check="Vérifier",
    introduction=(
        "Chaque affirmation du texte est comparée aux articles\u202f: un brouillon, un communiqué, "
        "la réponse d’un agent conversationnel. Les opinions, les questions et les salutations "
        "sont laissées telles quelles."
    ),
    starting="Recherche des affirmations…",
    progress="Affirmations vérifiées\u202f: {done} sur {of}",
    done="Affirmations vérifiées\u202f: {count}",
    stopped=(
        "Arrêté. Affirmations vérifiées\u202f: {done} sur {of}. Le texte en italique n’est pas "
        "vérifié."
    ),
    too_long=(
        "Le texte compte {count} caractères, et cette page en vérifie {most} au plus\u202f: "
        "vérifiez-le par parties, ou lancez dixit check FICHIER dans un terminal."
    ),
    unknown_kind="type de fichier non pris en charge (types lus\u202f: {kinds})",
    cannot_open="{name} ne peut pas être ouvert\u202f: {reason}.",
    checked_text="Texte vérifié",
    show_only="N’afficher que",
    not_false=(
        "«\u00a0Non confirmé\u00a0» ne veut pas dire faux\u202f: les articles n’en disent rien."
    ),
    evidence="{verdict}\u202f: ouvrir la preuve dans {source}",
    nearest="{verdict}\u202f: ouvrir la phrase la plus proche, dans {source}",
    return_to_text="← Retour au texte",
    save_html="Enregistrer en HTML",
    refusals={
        "The draft is empty: write the text to check.": (
            "Le texte est vide\u202f: collez le texte à vérifier."
        ),
        "The draft is not Unicode text: save it as UTF-8.": (
            "Le texte n’est pas en Unicode\u202f: enregistrez-le en UTF-8."
        ),
    },
    verdicts={verdict: word(verdict, "fr") for verdict in VERDICTS},
    explained={
        "verbatim": "Un article contient ces mots.",
        "supported": "Un article le dit en d’autres termes, ou dans l’autre langue.",
        "contradicted": "Un article donne un autre chiffre, nom ou jour, ou dit le contraire.",
        "wrong_speaker": "Un article contient ces mots, dits par une autre personne.",
        "wrong_source": "Ces mots sont dans un autre article que celui choisi ou cité.",
        "unsupported": "Rien dans les articles ne le confirme. Cela peut être vrai.",
    },
)
