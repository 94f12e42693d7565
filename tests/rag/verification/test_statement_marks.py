"""Marks of every kind are one: what stands between them must stand in the cited text."""

import pytest

from dixit.rag.verification.entailment import verdict
from dixit.rag.verification.statement_marks import words_in_marks

CITED = "Le maire a dit : « Nous rouvrirons la piscine en juin. » Elle est fermée depuis mars."
TRUE, FALSE = "Nous rouvrirons la piscine en juin", "Nous fermerons la piscine pour toujours"
MARKS = [
    ("« ", " »"), ("“", "”"), ('"', '"'), ("‹", "›"), ("‹ ", " ›"), ("‘", "’"), ("'", "'"),
    ("``", "''"), ("''", "''"), ("„", "“"), ("*", "*"), ("_", "_"), ("\n> ", "\n"),
    ("»", "«"), ("＂", "＂"),
]  # fmt: skip


@pytest.mark.parametrize(("opening", "closing"), MARKS)
def test_invented_words_between_marks_are_not_proven(opening: str, closing: str) -> None:
    def judged(words: str) -> str:
        statement = f"Le maire a dit : {opening}{words}{closing}"
        return verdict(statement, CITED, language="fr", cited_language="fr")

    assert judged(TRUE) == "verbatim"
    assert judged(FALSE) == "unsupported"


@pytest.mark.parametrize(
    "statement",
    [
        "L'usine d'Albi n'a pas rouvert aujourd'hui.",
        "It's the workers' union, and the owners' club isn't there.",
        "The '90s were the firm's best years.",
        "Le site *Libération* et l'appli _Vélo_ ont fermé.",
        "Les valeurs 3 * 4 * 5 et un_nom_de_fichier restent.",
        "Le taux reste > 5 %.",
    ],
)
def test_apostrophes_titles_and_signs_are_no_quotation(statement: str) -> None:
    assert words_in_marks(statement) == []


def test_who_is_named_under_a_block_quote_is_no_part_of_it() -> None:
    assert words_in_marks("> Nous rouvrirons.\n> En juin.\n> — Paul Roux") == [
        "Nous rouvrirons.\nEn juin."
    ]


def test_a_quotation_cut_out_of_its_question_is_no_proof() -> None:
    cited = "Il a écarté ce renfort : « Nous logerions ces gens où ? »"
    statement = "« Nous logerions ces gens », a-t-il dit."

    assert verdict(statement, cited, language="fr", cited_language="fr") == "unsupported"
