"""The words about the page's keys, in English and French."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Keys:
    """The words of the help on keys in one language."""

    title: str
    ask: str
    next: str
    previous: str
    back: str
    help: str
    enabled: str
    close: str


EN = Keys(
    title="Keyboard shortcuts",
    ask="Ask a question",
    next="Next citation",
    previous="Previous citation",
    back="Back to the answer",
    help="This help",
    enabled="Use these shortcuts",
    close="Close",
)

FR = Keys(
    title="Raccourcis clavier",
    ask="Poser une question",
    next="Citation suivante",
    previous="Citation précédente",
    back="Retour à la réponse",
    help="Cette aide",
    enabled="Activer ces raccourcis",
    close="Fermer",
)
