"""Copying, compacting, repairing, and one writer at a time."""

import json
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from dixit.index.errors import (
    EmbedderMismatch,
    IndexBusy,
    IndexDamaged,
    IndexMissing,
    IndexStoreError,
)
from dixit.index.records import IndexedDocument
from dixit.index.search_index import SearchIndex
from tests.index.conftest import Opener
from tests.index.samples import IDENTITY, article, entry, same, vector

PROJECT = Path(__file__).parents[3]


@pytest.fixture
def filled(index: SearchIndex) -> SearchIndex:
    index.put_all([article(number) for number in range(20)], IDENTITY)
    index.catch_up()
    return index


def size(folder: Path) -> int:
    return (folder / "dixit.sqlite").stat().st_size


def test_a_backup_is_a_whole_index_of_its_own(filled: SearchIndex, tmp_path: Path) -> None:
    filled.backup(tmp_path / "copies" / "today")
    filled.remove("d003.txt")
    copy = SearchIndex.open(tmp_path / "copies" / "today")

    assert copy.verify() == []
    assert [d.source for d in copy.documents()] == [f"d{number:03}.txt" for number in range(20)]
    assert all(same(copy.stored_document(f"d{n:03}.txt"), article(n)) for n in range(20))
    copy.put(article(50), IDENTITY)
    assert len(copy.documents()) == 21
    assert len(filled.documents()) == 19
    copy.close()


def test_a_backup_is_of_one_state_while_another_writes(
    filled: SearchIndex, reopen: Opener, tmp_path: Path
) -> None:
    writer = reopen()
    stop = threading.Event()

    def write() -> None:
        version = 0
        while not stop.is_set():
            version += 1
            # Every document of a state has the same version.
            writer.put_all([article(number, version) for number in range(20)], IDENTITY)

    thread = threading.Thread(target=write)
    thread.start()
    for number in range(5):
        filled.backup(tmp_path / f"copy{number}")
    stop.set()
    thread.join()
    for number in range(5):
        copy = SearchIndex.open(tmp_path / f"copy{number}")
        texts = [copy.document(d.source).text for d in copy.documents()]
        assert len(texts) == 20
        assert len({text.split("version ")[1].split()[0] for text in texts}) == 1
        copy.close()


