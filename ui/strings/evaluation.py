"""The words of the Evaluation tab, in English and French."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EvaluationStrings:
    """The words of the tab in one language; `{name}` marks a field."""

    tab_evaluation: str
    question_set: str
    add_questions: str
    evaluate: str
    cancel_evaluation: str
    introduction: str
    set_shipped: str
    set_own: str
    set_added: str
    too_big: str
    none_chosen: str
    already_running: str
    starting: str
    asked_of: str
    cancelled: str
    done: str
    since: str
    no_earlier: str
    figures_title: str
    figure: str
    all_questions: str
    unscored_count: str
    outcomes_title: str
    outcome_count: str
    latency_title: str
    latency_told: str
    latency_bar: str
    failures_title: str
    failures_none: str
    unscored_title: str
    expected: str
    given: str
    an_answer: str
    refusal: str
    why: str
    cited_places: str
    cited_none: str
    outcomes: Mapping[str, str]
    """The outcomes of a question, by their names in the JSON; so are the next three."""
    kinds: Mapping[str, str]
    languages: Mapping[str, str]
    figures: Mapping[str, str]


EN = EvaluationStrings(
    tab_evaluation="Evaluation",
    question_set="Question set",
    add_questions="Add a set (.jsonl)",
    evaluate="Evaluate",
    cancel_evaluation="Cancel",
    introduction=(
        "Questions with known answers are put to these articles and the results are measured. "
        "A set is a JSON Lines file, one question per line."
    ),
    set_shipped="Built in: {name} (questions: {count})",
    set_own="Rated by readers (questions: {count})",
    set_added="Added: {name}",
    too_big="{name} is larger than {megabytes} MB.",
    none_chosen="Choose a question set first.",
    already_running="You already have an evaluation running: wait for it or cancel it.",
    starting="Opening the index…",
    asked_of="{done} of {of} questions asked",
    cancelled="Cancelled.",
    done="{right} of {total} questions answered correctly.",
    since="Changes since the last run of these questions, {run}.",
    no_earlier="No earlier run of these questions to compare with.",
    figures_title="Figures",
    figure="Figure",
    all_questions="all",
    unscored_count="{count} unscored",
    outcomes_title="Results by type of question",
    outcome_count="{outcome}: {count}",
    latency_title="Time to answer",
    latency_told=(
        "Half of the {count} answers took at most {p50} ms and 95% at most {p95} ms; the slowest "
        "took {slowest} ms."
    ),
    latency_bar="{count} from {start} to {end} ms",
    failures_title="{failed} of {total} questions failed",
    failures_none="No question failed.",
    unscored_title="Not scored",
    expected="Expected",
    given="Actual",
    an_answer="an answer",
    refusal="a refusal",
    why="Reason",
    cited_places="Cited",
    cited_none="nothing",
    outcomes={
        "right": "correct",
        "refused": "refused",
        "wrong": "incorrect",
        "unscored": "not scored",
    },
    kinds={
        "quote": "quotation",
        "fact": "single fact",
        "multi": "several passages",
        "none": "no answer",
    },
    languages={"en": "English", "fr": "French"},
    figures={
        "source_first": "Correct article ranked first",
        "sources_at_5": "Correct articles in the top 5 passages",
        "span_first": "Correct words in the top passage",
        "reciprocal_rank": "Mean reciprocal rank (MRR)",
        "span_at_5": "Correct words in the top 5 passages",
        "exact": "Citations identical to the stored text",
        "gold_cited": "Correct words that were cited",
        "cited_right": "Citations overlapping the correct words",
        "answer": "Expected content given",
        "right": "Correct, cited and complete answers",
        "refusal": "Answered or refused as expected",
        "refusal_precision": "Justified refusals",
        "refusal_recall": "Unanswerable questions refused",
        "search_p50_ms": "Search time, median (ms)",
        "search_p95_ms": "Search time, 95th percentile (ms)",
        "ask_p50_ms": "Answer time, median (ms)",
        "ask_p95_ms": "Answer time, 95th percentile (ms)",
    },
)

FR = EvaluationStrings(
    tab_evaluation="Évaluation",
    question_set="Jeu de questions",
    add_questions="Ajouter un jeu (.jsonl)",
    evaluate="Évaluer",
    cancel_evaluation="Annuler",
    introduction=(
        "Des questions dont la réponse est connue sont posées à ces articles, et les résultats "
        "sont mesurés. Un jeu est un fichier JSON Lines, une question par ligne."
    ),
    set_shipped="Fourni\u202f: {name} (questions\u202f: {count})",
    set_own="Évaluées par les lecteurs (questions\u202f: {count})",
    set_added="Ajouté\u202f: {name}",
    too_big="{name} dépasse {megabytes}\u00a0Mo.",
    none_chosen="Choisissez d’abord un jeu de questions.",
    already_running="Une de vos évaluations est déjà en cours\u202f: attendez-la ou annulez-la.",
    starting="Ouverture de l’index…",
    asked_of="Questions posées\u202f: {done} sur {of}",
    cancelled="Annulé.",
    done="Réponses correctes\u202f: {right} sur {total}.",
    since="Écarts par rapport à la dernière évaluation de ces questions, {run}.",
    no_earlier="Aucune évaluation antérieure de ces questions pour comparer.",
    figures_title="Mesures",
    figure="Mesure",
    all_questions="toutes",
    unscored_count="non notées\u202f: {count}",
    outcomes_title="Résultats par type de question",
    outcome_count="{outcome}\u202f: {count}",
    latency_title="Temps de réponse",
    latency_told=(
        "La moitié des {count} réponses ont pris au plus {p50}\u00a0ms et 95\u202f% au plus "
        "{p95}\u00a0ms\u202f; la plus lente a pris {slowest}\u00a0ms."
    ),
    latency_bar="{count} de {start} à {end}\u00a0ms",
    failures_title="Questions en échec\u202f: {failed} sur {total}",
    failures_none="Aucune question en échec.",
    unscored_title="Non notées",
    expected="Attendu",
    given="Obtenu",
    an_answer="une réponse",
    refusal="un refus",
    why="Motif",
    cited_places="Cité",
    cited_none="rien",
    outcomes={
        "right": "correcte",
        "refused": "refusée",
        "wrong": "incorrecte",
        "unscored": "non notée",
    },
    kinds={
        "quote": "citation",
        "fact": "fait unique",
        "multi": "plusieurs passages",
        "none": "sans réponse",
    },
    languages={"en": "anglais", "fr": "français"},
    figures={
        "source_first": "Bon article en tête",
        "sources_at_5": "Bons articles parmi les 5 premiers passages",
        "span_first": "Bons mots dans le premier passage",
        "reciprocal_rank": "Rang réciproque moyen (MRR)",
        "span_at_5": "Bons mots dans les 5 premiers passages",
        "exact": "Citations conformes au texte enregistré",
        "gold_cited": "Bons mots cités",
        "cited_right": "Citations qui recoupent les bons mots",
        "answer": "Contenu attendu présent",
        "right": "Réponses correctes, citées et complètes",
        "refusal": "Répond ou refuse à bon escient",
        "refusal_precision": "Refus justifiés",
        "refusal_recall": "Questions sans réponse refusées",
        "search_p50_ms": "Temps de recherche, médiane (ms)",
        "search_p95_ms": "Temps de recherche, 95e centile (ms)",
        "ask_p50_ms": "Temps de réponse, médiane (ms)",
        "ask_p95_ms": "Temps de réponse, 95e centile (ms)",
    },
)
