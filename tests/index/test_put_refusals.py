"""What cannot be right is refused at the door, before it can spoil what is stored."""

from dataclasses import replace

import numpy as np
import pytest

from index.records import Vectors
from index.search_index import SearchIndex
from tests.index.samples import DIMENSION, IDENTITY, entry, vector


@pytest.mark.parametrize(
    "vectors",
    [
        np.zeros((1, DIMENSION // 2), dtype=np.float32),
        np.zeros((1, DIMENSION), dtype=np.float64),
        np.zeros((2, DIMENSION), dtype=np.float32),
    ],
    ids=["too short", "of another kind", "too many"],
)
def test_vectors_of_another_shape_are_refused_and_nothing_is_stored(
    index: SearchIndex, vectors: Vectors
) -> None:
    index.put(entry("good.txt", "Léa gagne."), IDENTITY)
    with pytest.raises(ValueError, match=r"."):
        index.put(replace(entry("bad.txt", "Paul perd."), vectors=vectors), IDENTITY)

    assert [document.source for document in index.documents()] == ["good.txt"]
    assert len(index.nearest(vector("Léa gagne"), 5)) == 1
    assert index.verify() == []
