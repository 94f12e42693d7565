"""The ranking by meaning: exact in memory, near enough on disk, exact in every score."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from dixit.index.manifest import EmbedderIdentity
from dixit.index.records import Document, IndexedDocument, Passage, Span, Vectors
from dixit.index.search.dense_ivf import IvfConfig
from dixit.index.search_index import SearchIndex

WIDTH = 48
LARGE = EmbedderIdentity("random", "0" * 64, WIDTH)
CLUSTERS = 60
BASED = IvfConfig(min_vectors=2_000, lists_per_sqrt=1, min_changes=400, change_share=0.1)


def rows(count: int, seed: int) -> Vectors:
    """Unit vectors in clusters, as texts on the same subjects lie."""
    centres = np.random.default_rng(0).normal(size=(CLUSTERS, WIDTH))
    drawn = np.random.default_rng(seed)
    near = centres[drawn.integers(CLUSTERS, size=count)]
    spread = near + drawn.normal(size=(count, WIDTH)) * 0.7
    return (spread / np.linalg.norm(spread, axis=1, keepdims=True)).astype(np.float32)


def document(source: str, vectors: Vectors) -> IndexedDocument:
    """A document of as many one-letter passages as there are vectors."""
    text = "a" * len(vectors)
    passages = tuple(Passage(Span(source, i, i + 1), "a", "fr") for i in range(len(vectors)))
    return IndexedDocument(Document(source, text, source, "fr"), passages, (), vectors)


class Truth:
    """What an exact search over everything that is stored would say."""

    def __init__(self, index: SearchIndex) -> None:
        self._index = index

    def search_vector(self, query: Vectors, k: int) -> list[tuple[tuple[str, int], float]]:
        every = [
            ((stored.source, number), float(row @ query))
            for stored in self._index.documents()
            for number, row in enumerate(self._index.stored_document(stored.source).vectors)
        ]
        return sorted(every, key=lambda pair: -pair[1])[:k]


def found(index: SearchIndex, query: Vectors, k: int) -> list[tuple[tuple[str, int], float]]:
    matches = index.search_vector(query, k)
    passages = index.passages(match.passage_id for match in matches)
    places = (passages[match.passage_id].span for match in matches)
    return [((p.source, p.start), m.score) for p, m in zip(places, matches, strict=True)]


def recall(index: SearchIndex, queries: Sequence[Vectors], k: int = 10) -> float:
    truth = Truth(index)
    hits = [
        len({i for i, _ in found(index, q, k)} & {i for i, _ in truth.search_vector(q, k)})
        for q in queries
    ]
    return sum(hits) / (k * len(queries))


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[[IvfConfig], SearchIndex]]:
    indexes: list[SearchIndex] = []

    def open_it(ivf_config: IvfConfig) -> SearchIndex:
        indexes.append(SearchIndex.open(tmp_path / "index", create=True, ivf_config=ivf_config))
        return indexes[-1]

    yield open_it
    for one in indexes:
        one.close()


def files(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "index" / "derived").glob("vectors-*.faiss"))


def filled(index: SearchIndex, documents: int = 30, each: int = 100) -> SearchIndex:
    entries = [document(f"d{i:02}", rows(each, seed=i + 1)) for i in range(documents)]
    index.put_all(entries, LARGE)
    index.catch_up()
    return index


def test_in_memory_the_nearest_are_those_of_largest_inner_product(
    opened: Callable[[IvfConfig], SearchIndex], tmp_path: Path
) -> None:
    index = filled(opened(IvfConfig()), documents=5)

    assert files(tmp_path) == []
    for query in rows(20, seed=99):
        expected = Truth(index).search_vector(query, 7)
        assert found(index, query, 7) == [(i, pytest.approx(s, abs=1e-6)) for i, s in expected]


def test_on_disk_nearly_all_of_the_nearest_are_found_and_every_score_is_exact(
    opened: Callable[[IvfConfig], SearchIndex], tmp_path: Path
) -> None:
    index = filled(opened(BASED))
    queries = list(rows(30, seed=99))

    assert len(files(tmp_path)) == 1
    assert recall(index, queries) >= 0.98
    for query in queries:
        for (source, number), score in found(index, query, 10):
            stored = index.stored_document(source).vectors[number]
            assert score == pytest.approx(float(stored @ query), abs=1e-6)


def test_what_comes_and_goes_is_seen_without_a_new_base(
    opened: Callable[[IvfConfig], SearchIndex], tmp_path: Path
) -> None:
    index = filled(opened(BASED))
    before = files(tmp_path)
    new = rows(50, seed=1234)
    index.put(document("new", new), LARGE)
    gone = index.stored_document("d03").vectors[5]
    index.remove("d03")
    index.catch_up()

    assert files(tmp_path) == before
    assert found(index, new[7], 1)[0][0] == ("new", 7)
    assert all(source != "d03" for (source, _), _ in found(index, gone, 50))
    assert recall(index, list(rows(20, seed=77))) >= 0.98


def test_when_much_has_changed_a_new_base_takes_the_place_of_the_old(
    opened: Callable[[IvfConfig], SearchIndex], tmp_path: Path
) -> None:
    index = filled(opened(BASED))
    (before,) = files(tmp_path)
    reader = opened(BASED)
    found(reader, rows(1, seed=3)[0], 5)
    new = rows(600, seed=1234)
    index.put(document("new", new), LARGE)
    for number in range(3):
        index.remove(f"d{number:02}")
    index.catch_up()
    (after,) = files(tmp_path)

    assert after != before
    for one in (index, reader, opened(BASED)):
        assert found(one, new[7], 1)[0][0] == ("new", 7)
        assert recall(one, list(rows(20, seed=77))) >= 0.98
    assert index.verify() == []


def test_when_there_is_far_more_than_before_the_lists_are_made_anew(
    opened: Callable[[IvfConfig], SearchIndex],
) -> None:
    index = filled(opened(BASED))
    for number in range(30, 130):
        index.put(document(f"d{number}", rows(100, seed=number + 1)), LARGE)
    index.catch_up()

    assert recall(index, list(rows(20, seed=77))) >= 0.98


def test_a_process_that_stays_makes_the_base_in_the_background(
    opened: Callable[[IvfConfig], SearchIndex], tmp_path: Path
) -> None:
    index = opened(BASED)
    index.put_all([document(f"d{i:02}", rows(100, seed=i + 1)) for i in range(30)], LARGE)
    query = rows(1, seed=99)[0]
    expected = found(index, query, 10)
    assert files(tmp_path) == []
    index.keep_fresh()
    assert found(index, query, 10) == expected
    index.wait()

    assert len(files(tmp_path)) == 1
    assert found(index, query, 10) == [(i, pytest.approx(s, abs=1e-6)) for i, s in expected]
    assert index.verify() == []


def test_a_search_finds_as_many_as_there_are(opened: Callable[[IvfConfig], SearchIndex]) -> None:
    index = filled(opened(BASED))

    assert len(found(index, rows(1, seed=9)[0], 2_500)) == 2_500
    assert len(found(index, rows(1, seed=9)[0], 9_999)) == 3_000
    assert found(index, rows(1, seed=9)[0], 0) == []


def test_a_thousand_flipped_bits_in_the_file_change_no_ranking(
    opened: Callable[[IvfConfig], SearchIndex], tmp_path: Path
) -> None:
    small = IvfConfig(min_vectors=10, lists_per_sqrt=1, probe_share=1)
    index = filled(opened(small), documents=2, each=20)
    (path,) = files(tmp_path)
    whole = path.read_bytes()
    query = rows(1, seed=5)[0]
    expected = [(i, pytest.approx(s, abs=1e-6)) for i, s in found(index, query, 10)]
    index.close()
    drawn = np.random.default_rng(0)
    for bit in drawn.choice(8 * len(whole), size=1_000, replace=False).tolist():
        flipped = bytearray(whole)
        flipped[bit // 8] ^= 1 << bit % 8
        path.write_bytes(flipped)
        again = SearchIndex.open(tmp_path / "index", ivf_config=small)
        assert found(again, query, 10) == expected
        assert len(again.verify()) == 1
        again.close()


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[: len(data) // 2],
        lambda data: data + b"x",
        None,
    ],
    ids=["empty", "truncated", "lengthened", "deleted"],
)
def test_a_damaged_base_is_told_passed_over_and_made_anew(
    opened: Callable[[IvfConfig], SearchIndex],
    tmp_path: Path,
    damage: Callable[[bytes], bytes] | None,
) -> None:
    query = rows(1, seed=5)[0]
    before = found(filled(opened(BASED)), query, 10)
    (path,) = files(tmp_path)
    if damage:
        path.write_bytes(damage(path.read_bytes()))
    else:
        path.unlink()
    again = opened(BASED)

    assert len(again.verify()) == 1
    assert found(again, query, 10) == [(i, pytest.approx(s, abs=1e-6)) for i, s in before]
    again.catch_up()
    assert again.verify() == []
    assert found(again, query, 10) == [(i, pytest.approx(s, abs=1e-6)) for i, s in before]


def test_another_indexs_base_in_place_of_its_own_is_not_used(
    opened: Callable[[IvfConfig], SearchIndex], tmp_path: Path
) -> None:
    query = rows(1, seed=5)[0]
    before = found(filled(opened(BASED)), query, 10)
    other = SearchIndex.open(tmp_path / "other", create=True, ivf_config=BASED)
    other.put_all([document(f"x{i:02}", rows(100, seed=i + 500)) for i in range(30)], LARGE)
    other.catch_up()
    other.close()
    for path in files(tmp_path):
        path.unlink()
    for path in (tmp_path / "other" / "derived").glob("vectors*"):
        (tmp_path / "index" / "derived" / path.name).write_bytes(path.read_bytes())
    again = opened(BASED)

    assert found(again, query, 10) == [(i, pytest.approx(s, abs=1e-6)) for i, s in before]
