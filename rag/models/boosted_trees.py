"""Gradient-boosted decision trees, evaluated from plain arrays.

The trees are grown by scikit-learn (`training.ranker`) and stored as numbers in a `.npz` file, so
that reading them needs neither scikit-learn nor pickle. Friedman, 2001, "Greedy Function
Approximation: A Gradient Boosting Machine".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class BoostedTrees:
    """A sum of trees. Every array but the last two has shape (trees, nodes).

    Attributes:
        feature: the column that a node asks; -1 at a leaf.
        threshold: values at most this go left.
        missing_left: 1 where an unknown value (NaN) goes left.
        left: the node on the left; a leaf points to itself.
        right: the node on the right.
        value: what a leaf adds.
        depth: steps from a root to the farthest leaf.
        start: the sum before the first tree.
    """

    feature: Integers
    threshold: Floats
    missing_left: Integers
    left: Integers
    right: Integers
    value: Floats
    depth: int
    start: float

    def margin(self, table: Floats) -> Floats:
        """The sum of the trees for each row.

        Args:
            table: shape (rows, columns), unknown values NaN.

        Returns:
            Log odds, shape (rows,).
        """
        trees = np.arange(len(self.feature))[None, :]
        rows = np.arange(len(table))[:, None]
        node = np.zeros((len(table), len(self.feature)), dtype=np.int64)
        for _ in range(self.depth):
            feature = self.feature[trees, node]
            values = table[rows, np.maximum(feature, 0)]
            left = values <= self.threshold[trees, node]
            left |= np.isnan(values) & (self.missing_left[trees, node] == 1)
            onward = np.where(left, self.left[trees, node], self.right[trees, node])
            node = np.where(feature < 0, node, onward)
        margins: Floats = self.start + self.value[trees, node].sum(axis=1)
        return margins

    def save(self, path: Path, further: Mapping[str, npt.NDArray[Any]]) -> None:
        """Write the arrays, and further ones beside them, compressed."""
        arrays: dict[str, Any] = {
            "feature": self.feature.astype(np.int16),
            "threshold": self.threshold,
            "missing_left": self.missing_left.astype(np.int8),
            "left": self.left.astype(np.int16),
            "right": self.right.astype(np.int16),
            "value": self.value,
            "scalars": np.array([self.depth, self.start]),
            **further,
        }
        np.savez_compressed(path, **arrays)

    @classmethod
    def from_arrays(cls, arrays: "np.lib.npyio.NpzFile") -> "BoostedTrees":
        """The trees of a file that `save` wrote."""
        depth, start = arrays["scalars"].tolist()
        return cls(
            arrays["feature"].astype(np.int64),
            arrays["threshold"],
            arrays["missing_left"].astype(np.int64),
            arrays["left"].astype(np.int64),
            arrays["right"].astype(np.int64),
            arrays["value"],
            int(depth),
            float(start),
        )
