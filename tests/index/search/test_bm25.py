"""The BM25 index: scores, and changes of the store replayed."""

import json
import math
import threading
import time
from pathlib import Path

import pytest

from dixit.index.search.bm25 import Bm25Index
from dixit.index.search.changes import PassageText
from dixit.index.storage.database import State

FIRST, SECOND = State(1, "first"), State(2, "second")
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
def filled(folder: Path) -> Bm25Index:
    index = Bm25Index.create(folder)
    index.apply([], passages(TEXTS), FIRST)
    return index


def passages(texts: dict[int, list[str]]) -> list[PassageText]:
    return [PassageText(number, " ".join(words)) for number, words in texts.items()]


def anything(_: State) -> bool:
    return True


def opened(folder: Path) -> Bm25Index:
    index = Bm25Index.open(folder, anything)
    assert index is not None
    return index


def ids(index: Bm25Index, *tokens: str) -> list[int]:
    return [match.passage_id for match in index.search(tokens, 10)]


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
def test_scores_are_bm25s(filled: Bm25Index, tokens: tuple[str, ...]) -> None:
    found = filled.search(tokens, 10)
    expected = {i: bm25(tokens, text) for i, text in TEXTS.items() if set(tokens) & set(text)}

    assert {match.passage_id: pytest.approx(match.score, rel=1e-4) for match in found} == expected
    assert [match.score for match in found] == sorted((m.score for m in found), reverse=True)


def test_a_translation_counts_for_its_worth_and_in_passages_of_its_language_alone(
    folder: Path,
) -> None:
    index = Bm25Index.create(folder)
    told = [
        PassageText(1, "coin rue", language="fr"),
        PassageText(2, "coin purse", language="en"),
        PassageText(3, "lamp purse", language="en"),
    ]
    index.apply([], told, FIRST)
    whole = {m.passage_id: m.score for m in index.search(["coin"], 10)}

    found = index.search(["lamp"], 10, expansions={"en": {"coin": 0.5}, "fr": {}})
    scores = {match.passage_id: match.score for match in found}
    assert set(scores) == {2, 3}
    assert scores[2] == pytest.approx(0.5 * whole[2], rel=1e-4)
    assert index.search([], 10, expansions={"fr": {}}) == []


def test_ties_are_broken_by_number(folder: Path) -> None:
    index = Bm25Index.create(folder)
    index.apply([], passages({9: ["mot"], 3: ["mot"], 7: ["mot"]}), FIRST)

    assert ids(index, "mot") == [3, 7, 9]


def test_removed_passages_are_gone_and_replaced_ones_found_by_their_new_words(
    filled: Bm25Index,
) -> None:
    filled.apply([1, 2], passages({7: ["peugeot"]}), SECOND)

    assert ids(filled, "audi") == []
    assert ids(filled, "peugeot") == [7]
    assert filled.state == SECOND


def test_files_keep_the_field_names_and_rules_of_indexes_already_made(
    filled: Bm25Index, folder: Path
) -> None:
    fields = json.loads((folder / "meta.json").read_bytes())["schema"]
    rules = json.loads((folder / "stamp.json").read_bytes())["rules"]

    assert [field["name"] for field in fields] == [
        "id", "words", "told", "language", "source", "publisher", "speaker", "first_day", "last_day"
    ]  # fmt: skip
    assert rules.startswith("tokens 2, fields 4, Unicode ")


def test_what_was_committed_is_there_when_opened_again(filled: Bm25Index, folder: Path) -> None:
    again = opened(folder)

    assert again.state == FIRST
    assert ids(again, "xiaomi") == [4]


@pytest.mark.parametrize("damage", [b"", b"nonsense", b'{"generation": "x"}', b"[]"])
def test_a_damaged_stamp_means_starting_anew(
    filled: Bm25Index, folder: Path, damage: bytes
) -> None:
    (folder / "stamp.json").write_bytes(damage)

    assert Bm25Index.open(folder, anything) is None
    assert len(Bm25Index.create(folder)) == 0


def test_words_of_a_state_that_the_store_never_had_are_not_used(
    filled: Bm25Index, folder: Path
) -> None:
    assert Bm25Index.open(folder, lambda state: state == SECOND) is None


def test_a_reader_that_looks_again_sees_what_another_wrote(filled: Bm25Index, folder: Path) -> None:
    reader = opened(folder)
    filled.apply([], passages({6: ["lynk"]}), SECOND)
    again = Bm25Index.open(folder, anything, reader)

    assert again is not None
    assert ids(reader, "lynk") == []
    assert ids(again, "lynk") == [6]
    assert again.state == SECOND


def test_words_taken_away_while_they_are_opened_are_none(filled: Bm25Index, folder: Path) -> None:
    """As another process does that makes them anew."""
    done = threading.Event()

    def take_away_and_bring_back() -> None:
        aside = folder.with_name("aside")
        while not done.is_set():
            folder.replace(aside)
            aside.replace(folder)

    thread = threading.Thread(target=take_away_and_bring_back)
    thread.start()
    try:
        found = [Bm25Index.open(folder, anything) for _ in range(400)]
    finally:
        done.set()
        thread.join()

    assert None in found
    assert all(index is None or len(index) == len(TEXTS) for index in found)


def test_nothing_reads_the_files_behind_our_back(filled: Bm25Index, folder: Path) -> None:
    """What did would be ended, with all, by a mapped file that somebody cuts short."""
    index = opened(folder)
    filled.apply([1], passages({6: ["accord"], 7: ["accord"]}), SECOND)
    time.sleep(1.5)  # Tantivy's own watch looks every half second.

    assert len(index) == len(TEXTS)
    assert len(opened(folder)) == len(TEXTS) + 1
