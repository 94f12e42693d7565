"""Every word that the page itself says, in English and in French."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from types import MappingProxyType

from rag.answer.records import Verdict
from ui import strings_evaluation
from ui.strings_evaluation import EvaluationStrings


@dataclass(frozen=True, slots=True)
class Strings:
    """The page's own words in one language; `{name}` marks what is filled in."""

    tagline: str
    tab_ask: str
    tab_quotations: str
    tab_articles: str
    question: str
    question_hint: str
    ask: str
    model: str
    stop: str
    stopped: str
    quote_instead: str
    understood_as: str
    evidence: str
    dropped: str
    new_conversation: str
    conversation: str
    welcome: str
    examples: str
    example_speaker: str
    searching: str
    you: str
    no_answer: str
    nearest: str
    citations_of: str
    citation: str
    answered_by: str
    failed: str
    reader: str
    reader_empty: str
    cited_start: str
    cited_end: str
    debris: str
    return_to: str
    open_passage: str
    index_empty: str
    index_how: str
    speaker: str
    all_speakers: str
    words: str
    cue: str
    article: str
    title: str
    language: str
    date: str
    length: str
    passages: str
    quotations: str
    quotations_none: str
    shown_of: str
    verbatim: str
    supported: str
    unsupported: str
    wrong_source: str
    wrong_speaker: str
    evaluation: EvaluationStrings

    def verdict(self, verdict: Verdict) -> str:
        """The verdict in words."""
        return str(getattr(self, verdict))


EN = Strings(
    tagline="Every statement, cited to the exact words.",
    tab_ask="Ask",
    tab_quotations="Who said what",
    tab_articles="Articles",
    question="Your question",
    question_hint="Ask a question",
    ask="Ask",
    model="Answered by",
    stop="Stop",
    stopped="Stopped.",
    quote_instead="Answer by quoting instead",
    understood_as="Understood as: {question}",
    evidence="Passages found",
    dropped="Citations of passages that were not given, left out: {count}.",
    new_conversation="New conversation",
    conversation="Conversation",
    welcome=(
        "Ask in English or in French: the answer quotes its sources. "
        "Follow a citation to read it in its article."
    ),
    examples="For example",
    example_speaker="What did {speaker} say?",
    searching="Looking through the articles…",
    you="You asked",
    no_answer="No answer in these articles",
    nearest="Nearest passages, which do not answer",
    citations_of="Citations",
    citation="Citation {number}, {verdict}: {source}",
    answered_by="{model}, {seconds} s",
    failed="Something went wrong; the terminal that runs Dixit has the details.",
    reader="Article",
    reader_empty="Follow a citation, or choose an article: it opens here, at the cited words.",
    cited_start="Cited passage:",
    cited_end="End of the cited passage.",
    debris="Not part of the article: never quoted",
    return_to="Back to where you were",
    open_passage="Open in the article",
    index_empty="Nothing is indexed yet.",
    index_how="In a terminal, run this, then reload the page:",
    speaker="Speaker",
    all_speakers="Everyone",
    words="Words",
    cue="Cue",
    article="Article",
    title="Title",
    language="Language",
    date="Date",
    length="Characters",
    passages="Passages",
    quotations="Quotations",
    quotations_none="No quotation was found.",
    shown_of="The first {shown} of {total}.",
    verbatim="word for word",
    supported="supported",
    unsupported="not supported",
    wrong_source="from another article",
    wrong_speaker="another speaker",
    evaluation=strings_evaluation.EN,
)

FR = Strings(
    tagline="Chaque affirmation, citée au mot près.",
    tab_ask="Demander",
    tab_quotations="Qui a dit quoi",
    tab_articles="Articles",
    question="Votre question",
    question_hint="Posez une question",
    ask="Demander",
    model="Réponse par",
    stop="Arrêter",
    stopped="Arrêté.",
    quote_instead="Répondre plutôt par des citations",
    understood_as="Compris ainsi\u202f: {question}",
    evidence="Passages trouvés",
    dropped="Renvois à des passages qui n'avaient pas été donnés, écartés\u202f: {count}.",
    new_conversation="Nouvelle conversation",
    conversation="Conversation",
    welcome=(
        "Posez une question en français ou en anglais : la réponse cite ses sources. "
        "Suivez une citation pour la lire dans son article."
    ),
    examples="Par exemple",
    example_speaker="Qu'a dit {speaker} ?",
    searching="Recherche dans les articles…",
    you="Vous avez demandé",
    no_answer="Pas de réponse dans ces articles",
    nearest="Passages les plus proches, qui ne répondent pas",
    citations_of="Citations",
    citation="Citation {number}, {verdict} : {source}",
    answered_by="{model}, {seconds} s",
    failed="Une erreur est survenue ; le terminal où tourne Dixit en donne le détail.",
    reader="Article",
    reader_empty="Suivez une citation ou choisissez un article : il s'ouvre ici, aux mots cités.",
    cited_start="Passage cité :",
    cited_end="Fin du passage cité.",
    debris="Hors de l’article : jamais cité",
    return_to="Revenir où vous étiez",
    open_passage="Ouvrir dans l'article",
    index_empty="Rien n'est encore indexé.",
    index_how="Dans un terminal, lancez ceci, puis rechargez la page :",
    speaker="Personne",
    all_speakers="Tout le monde",
    words="Paroles",
    cue="Verbe",
    article="Article",
    title="Titre",
    language="Langue",
    date="Date",
    length="Caractères",
    passages="Passages",
    quotations="Citations",
    quotations_none="Aucune parole rapportée n'a été trouvée.",
    shown_of="Les {shown} premiers résultats sur {total}.",
    verbatim="mot pour mot",
    supported="étayée",
    unsupported="non étayée",
    wrong_source="d'un autre article",
    wrong_speaker="une autre personne",
    evaluation=strings_evaluation.FR,
)

LANGUAGES: Mapping[str, Strings] = MappingProxyType({"en": EN, "fr": FR})


def translations() -> dict[str, dict[str, str]]:
    """All strings by language and name, as `gradio.I18n` wants them."""
    flat = {code: asdict(s) | asdict(s.evaluation) for code, s in LANGUAGES.items()}
    return {
        code: {name: text for name, text in words.items() if isinstance(text, str)}
        for code, words in flat.items()
    }


def preferred(accept_language: str) -> Strings:
    """The strings for a browser's Accept-Language header; English where it asks for neither."""
    wishes: list[tuple[float, str]] = []
    for wish in accept_language.split(","):
        tag, _, parameter = wish.partition(";")
        code = tag.strip().lower().partition("-")[0]
        weight = parameter.strip().removeprefix("q=") or "1"
        try:
            wishes.append((float(weight), code))
        except ValueError:
            continue
    known = [(weight, code) for weight, code in wishes if weight > 0 and code in LANGUAGES]
    if not known:
        return EN
    return LANGUAGES[max(known, key=lambda wish: wish[0])[1]]
