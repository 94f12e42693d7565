"""What is derived is never trusted when its bytes have changed: it is told, and made again."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from dixit.index.search_index import SearchIndex
from tests.index.conftest import Opener
from tests.index.samples import IDENTITY, entry, vector

QUESTIONS = ("accord Renault", "Marie", "numéro 3", "annonce accord 7")


def flipped(data: bytes) -> bytes:
    """The first bytes inverted; the rest, where a file tells of its own parts, as it was."""
    return bytes(byte ^ 0xFF for byte in data[:12]) + data[12:]


def truncated(data: bytes) -> bytes:
    return data[: len(data) // 2]


def emptied(_: bytes) -> bytes:
    return b""


@pytest.fixture
def filled(index: SearchIndex) -> SearchIndex:
    for number in range(12):
        lines = f"Marie annonce un accord {number}.\nPaul parle de Renault, numéro {number}.\n"
        index.put(entry(f"d{number}.txt", lines + "Léa se tait. " * number), IDENTITY)
    index.catch_up()
    return index


def rankings(index: SearchIndex) -> list[dict[int, object]]:
    """Who is found with what score; equal scores are in no order worth comparing."""
    found = [index.search_text(question, "fr", 50) for question in QUESTIONS]
    found += [index.search_vector(vector(question), 50) for question in QUESTIONS]
    return [{m.passage_id: pytest.approx(m.score, rel=1e-5) for m in each} for each in found]


@pytest.mark.parametrize(
    "damage",
    [flipped, truncated, emptied, None],
    ids=["flipped", "truncated", "emptied", "deleted"],
)
@pytest.mark.parametrize("pattern", ["*.idx", "*.term", "*.fieldnorm", "*.fast", "meta.json"])
def test_damaged_words_are_made_again_and_rank_as_before(
    filled: SearchIndex,
    folder: Path,
    reopen: Opener,
    pattern: str,
    damage: Callable[[bytes], bytes] | None,
) -> None:
    before = rankings(filled)
    filled.close()
    for path in (folder / "derived" / "words").glob(pattern):
        if damage is None:
            path.unlink()
        else:
            path.write_bytes(damage(path.read_bytes()))

    assert rankings(reopen()) == before


def test_verify_tells_of_damaged_words(filled: SearchIndex, folder: Path, reopen: Opener) -> None:
    filled.close()
    for path in (folder / "derived" / "words").glob("*.fieldnorm"):
        path.write_bytes(flipped(path.read_bytes()))

    assert any("words" in problem for problem in reopen().verify())


@pytest.mark.parametrize("what", ["derived", "derived/words"])
def test_what_is_derived_heals_when_it_is_deleted_or_a_file_is_in_its_way(
    filled: SearchIndex, folder: Path, reopen: Opener, what: str
) -> None:
    before = rankings(filled)
    filled.close()
    shutil.rmtree(folder / what)
    assert rankings(reopen()) == before
    shutil.rmtree(folder / what)
    (folder / what).write_text("in the way")

    assert rankings(reopen()) == before


def test_another_indexs_words_in_place_of_its_own_are_not_used(
    filled: SearchIndex, folder: Path, tmp_path: Path, reopen: Opener
) -> None:
    before = rankings(filled)
    filled.close()
    other = SearchIndex.open(tmp_path / "other", create=True)
    for number in range(12):
        other.put(entry(f"d{number}.txt", "Tout autre chose.\nRien de pareil."), IDENTITY)
    other.catch_up()
    other.close()
    shutil.rmtree(folder / "derived")
    shutil.copytree(tmp_path / "other" / "derived", folder / "derived")

    assert rankings(reopen()) == before


def test_what_follows_a_later_state_than_the_stored_one_is_not_used(
    filled: SearchIndex, folder: Path, tmp_path: Path, reopen: Opener
) -> None:
    before = rankings(filled)
    filled.backup(tmp_path / "copy")
    filled.remove("d3.txt")
    filled.put(entry("late.txt", "Zoé chante l'accord de Renault."), IDENTITY)
    filled.catch_up()
    filled.close()
    shutil.copy(tmp_path / "copy" / "dixit.sqlite", folder / "dixit.sqlite")

    assert rankings(reopen()) == before


def test_what_is_derived_may_be_deleted_while_the_index_is_open(
    filled: SearchIndex, folder: Path
) -> None:
    shutil.rmtree(folder / "derived")
    filled.put(entry("late.txt", "Zoé chante."), IDENTITY)

    assert len(filled.search_text("Zoé", "fr", 5)) == 1
    assert len(filled.search_text("Renault", "fr", 50)) == 12
    assert len(filled.search_vector(vector("Zoé chante"), 100)) == len(
        filled.search_vector(vector("x"), 100)
    )
