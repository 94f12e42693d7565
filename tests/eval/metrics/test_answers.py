"""Measures of answers, against numbers worked by hand."""

import pytest

from dixit.eval.metrics.answers import exact_match, key_match, token_f1


def test_keys_are_alternatives_inside_groups_that_must_all_match() -> None:
    text = "Un total de véhicules neufs, en hausse de 53,3 %"
    assert key_match(text, [["des autos", "véhicules"], ["53,3 %"]]) == 1
    assert key_match(text, [["des autos"], ["53,3 %"]]) == 0.5


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("L’ÉLECTRIFICATION", "l'électrification"),
        ("70\u00a0% du contenu", "70 %"),
        ("une grande notoriete", "notoriété"),
        ("sa co‑entreprise", "co-entreprise"),
    ],
)
def test_keys_allow_for_typography(text: str, key: str) -> None:
    assert key_match(text, [[key]]) == 1


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("777.000 voitures", "777 000"),
        ("777\u202f000 vehicle", "777,000"),
        ("13,1 millions", "13.1"),
        ("1 234 567,5 dollars", "1.234.567,5"),
    ],
)
def test_numbers_are_the_same_however_they_are_written(text: str, key: str) -> None:
    assert key_match(text, [[key]]) == 1
    assert exact_match(text, [key + text[-8:]]) == 1


@pytest.mark.parametrize("text", ["300 firmes", "30.000 firmes", "1,30 euro", "le 30e"])
def test_a_number_is_not_part_of_another(text: str) -> None:
    assert key_match(text, [["30"]]) == 0


@pytest.mark.parametrize(
    ("text", "gold"),
    [
        ("The Eiffel Tower.", "eiffel tower"),
        ("L'électrification de la gamme !", "électrification de gamme"),
        ("Les États-Unis", "etats-unis"),
        ("« Zu Sijie »", "Zu Sijie"),
    ],
)
def test_exact_matches_forgive_articles_case_accents_and_marks(text: str, gold: str) -> None:
    assert exact_match(text, ["another", gold]) == 1
    assert token_f1(text, ["another", gold]) == 1


def test_token_f1_by_hand() -> None:
    # Two of three words given are two of the four wanted: 2 * 2 / (3 + 4).
    assert token_f1("le grand groupe chinois", ["groupe chinois Geely Auto"]) == pytest.approx(
        2 * 2 / (3 + 4)
    )
    # A word wanted twice and given once counts once: 2 * 1 / (1 + 2).
    assert token_f1("oui", ["oui, oui"]) == pytest.approx(2 / 3)
    assert token_f1("non", ["oui"]) == 0


def test_without_gold_there_is_no_number() -> None:
    with pytest.raises(ValueError, match="at least one"):
        exact_match("a", [])
    with pytest.raises(ValueError, match="at least one"):
        token_f1("a", [])
    with pytest.raises(ValueError, match="at least one"):
        key_match("a", [])
