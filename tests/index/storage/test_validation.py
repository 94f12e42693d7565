"""What cannot be right is refused at the door, before it can spoil what is stored."""

from dataclasses import replace

import numpy as np
import pytest

from dixit.index.errors import SourceUnknown
from dixit.index.records import Vectors
from dixit.index.search_index import SearchIndex
from tests.index.samples import DIMENSION, IDENTITY, entry, same, vector


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
    assert len(index.search_vector(vector("Léa gagne"), 5)) == 1
    assert index.verify() == []


@pytest.mark.parametrize(
    "change",
    [
        {"source": 5},
        {"source": ""},
        {"source": "half \ud800"},
        {"text": "half \ud800 of a letter"},
        {"text": "short"},
        {"title": "half \udfff"},
        {"metadata": {"score": float("nan")}},
        {"metadata": {"tags": {"a"}}},
        {"metadata": {1: "a number for a name"}},
    ],
    ids=str,
)
def test_a_document_that_would_not_come_back_as_it_went_in_is_refused(
    index: SearchIndex, change: dict[str, object]
) -> None:
    good = entry("bad.txt", "Paul perd beaucoup.")
    bad = replace(good, document=replace(good.document, **change))  # type: ignore[arg-type]
    index.put(entry("good.txt", "Léa gagne."), IDENTITY)
    with pytest.raises(ValueError, match="cannot be stored"):
        index.put_all([entry("other.txt", "Zoé rit."), bad], IDENTITY)

    assert [document.source for document in index.documents()] == ["good.txt"]
    assert index.verify() == []


def test_a_document_without_passages_comes_back_as_it_went_in(index: SearchIndex) -> None:
    index.put(entry("blank.txt", ""), IDENTITY)
    index.put(index.stored_document("blank.txt"), IDENTITY)

    assert same(index.stored_document("blank.txt"), entry("blank.txt", ""))


def test_removing_several_documents_removes_all_or_none(index: SearchIndex) -> None:
    index.put_all([entry(f"{name}.txt", "Léa gagne.") for name in "abc"], IDENTITY)
    with pytest.raises(SourceUnknown, match=r"none\.txt"):
        index.remove("a.txt", "none.txt")
    assert len(index.documents()) == 3
    index.remove("a.txt", "c.txt")

    assert [document.source for document in index.documents()] == ["b.txt"]


@pytest.mark.parametrize(
    "asked", [np.zeros(DIMENSION - 1, np.float32), np.full(DIMENSION, np.nan, np.float32)]
)
def test_a_vector_that_cannot_be_near_to_anything_is_refused(
    index: SearchIndex, asked: Vectors
) -> None:
    index.put(entry("good.txt", "Léa gagne."), IDENTITY)

    with pytest.raises(ValueError, match=f"{DIMENSION} finite numbers"):
        index.search_vector(asked, 3)