def test_a_backup_never_takes_the_place_of_something(filled: SearchIndex, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")
    with pytest.raises(IndexStoreError, match="not empty"):
        filled.backup(tmp_path / "mine")

    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.txt"]


def test_compacting_gives_the_room_of_what_was_removed_back(
    filled: SearchIndex, reopen: Opener, folder: Path
) -> None:
    reader = reopen()
    before = reader.search_text("accord 3", "fr", 5)
    filled.put_all([article(number) for number in range(100, 400)], IDENTITY)
    filled.compact()
    full = size(folder)
    filled.remove(*(f"d{number}.txt" for number in range(100, 400)))
    filled.compact()

    assert size(folder) < full / 2
    for index in (filled, reader, reopen()):
        found = index.passages(m.passage_id for m in index.search_text("accord 3", "fr", 5))
        assert found.keys() == {match.passage_id for match in before}
        assert len(index.search_vector(vector("accord"), 9_999)) == sum(
            document.passages for document in index.documents()
        )
        assert index.verify() == []


def test_what_is_whole_is_left_alone_by_a_repair(filled: SearchIndex, folder: Path) -> None:
    filled.close()
    repair = SearchIndex.repair(folder)

    assert (repair.problems, repair.kept, repair.lost) == ((), 20, ())
    assert repair.set_aside is None


def test_a_repair_keeps_what_is_whole_and_names_what_is_lost(
    filled: SearchIndex, folder: Path
) -> None:
    filled.close()
    with sqlite3.connect(folder / "dixit.sqlite") as database:
        database.execute("UPDATE texts SET text = 'faux' WHERE document_id = 3")
        database.execute("UPDATE quotations SET speaker = 'Elon Musk' WHERE document_id = 5")
        database.execute("DELETE FROM vectors WHERE passage_id = (SELECT max(id) FROM passages)")
    database.close()
    repair = SearchIndex.repair(folder)
    again = SearchIndex.open(folder)

    assert repair.lost == ("d002.txt", "d004.txt", "d019.txt")
    assert (repair.kept, len(repair.problems)) == (17, 3)
    assert again.verify() == []
    for document in again.documents():
        assert same(again.stored_document(document.source), article(int(document.source[1:4])))
    assert len(again.search_text("accord", "fr", 999)) == sum(d.passages for d in again.documents())
    assert repair.set_aside is not None
    with sqlite3.connect(repair.set_aside) as aside:
        assert aside.execute("SELECT count(*) FROM documents").fetchone() == (20,)
    aside.close()
    again.close()


def test_a_repair_of_scattered_damage_loses_only_what_it_hit(
    filled: SearchIndex, folder: Path
) -> None:
    filled.compact()
    filled.close()
    path = folder / "dixit.sqlite"
    data = bytearray(path.read_bytes())
    at = data.index(b"accord 7 version 0")
    data[at : at + 6] = b"secret"
    path.write_bytes(data)
    repair = SearchIndex.repair(folder)

    assert repair.lost == ("d007.txt",)
    assert repair.kept == 19


def test_a_repair_of_what_is_no_database_starts_anew_and_keeps_the_file(
    filled: SearchIndex, folder: Path
) -> None:
    filled.close()
    (folder / "dixit.sqlite").write_bytes(b"nothing of a database " * 1_000)
    with pytest.raises(IndexDamaged, match="dixit repair"):
        SearchIndex.open(folder)
    repair = SearchIndex.repair(folder)
    again = SearchIndex.open(folder)

    assert (repair.kept, again.documents()) == (0, [])
    assert repair.set_aside is not None
    assert Path(repair.set_aside).read_bytes().startswith(b"nothing of a database")
    again.close()


def test_a_repair_makes_damaged_rankings_anew(filled: SearchIndex, folder: Path) -> None:
    expected = len(filled.search_text("accord", "fr", 999))
    filled.close()
    for path in (folder / "derived" / "words").glob("*.idx"):
        path.write_bytes(b"")
    repair = SearchIndex.repair(folder)
    again = SearchIndex.open(folder)

    assert (len(repair.problems), repair.kept, repair.lost) == (1, 20, ())
    assert again.verify() == []
    assert len(again.search_text("accord", "fr", 999)) == expected
    again.close()


def test_there_is_nothing_to_repair_where_there_is_no_index(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="dixit index"):
        SearchIndex.repair(tmp_path / "none")


@pytest.fixture
def holder(filled: SearchIndex, folder: Path) -> Iterator[int]:
    """Another process in the middle of a change; its number."""
    code = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from dixit.index.search_index import SearchIndex\n"
        "from tests.index.samples import IDENTITY, article\n"
        "def entries():\n"
        "    yield article(90)\n"
        "    print('writing', flush=True)\n"
        "    time.sleep(60)\n"
        "index = SearchIndex.open(Path(sys.argv[1]))\n"
        "index.put_all(entries(), IDENTITY)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(folder)], stdout=subprocess.PIPE, text=True, cwd=PROJECT
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "writing\n"
    yield process.pid
    process.kill()
    process.wait()
    process.stdout.close()


def test_a_second_writer_waits_and_then_says_who_writes(
    filled: SearchIndex, folder: Path, holder: int
) -> None:
    second = SearchIndex.open(folder, wait_s=0.2)
    with pytest.raises(IndexBusy, match=rf"Process {holder} \(-c .*, since 20.*try again"):
        second.put(article(91), IDENTITY)
    with pytest.raises(IndexBusy, match=f"Process {holder}"):
        second.compact()
    with pytest.raises(IndexBusy, match=f"Process {holder}"):
        SearchIndex.repair(folder, wait_s=0.2)
    second.close()


def test_readers_go_on_while_another_writes(filled: SearchIndex, holder: int) -> None:
    assert len(filled.documents()) == 20
    assert len(filled.search_text("accord 3", "fr", 5)) == 5
    assert len(filled.search_vector(vector("accord 3"), 5)) == 5


def test_a_writer_that_died_leaves_no_lock(filled: SearchIndex, folder: Path, holder: int) -> None:
    signed = json.loads((folder / "writer.lock").read_text("utf-8"))
    assert signed["pid"] == holder
    subprocess.run(["kill", "-9", str(holder)], check=True)
    filled.put(article(91), IDENTITY)

    assert len(filled.documents()) == 21


def test_threads_of_one_process_read_while_one_of_them_writes(filled: SearchIndex) -> None:
    """The writing thread is in the middle of its change when the others look."""
    looked: list[int] = []

    def entries() -> Iterator[IndexedDocument]:
        yield article(70)
        reader = threading.Thread(target=lambda: looked.append(len(filled.documents())))
        reader.start()
        reader.join(timeout=30)
        yield article(71)

    filled.put_all(entries(), IDENTITY)

    assert looked == [20]
    assert len(filled.documents()) == 22


def test_a_copy_of_the_whole_folder_is_an_index_too(
    filled: SearchIndex, folder: Path, tmp_path: Path
) -> None:
    filled.close()
    shutil.copytree(folder, tmp_path / "elsewhere")
    moved = SearchIndex.open(tmp_path / "elsewhere")

    assert moved.verify() == []
    assert len(moved.search_text("accord 3", "fr", 5)) == 5
    moved.close()


def test_a_repair_is_seen_by_those_who_have_the_index_open_and_loses_none_of_their_writes(
    filled: SearchIndex, folder: Path, reopen: Opener
) -> None:
    other = reopen()
    other.put(article(30), IDENTITY)
    with sqlite3.connect(folder / "dixit.sqlite") as database:
        database.execute("UPDATE texts SET text = 'faux' WHERE document_id = 3")
    database.close()
    assert SearchIndex.repair(folder).lost == ("d002.txt",)
    other.put(article(31), IDENTITY)
    filled.put(article(32), IDENTITY)

    for index in (filled, other, reopen()):
        assert {"d030.txt", "d031.txt", "d032.txt"} <= {d.source for d in index.documents()}
        assert len(index.documents()) == 22
        found = index.passages(m.passage_id for m in index.search_text("accord 31", "fr", 1))
        assert [passage.span.source for passage in found.values()] == ["d031.txt"]
        assert index.verify() == []


def test_a_repair_keeps_the_articles_where_only_what_made_the_vectors_is_lost(
    filled: SearchIndex, folder: Path
) -> None:
    filled.close()
    with sqlite3.connect(folder / "dixit.sqlite") as database:
        database.execute("UPDATE manifest SET value = 'x' WHERE key = 'embedder.query_prefix'")
    database.close()
    repair = SearchIndex.repair(folder)
    again = SearchIndex.open(folder)

    assert (repair.kept, repair.lost) == (20, ())
    assert same(again.stored_document("d003.txt"), article(3))
    with pytest.raises(EmbedderMismatch, match="dixit index --rebuild"):
        again.put(article(40), IDENTITY)
    again.put_all([article(number) for number in range(20)], IDENTITY, rebuild=True)
    again.put(article(40), IDENTITY)
    again.close()


def test_an_empty_database_is_not_repaired_in_silence(filled: SearchIndex, folder: Path) -> None:
    filled.close()
    (folder / "dixit.sqlite").write_bytes(b"")
    repair = SearchIndex.repair(folder)

    assert len(repair.problems) == 1
    assert "empty" in repair.problems[0]
    assert repair.set_aside is not None


def test_a_new_index_takes_nothing_of_one_that_was_there(filled: SearchIndex, folder: Path) -> None:
    filled.put(article(60), IDENTITY)
    log = (folder / "dixit.sqlite-wal").read_bytes()
    filled.close()
    (folder / "dixit.sqlite").unlink()
    (folder / "dixit.sqlite-wal").write_bytes(log)
    new = SearchIndex.open(folder, create=True)

    assert new.documents() == []
    assert new.search_text("accord", "fr", 5) == []
    new.close()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE documents SET source = 'x.txt' WHERE source = 'd003.txt'",
        "UPDATE documents SET language = 'en' WHERE source = 'd003.txt'",
        'UPDATE passages SET "end" = "end" - 1 WHERE document_id = 6',
        "UPDATE removed SET passage_id = 1 WHERE rowid = (SELECT min(rowid) FROM removed)",
        "DELETE FROM texts WHERE document_id = 6",
        "UPDATE manifest SET value = '15' WHERE key = 'embedder.dimension'",
        "UPDATE vectors SET vector = zeroblob(64) WHERE passage_id = 3",
    ],
)
def test_whatever_row_is_changed_verify_tells_and_repair_mends(
    filled: SearchIndex, folder: Path, change: str
) -> None:
    filled.put(article(3, version=1), IDENTITY)
    filled.put(article(3), IDENTITY)
    filled.close()
    with sqlite3.connect(folder / "dixit.sqlite") as database:
        assert database.execute(change).rowcount > 0
    database.close()
    index = SearchIndex.open(folder)
    assert index.verify() != []
    index.close()
    SearchIndex.repair(folder)
    again = SearchIndex.open(folder)

    assert again.verify() == []
    for document in again.documents():
        assert same(again.stored_document(document.source), article(int(document.source[1:4])))
    again.close()


