"""Each metric against numbers worked by hand."""

import math

import pytest

from eval.metrics import (
    coverage,
    key_match,
    ndcg_at_k,
    percentile,
    recall_at_k,
    reciprocal_rank,
    refusal_precision,
    refusal_recall,
)
from index.records import Span


def test_recall_counts_the_relevant_among_the_first_k() -> None:
    assert recall_at_k(["a", "b", "c"], {"b", "c", "z"}, k=2) == pytest.approx(1 / 3)
    assert recall_at_k([], {"a"}, k=5) == 0


def test_recall_of_nothing_is_no_number() -> None:
    with pytest.raises(ValueError, match="at least one relevant"):
        recall_at_k(["a"], set(), k=1)


def test_reciprocal_rank_is_one_over_the_first_right_rank() -> None:
    assert reciprocal_rank(["a", "b", "c"], {"c", "b"}) == 1 / 2
    assert reciprocal_rank(["a"], {"z"}) == 0


def test_ndcg_by_hand() -> None:
    # Gains 0, 2, 1 in the order found; best order 2, 1.
    found = 2 / math.log2(3) + 1 / math.log2(4)
    best = 2 / math.log2(2) + 1 / math.log2(3)
    assert ndcg_at_k(["x", "a", "b"], {"a": 2, "b": 1}, k=10) == pytest.approx(found / best)
    assert ndcg_at_k(["a", "b"], {"a": 2, "b": 1}, k=10) == 1


def test_ndcg_looks_no_further_than_k() -> None:
    assert ndcg_at_k(["x", "a"], {"a": 1}, k=1) == 0
    assert ndcg_at_k(["a", "x"], {"a": 1, "b": 1}, k=1) == 1


def test_ndcg_without_gains_is_no_number() -> None:
    with pytest.raises(ValueError, match="a gain"):
        ndcg_at_k(["a"], {}, k=10)


def test_keys_are_alternatives_inside_groups_that_must_all_match() -> None:
    text = "Un total de 777.000 véhicules, en hausse de 53,3 %"
    assert key_match(text, [["777 000", "777.000"], ["53,3 %"]]) == 1
    assert key_match(text, [["777 000"], ["53,3 %"]]) == 0.5


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


@pytest.mark.parametrize("text", ["300 firmes", "30.000 firmes", "1,30 euro", "le 30e"])
def test_a_number_is_not_part_of_another(text: str) -> None:
    assert key_match(text, [["30"]]) == 0


def test_coverage_joins_citations_and_ignores_spaces_and_other_sources() -> None:
    gold, text = Span("a", 10, 17), "abc def"
    assert coverage(gold, text, [Span("a", 0, 12)]) == pytest.approx(2 / 6)
    assert coverage(gold, text, [Span("a", 10, 13), Span("a", 14, 17)]) == 1
    assert coverage(gold, text, [Span("a", 9, 15), Span("a", 12, 15)]) == pytest.approx(4 / 6)
    assert coverage(gold, text, [Span("b", 0, 99)]) == 0


def test_refusals_by_hand() -> None:
    # (answerable, answered): two rightly answered, one wrongly refused, one rightly refused,
    # two wrongly answered.
    decisions = [*[(True, True)] * 2, (True, False), (False, False), *[(False, True)] * 2]
    assert refusal_precision(decisions) == 1 / 2
    assert refusal_recall(decisions) == pytest.approx(1 / 3)


def test_refusals_of_nothing_are_no_number() -> None:
    assert refusal_precision([(True, True)]) is None
    assert refusal_recall([(True, True)]) is None


def test_percentile_is_a_value_that_was_measured() -> None:
    values = [5.0, 1.0, 4.0, 2.0, 3.0]
    assert [percentile(values, p) for p in (0, 20, 50, 95, 100)] == [1, 1, 3, 5, 5]
