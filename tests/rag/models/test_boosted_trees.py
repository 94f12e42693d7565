"""Boosted trees are evaluated as scikit-learn evaluates them, from arrays without pickle."""

from pathlib import Path

import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier

from dixit.rag.models.boosted_trees import BoostedTrees, Floats
from training.ranker import as_arrays


@pytest.fixture(scope="module")
def table() -> Floats:
    chance = np.random.default_rng(3)
    table = chance.normal(size=(600, 5))
    table[chance.random(table.shape) < 0.1] = np.nan
    return table


@pytest.fixture(scope="module")
def model(table: Floats) -> HistGradientBoostingClassifier:
    right = (np.nan_to_num(table[:, 0]) + np.nan_to_num(table[:, 1]) ** 2) > 0.7
    return HistGradientBoostingClassifier(max_iter=20, max_leaf_nodes=8).fit(table, right)


def test_margins_are_those_of_the_library_that_grew_the_trees(
    model: HistGradientBoostingClassifier, table: Floats
) -> None:
    assert np.allclose(as_arrays(model).margin(table), model.decision_function(table))


def test_unknown_values_go_the_way_that_was_learned(
    model: HistGradientBoostingClassifier,
) -> None:
    unknown = np.full((1, 5), np.nan)

    assert np.allclose(as_arrays(model).margin(unknown), model.decision_function(unknown))


def test_trees_come_back_from_their_file(
    model: HistGradientBoostingClassifier, table: Floats, tmp_path: Path
) -> None:
    trees = as_arrays(model)
    trees.save(tmp_path / "trees.npz", {"signals": np.array(["a", "b"])})

    with np.load(tmp_path / "trees.npz", allow_pickle=False) as arrays:
        again = BoostedTrees.from_arrays(arrays)
        assert arrays["signals"].tolist() == ["a", "b"]
    assert (again.margin(table) == trees.margin(table)).all()


def test_no_rows_have_no_margins(model: HistGradientBoostingClassifier) -> None:
    assert as_arrays(model).margin(np.empty((0, 5))).shape == (0,)
