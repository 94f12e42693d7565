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
        "Questions whose right answers are known are put to these articles; what comes back is "
        "measured. A set is a JSON Lines file, one question a line."
    ),
    set_shipped="Shipped: {name}, {count} questions",
    set_own="Marked by readers: {count} questions",
    set_added="Added: {name}",
    too_big="{name} is larger than {megabytes} MB.",
    none_chosen="Choose a question set first.",
    already_running="An evaluation of yours is running: wait for it, or cancel it.",
    starting="Opening the index…",
    asked_of="{done} of {of} questions asked",
    cancelled="Cancelled.",
    done="{right} of {total} questions answered right.",
    since="Differences are to the last run of these questions, {run}.",
    no_earlier="There is no earlier run of these questions to compare with.",
    figures_title="Figures",
    figure="Figure",
    all_questions="all",
    unscored_count="{count} unscored",
    outcomes_title="What became of the questions, by kind",
    outcome_count="{outcome}: {count}",
    latency_title="Time to answer",
    latency_told=(
        "Half of the {count} answers took no longer than {p50} ms, 19 of 20 no longer than "
        "{p95} ms; the slowest took {slowest} ms."
    ),
    latency_bar="{count} from {start} to {end} ms",
    failures_title="{failed} of {total} questions fall short",
    failures_none="No question falls short.",
    unscored_title="Could not be scored",
    expected="Expected",
    given="Given",
    an_answer="an answer",
    refusal="a refusal",
    why="Why",
    cited_places="Cited",
    cited_none="nothing",
    outcomes={
        "right": "right",
        "refused": "refused",
        "wrong": "not right",
        "unscored": "not scored",
    },
    kinds={
        "quote": "somebody's words",
        "fact": "one fact",
        "multi": "several places",
        "none": "no answer there",
    },
    languages={"en": "English", "fr": "French"},
    figures={
        "source_first": "Right article first",
        "sources_at_5": "Right articles in the first 5 passages",
        "span_first": "Right words in the first passage",
        "reciprocal_rank": "1 / rank of the first right passage",
        "span_at_5": "Right words in the first 5 passages",
        "exact": "Citations that are the stored text",
        "gold_cited": "Right words that were cited",
        "cited_right": "Citations that touch the right words",
        "answer": "What was to be said and was",
        "right": "Right: answered, cited and all said",
        "refusal": "Answered or refused where it should",
        "refusal_precision": "Refusals that were due",
        "refusal_recall": "Without an answer, and refused",
        "search_p50_ms": "Half the searches, at most (ms)",
        "search_p95_ms": "19 of 20 searches, at most (ms)",
        "ask_p50_ms": "Half the answers, at most (ms)",
        "ask_p95_ms": "19 of 20 answers, at most (ms)",
    },
)

FR = EvaluationStrings(
    tab_evaluation="Évaluation",
    question_set="Jeu de questions",
    add_questions="Ajouter un jeu (.jsonl)",
    evaluate="Évaluer",
    cancel_evaluation="Annuler",
    introduction=(
        "Des questions dont on connaît la bonne réponse sont posées à ces articles, et ce qui "
        "revient est mesuré. Un jeu est un fichier JSON Lines, une question par ligne."
    ),
    set_shipped="Fourni\u202f: {name}, {count} questions",
    set_own="Notées par les lecteurs\u202f: {count} questions",
    set_added="Ajouté\u202f: {name}",
    too_big="{name} dépasse {megabytes} Mo.",
    none_chosen="Choisissez d'abord un jeu de questions.",
    already_running="Une de vos évaluations est en cours : attendez-la, ou annulez-la.",
    starting="Ouverture de l'index…",
    asked_of="{done} questions posées sur {of}",
    cancelled="Annulé.",
    done="{right} questions sur {total} ont reçu une réponse juste.",
    since="Les écarts sont pris sur la dernière évaluation de ces questions, {run}.",
    no_earlier="Aucune évaluation antérieure de ces questions à laquelle comparer.",
    figures_title="Mesures",
    figure="Mesure",
    all_questions="toutes",
    unscored_count="{count} sans note",
    outcomes_title="Le sort des questions, par genre",
    outcome_count="{outcome}\u202f: {count}",
    latency_title="Temps de réponse",
    latency_told=(
        "La moitié des {count} réponses ont pris au plus {p50} ms, 19 sur 20 au plus {p95} ms ; "
        "la plus lente a pris {slowest} ms."
    ),
    latency_bar="{count} de {start} à {end} ms",
    failures_title="{failed} questions sur {total} laissent à désirer",
    failures_none="Aucune question ne laisse à désirer.",
    unscored_title="Sans note",
    expected="Attendu",
    given="Donné",
    an_answer="une réponse",
    refusal="un refus",
    why="Pourquoi",
    cited_places="Cité",
    cited_none="rien",
    outcomes={
        "right": "juste",
        "refused": "refusée",
        "wrong": "inexacte",
        "unscored": "sans note",
    },
    kinds={
        "quote": "paroles de quelqu'un",
        "fact": "un fait",
        "multi": "plusieurs endroits",
        "none": "sans réponse",
    },
    languages={"en": "anglais", "fr": "français"},
    figures={
        "source_first": "Bon article en premier",
        "sources_at_5": "Bons articles dans les 5 premiers passages",
        "span_first": "Bons mots dans le premier passage",
        "reciprocal_rank": "1 / rang du premier bon passage",
        "span_at_5": "Bons mots dans les 5 premiers passages",
        "exact": "Citations conformes au texte enregistré",
        "gold_cited": "Bons mots qui sont cités",
        "cited_right": "Citations qui touchent les bons mots",
        "answer": "Ce qui était à dire et l'a été",
        "right": "Juste : répond, cite et dit tout",
        "refusal": "Répond ou refuse à bon escient",
        "refusal_precision": "Refus justifiés",
        "refusal_recall": "Sans réponse, et refusées",
        "search_p50_ms": "La moitié des recherches, au plus (ms)",
        "search_p95_ms": "19 recherches sur 20, au plus (ms)",
        "ask_p50_ms": "La moitié des réponses, au plus (ms)",
        "ask_p95_ms": "19 réponses sur 20, au plus (ms)",
    },
)
