"""The words around the printed pages of an article, in English and French."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageStrings:
    """The words in one language; `{name}` marks a field."""

    views: str
    text: str
    page: str
    picture: str
    """What a page's picture is called."""
    cited: str
    """The same, of a page with cited words."""
    loading: str
    failed: str
    unmarked: str


EN = PageStrings(
    views="View of the article",
    text="Text",
    page="Page",
    picture="Page {number} of {name}",
    cited="Page {number} of {name}, with the cited passage marked: {quote}",
    loading="Opening the pages…",
    failed="The pages cannot be shown: the PDF has changed or is gone. The text is still there.",
    unmarked="The cited passage is on this page, but not all of it could be located exactly.",
)
FR = PageStrings(
    views="Affichage de l’article",
    text="Texte",
    page="Page",
    picture="Page {number} de {name}",
    cited="Page {number} de {name}, avec le passage cité surligné\u202f: {quote}",
    loading="Ouverture des pages…",
    failed=(
        "Impossible d’afficher les pages\u202f: le PDF a changé ou n’existe plus. "
        "Le texte reste disponible."
    ),
    unmarked="Le passage cité est sur cette page, mais n’a pas pu être entièrement localisé.",
)
