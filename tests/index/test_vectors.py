"""The ranking by meaning: exact, and rebuilt whenever its file cannot be trusted."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from index.records import Vectors
from index.vectors import VectorIndex, problems

NONE = np.array([], dtype=np.int64)


def unit(count: int, seed: int = 1) -> Vectors:
    rows = np.random.default_rng(seed).normal(size=(count, 24)).astype(np.float32)
    scaled: Vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return scaled


@pytest.fixture
def rows() -> Vectors:
    return unit(200)


@pytest.fixture
def filled(rows: Vectors) -> VectorIndex:
    index = VectorIndex.empty(24)
    index.apply(NONE, [(np.arange(200), rows)], generation=1)
    return index


def test_the_nearest_are_those_of_largest_inner_product(filled: VectorIndex, rows: Vectors) -> None:
    for query in unit(20, seed=2):
        found = filled.nearest(query, 10)
        scores = rows @ query
        assert [match.passage_id for match in found] == list(np.argsort(-scores)[:10])
        assert [match.score for match in found] == pytest.approx(
            sorted(scores)[::-1][:10], abs=1e-5
        )


def test_no_more_is_given_than_there_is(filled: VectorIndex, rows: Vectors) -> None:
    assert len(filled.nearest(rows[0], 1000)) == 200
    assert VectorIndex.empty(24).nearest(rows[0], 5) == []
    assert filled.nearest(rows[0], 0) == []


def test_removed_passages_are_not_found(filled: VectorIndex, rows: Vectors) -> None:
    filled.apply(np.array([3, 4]), [], generation=2)

    assert len(filled) == 198
    assert filled.nearest(rows[3], 1)[0].passage_id != 3


def test_replaying_what_was_applied_changes_nothing(filled: VectorIndex, rows: Vectors) -> None:
    filled.apply(NONE, [(np.arange(200), rows)], generation=1)

    assert len(filled) == 200


def test_a_saved_index_is_the_same_when_opened(
    filled: VectorIndex, rows: Vectors, tmp_path: Path
) -> None:
    filled.save(tmp_path, "store-1")
    again = VectorIndex.open(tmp_path, "store-1", 24)

    assert again.generation == 1
    assert again.nearest(rows[7], 5) == filled.nearest(rows[7], 5)
    assert problems(tmp_path, "store-1") == []


def test_only_the_newest_file_is_kept(filled: VectorIndex, tmp_path: Path) -> None:
    filled.save(tmp_path, "store-1")
    filled.apply(np.array([0]), [], generation=2)
    filled.save(tmp_path, "store-1")

    assert [path.name for path in tmp_path.glob("*.faiss")] == ["vectors-2.faiss"]


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[: len(data) // 2],
        lambda data: data[:500] + bytes([data[500] ^ 1]) + data[501:],
        lambda data: data + b"x",
    ],
    ids=["empty", "truncated", "one bit flipped", "lengthened"],
)
def test_a_damaged_file_is_told_and_not_used(
    filled: VectorIndex, tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    filled.save(tmp_path, "store-1")
    path = tmp_path / "vectors-1.faiss"
    path.write_bytes(damage(path.read_bytes()))

    assert len(problems(tmp_path, "store-1")) == 1
    assert VectorIndex.open(tmp_path, "store-1", 24).generation == 0


def test_another_stores_or_another_sizes_file_is_not_used(
    filled: VectorIndex, tmp_path: Path
) -> None:
    filled.save(tmp_path, "store-1")

    assert VectorIndex.open(tmp_path, "store-2", 24).generation == 0
    assert VectorIndex.open(tmp_path, "store-1", 32).generation == 0
