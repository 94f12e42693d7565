"""The words that a visitor sees first, in English and French."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FirstSightStrings:
    """The words of the greeting and of the latest articles in one language."""

    introduction: str
    articles: tuple[str, str]
    """Singular and plural, as below."""
    people: tuple[str, str]
    dates: str
    questions: str
    check: str
    check_how: str
    none_yet: str
    drop_how: str
    latest: str
    stored: str
    latest_how: str
    back_to_latest: str


EN = FirstSightStrings(
    introduction=(
        "Dixit answers questions from your articles, and gives the exact words that each answer "
        "rests on."
    ),
    articles=("article", "articles"),
    people=("person or organisation quoted", "people and organisations quoted"),
    dates="Published:",
    questions="Questions to start with",
    check="Check a text",
    check_how="Paste a draft or a press release: each statement is compared with the articles.",
    none_yet="No articles yet: drop files here",
    drop_how=(
        "Text, HTML, PDF, Word, e-mail and other files; they stay on this machine. Or index a "
        "whole folder from a terminal, then reload the page:"
    ),
    latest="Latest articles",
    stored="Articles",
    latest_how="A citation opens its article here, at the words cited.",
    back_to_latest="← Latest articles",
)

FR = FirstSightStrings(
    introduction=(
        "Dixit répond aux questions à partir de vos articles, et donne les mots exacts sur "
        "lesquels repose chaque réponse."
    ),
    articles=("article", "articles"),
    people=("personne ou organisation citée", "personnes et organisations citées"),
    dates="Parution\u202f:",
    questions="Questions pour commencer",
    check="Vérifier un texte",
    check_how=(
        "Collez un brouillon ou un communiqué\u202f: chaque affirmation est comparée aux articles."
    ),
    none_yet="Aucun article pour l’instant\u202f: déposez des fichiers ici",
    drop_how=(
        "Texte, HTML, PDF, Word, courriels et autres formats\u202f; ils restent sur cette machine. "
        "Ou indexez un dossier entier depuis un terminal, puis rechargez la page\u202f:"
    ),
    latest="Derniers articles",
    stored="Articles",
    latest_how="Une citation ouvre son article ici, au passage cité.",
    back_to_latest="← Derniers articles",
)
