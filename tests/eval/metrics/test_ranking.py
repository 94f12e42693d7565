"""Measures of rankings: against numbers worked by hand, and against trec_eval on the same runs."""

import math

import numpy as np
import pytest
import pytrec_eval

from dixit.eval.experiments.benchmark import best_first
from dixit.eval.metrics.ranking import (
    average_precision,
    ndcg_at_k,
    precision_at_k,
    recall_at_k,
    reciprocal_rank,
)


def test_precision_counts_empty_places_too() -> None:
    assert precision_at_k(["a", "b", "c"], {"b", "c", "z"}, k=2) == 1 / 2
    assert precision_at_k(["a"], {"a"}, k=5) == 1 / 5


def test_recall_counts_the_relevant_among_the_first_k() -> None:
    assert recall_at_k(["a", "b", "c"], {"b", "c", "z"}, k=2) == pytest.approx(1 / 3)
    assert recall_at_k([], {"a"}, k=5) == 0


def test_average_precision_by_hand() -> None:
    # Relevant at ranks 1 and 3, a third never found: (1/1 + 2/3 + 0) / 3.
    assert average_precision(["a", "x", "b"], {"a", "b", "c"}) == pytest.approx(5 / 9)
    assert average_precision(["x"], {"a"}) == 0


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


def test_what_has_nothing_relevant_is_no_number() -> None:
    with pytest.raises(ValueError, match="at least one relevant"):
        recall_at_k(["a"], set(), k=1)
    with pytest.raises(ValueError, match="at least one relevant"):
        average_precision(["a"], set())
    with pytest.raises(ValueError, match="a gain"):
        ndcg_at_k(["a"], {}, k=10)


def test_ties_are_broken_by_id() -> None:
    assert best_first([("b", 1.0), ("c", 2.0), ("a", 1.0)]) == ["c", "a", "b"]


def test_the_same_as_trec_eval_on_the_same_runs() -> None:
    generator = np.random.default_rng(7)
    runs: dict[str, list[str]] = {}
    gains: dict[str, dict[str, int]] = {}
    for number in range(300):
        ids = [f"d{i}" for i in range(60)]
        generator.shuffle(ids)
        runs[f"q{number}"] = ids[: int(generator.integers(1, 60))]
        relevant = generator.choice(60, size=int(generator.integers(1, 15)), replace=False)
        gains[f"q{number}"] = {f"d{i}": int(generator.integers(1, 4)) for i in relevant}
    names = {"P_5", "P_10", "recall_5", "recall_10", "recip_rank", "ndcg_cut_10", "map"}
    theirs = pytrec_eval.RelevanceEvaluator(gains, names).evaluate(
        {q: {id_: float(-at) for at, id_ in enumerate(ids)} for q, ids in runs.items()}
    )
    for query, ids in runs.items():
        relevant_ids = set(gains[query])
        ours = {
            "P_5": precision_at_k(ids, relevant_ids, 5),
            "P_10": precision_at_k(ids, relevant_ids, 10),
            "recall_5": recall_at_k(ids, relevant_ids, 5),
            "recall_10": recall_at_k(ids, relevant_ids, 10),
            "recip_rank": reciprocal_rank(ids, relevant_ids),
            "ndcg_cut_10": ndcg_at_k(ids, {k: float(v) for k, v in gains[query].items()}, 10),
            "map": average_precision(ids, relevant_ids),
        }
        assert ours == pytest.approx(theirs[query], abs=1e-9)
