"""The ranking by words: BM25, kept in step with the store by replay."""

import math
from pathlib import Path

import pytest

from index.words import WordIndex

TEXTS = {
    1: "audi saic protocole accord".split(),
    2: "audi audi gamme".split(),
    3: "renault alibaba partenariat strategique annonce".split(),
    4: "renault xiaomi rencontre".split(),
    5: "tencent geely partenariat partenariat cloud".split(),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "words"


@pytest.fixture
def filled(folder: Path) -> WordIndex:
    index = WordIndex.open(folder, "store-1")
    index.apply([], TEXTS.items(), generation=1)
    return index


def ids(index: WordIndex, *tokens: str) -> list[int]:
    return [match.passage_id for match in index.matching(tokens, 10)]


def bm25(tokens: tuple[str, ...], text: list[str]) -> float:
    """Robertson and Zaragoza's formula with k1 = 1.2, b = 0.75, and Lucene's idf."""
    average = sum(map(len, TEXTS.values())) / len(TEXTS)
    score = 0.0
    for token in tokens:
        held = sum(token in other for other in TEXTS.values())
        idf = math.log(1 + (len(TEXTS) - held + 0.5) / (held + 0.5))
        count = text.count(token)
        score += idf * count * 2.2 / (count + 1.2 * (0.25 + 0.75 * len(text) / average))
    return score


@pytest.mark.parametrize(
    "tokens", [("audi",), ("partenariat",), ("renault", "partenariat"), ("accord", "audi", "cloud")]
)
def test_scores_are_bm25s(filled: WordIndex, tokens: tuple[str, ...]) -> None:
    found = filled.matching(tokens, 10)
    expected = {i: bm25(tokens, text) for i, text in TEXTS.items() if set(tokens) & set(text)}

    assert {match.passage_id: pytest.approx(match.score, rel=1e-4) for match in found} == expected
    assert [match.score for match in found] == sorted((m.score for m in found), reverse=True)


def test_ties_are_broken_by_number(folder: Path) -> None:
    index = WordIndex.open(folder, "store-1")
    index.apply([], [(9, ["mot"]), (3, ["mot"]), (7, ["mot"])], generation=1)

    assert ids(index, "mot") == [3, 7, 9]


def test_removed_passages_are_gone_and_replaced_ones_found_by_their_new_words(
    filled: WordIndex,
) -> None:
    filled.apply([1], [(2, ["peugeot"])], generation=2)

    assert ids(filled, "audi") == []
    assert ids(filled, "peugeot") == [2]
    assert filled.generation == 2


def test_replaying_what_was_applied_changes_nothing(filled: WordIndex) -> None:
    before = filled.matching(["partenariat", "audi"], 10)
    filled.apply([], TEXTS.items(), generation=1)

    assert filled.matching(["partenariat", "audi"], 10) == before


def test_what_was_committed_is_there_when_opened_again(filled: WordIndex, folder: Path) -> None:
    again = WordIndex.open(folder, "store-1")

    assert again.generation == 1
    assert ids(again, "xiaomi") == [4]


@pytest.mark.parametrize("damage", [b"", b"nonsense", b'{"generation": "x"}'])
def test_a_damaged_stamp_means_starting_anew(
    filled: WordIndex, folder: Path, damage: bytes
) -> None:
    (folder / "stamp.json").write_bytes(damage)
    again = WordIndex.open(folder, "store-1")

    assert again.generation == 0
    assert ids(again, "xiaomi") == []


def test_another_stores_words_are_not_used(filled: WordIndex, folder: Path) -> None:
    assert WordIndex.open(folder, "store-2").generation == 0


def test_a_reader_sees_what_another_wrote_once_it_looks(filled: WordIndex, folder: Path) -> None:
    reader = WordIndex.open(folder, "store-1")
    filled.apply([], [(6, ["lynk"])], generation=2)
    reader.reload()

    assert ids(reader, "lynk") == [6]
    assert reader.generation == 2
