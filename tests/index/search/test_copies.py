"""Copies are found by what they share, whatever was cut; what is stored of them is checked."""

import random
import sqlite3
from pathlib import Path

import pytest

from dixit.index.search_index import SearchIndex
from dixit.index.text.fingerprints import fingerprints
from tests.index.samples import IDENTITY, entry

DRAWN = random.Random(7)
WORDS = [f"{a}{b}" for a in "bcdfglmnprstv" for b in ("al", "er", "ion", "ou", "ine", "age")]


def prose(count: int) -> str:
    """Sentences of drawn words."""
    return " ".join(" ".join(DRAWN.choices(WORDS, k=12)).capitalize() + "." for _ in range(count))


ONE, OTHER, THIRD = prose(30), prose(30), prose(30)


@pytest.fixture
def index(tmp_path: Path) -> SearchIndex:
    made = SearchIndex.open(tmp_path / "index", create=True)
    texts = {
        "a.txt": ONE,
        "b.txt": ONE,
        "half.txt": ONE[: len(ONE) // 2],
        "led.txt": f"{OTHER[:300]} {ONE}",
        "other.txt": OTHER,
        "third.txt": THIRD,
    }
    made.put_all([entry(name, text) for name, text in texts.items()], IDENTITY)
    return made


def test_a_copy_is_known_by_its_text_or_by_most_of_it(index: SearchIndex) -> None:
    assert index.copies.of("a.txt", 0.5)[0] == "b.txt"
    assert set(index.copies.of("a.txt", 0.5)) == {"b.txt", "half.txt", "led.txt"}
    assert index.copies.of("third.txt", 0.01) == []
    assert index.copies.groups(0.5) == [["a.txt", "b.txt", "half.txt", "led.txt"]]
    index.close()


def test_copies_go_with_their_document(index: SearchIndex) -> None:
    index.remove("b.txt", "led.txt")

    assert index.copies.of("a.txt", 0.5) == ["half.txt"]
    assert index.verify() == []
    index.close()


def test_a_changed_fingerprint_is_found_by_the_check(index: SearchIndex, tmp_path: Path) -> None:
    index.close()
    with sqlite3.connect(tmp_path / "index" / "dixit.sqlite") as database:
        database.execute("UPDATE fingerprints SET hash = hash + 1 WHERE document_id = 1")
    database.close()
    index = SearchIndex.open(tmp_path / "index")

    (problem,) = index.verify()
    assert "a.txt: the fingerprints of its text have changed" in problem
    assert SearchIndex.repair(tmp_path / "index").kept == 6
    assert SearchIndex.open(tmp_path / "index").verify() == []


def test_what_was_removed_for_good_outlives_a_repair(index: SearchIndex, tmp_path: Path) -> None:
    index.removed_for_good.remove("third.txt")
    index.close()
    with sqlite3.connect(tmp_path / "index" / "dixit.sqlite") as database:
        database.execute("UPDATE documents SET language = 'xx' WHERE source = 'other.txt'")
    database.close()
    SearchIndex.repair(tmp_path / "index")
    index = SearchIndex.open(tmp_path / "index")

    assert [article.source for article in index.removed_for_good.all()] == ["third.txt"]
    assert index.verify() == []
    index.close()


@pytest.mark.parametrize("text", ["", "Un mot.", ONE.replace(" ", "\n"), ONE.upper()])
def test_print_makes_no_difference_to_fingerprints(text: str) -> None:
    expected = fingerprints(ONE) if len(text) > 10 else []

    assert fingerprints(text) == expected