def test_a_changed_name_is_refused_and_never_cited(filled: SearchIndex, folder: Path) -> None:
    filled.close()
    with sqlite3.connect(folder / "dixit.sqlite") as database:
        database.execute("UPDATE documents SET source = 'x.txt' WHERE source = 'd003.txt'")
    database.close()
    index = SearchIndex.open(folder)

    with pytest.raises(IndexDamaged, match="dixit repair"):
        index.passages(range(1, 50))
    with pytest.raises(IndexDamaged, match="dixit repair"):
        index.quotations()
    index.close()


def test_all_may_be_removed_and_the_index_goes_on(filled: SearchIndex) -> None:
    filled.remove(*(document.source for document in filled.documents()))
    filled.catch_up()
    filled.compact()

    assert filled.search_vector(vector("accord"), 5) == []
    assert filled.verify() == []
    filled.put(article(1), IDENTITY)
    assert len(filled.search_vector(vector("accord"), 50)) == len(article(1).passages)


def test_a_closed_index_says_that_it_is_closed(filled: SearchIndex) -> None:
    filled.close()
    for use in (filled.documents, lambda: filled.search_text("accord", "fr", 5)):
        with pytest.raises(IndexStoreError, match="not open") as refused:
            use()
        assert "repair" not in str(refused.value)


def test_words_are_counted_by_what_is_there_and_not_by_what_was(filled: SearchIndex) -> None:
    filled.put(entry("many.txt", "\n".join(["Zorro passe."] * 30)), IDENTITY)
    filled.put(entry("one.txt", "Zorro chante calme."), IDENTITY)
    filled.catch_up()
    filled.remove("many.txt")

    assert filled.frequency("zorro") == 1
    filled.remove("one.txt")
    assert not filled.frequency("zorro")
