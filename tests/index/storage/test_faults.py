"""Whatever happens to the disk: healed or refused in one sentence, and never a wrong word."""

import os
import shutil
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from dixit.index.errors import DixitError, IndexDamaged, IndexStoreError, IndexUnwritable
from dixit.index.search_index import SearchIndex
from tests.index.samples import IDENTITY, article, same, vector
from tests.index.storage.test_migrations import oldest

PROJECT = Path(__file__).parents[3]
NOBODY = 65534
ARTICLES = [article(number) for number in range(12)]


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """A closed index of a dozen articles, all of it in one file and what is derived."""
    index = SearchIndex.open(tmp_path / "index", create=True)
    index.put_all(ARTICLES, IDENTITY)
    index.catch_up()
    index.close()
    return tmp_path / "index"


def read_all(folder: Path) -> None:
    """Read and search everything; whatever comes must be what was written."""
    index = SearchIndex.open(folder)
    try:
        written = {a.document.source: a for a in ARTICLES}
        for stored in index.documents():
            assert same(index.stored_document(stored.source), written[stored.source])
        for quotation in index.quotations():
            assert quotation in written[quotation.span.source].quotations
        for matches in (
            index.search_text("accord Lyon", "fr", 50),
            index.search_vector(vector("Marie annonce l'accord 3"), 50),
        ):
            for passage in index.passages(m.passage_id for m in matches).values():
                assert passage in written[passage.span.source].passages
    finally:
        index.close()


def test_flipped_bits_in_the_database_never_give_a_wrong_word(whole: Path) -> None:
    path = whole / "dixit.sqlite"
    sound = path.read_bytes()
    drawn = np.random.default_rng(0)
    refused = 0
    for bit in drawn.choice(8 * len(sound), size=400, replace=False).tolist():
        flipped = bytearray(sound)
        flipped[bit // 8] ^= 1 << bit % 8
        path.write_bytes(flipped)
        for beside in ("-wal", "-shm"):
            path.with_name(path.name + beside).unlink(missing_ok=True)
        try:
            read_all(whole)
        except DixitError as error:
            refused += 1
            assert str(error).count("\n") == 0, "one sentence"
    assert refused > 0


@pytest.mark.parametrize("page", range(1, 12))
def test_a_page_of_garbage_never_gives_a_wrong_word(whole: Path, page: int) -> None:
    path = whole / "dixit.sqlite"
    data = bytearray(path.read_bytes())
    size = int.from_bytes(data[16:18], "big")
    data[page * size : (page + 1) * size] = np.random.default_rng(page).bytes(size)
    path.write_bytes(data[: len(data) // size * size])
    try:
        read_all(whole)
    except DixitError as error:
        assert "\n" not in str(error)


@pytest.mark.parametrize("kept", [0, 1, 99, 4096, 0.3, 0.9])
def test_a_database_that_was_cut_short_is_refused(whole: Path, kept: float) -> None:
    path = whole / "dixit.sqlite"
    data = path.read_bytes()
    path.write_bytes(data[: int(kept if kept >= 1 or kept == 0 else kept * len(data))])

    with pytest.raises(DixitError) as refused:
        read_all(whole)
    assert "repair" in str(refused.value) or "backup" in str(refused.value)


def test_a_missing_wal_gives_an_older_state_that_is_whole(tmp_path: Path) -> None:
    index = SearchIndex.open(tmp_path / "index", create=True)
    index.put_all(ARTICLES[:6], IDENTITY)
    index.catch_up()
    index.compact()  # Everything is in the database itself.
    index.put_all(ARTICLES[6:], IDENTITY)
    index.catch_up()
    copy = tmp_path / "copy"
    shutil.copytree(tmp_path / "index", copy)
    index.close()
    assert (copy / "dixit.sqlite-wal").stat().st_size > 0
    (copy / "dixit.sqlite-wal").unlink()
    (copy / "dixit.sqlite-shm").unlink()
    read_all(copy)
    again = SearchIndex.open(copy)

    assert len(again.documents()) == 6
    expected = sum(len(a.passages) for a in ARTICLES[:6])
    assert len(again.search_text("accord", "fr", 500)) == expected
    assert len(again.search_vector(vector("accord"), 500)) == expected
    again.close()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("mounting a small disk takes more rights than these")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_full_disk_is_told_and_what_was_stored_is_kept(small_disk: Path) -> None:
    index = SearchIndex.open(small_disk / "index", create=True)
    stored: list[str] = []
    with pytest.raises(IndexStoreError, match=r"space|disk"):
        for number in range(5_000):
            index.put(article(number % 1_000, number // 1_000), IDENTITY)
            stored.append(f"d{number:03}.txt")
            if number % 50 == 0:
                index.catch_up()
    (small_disk / "index" / "derived").exists() and shutil.rmtree(small_disk / "index" / "derived")
    index.close()
    again = SearchIndex.open(small_disk / "index")

    assert [document.source for document in again.documents()] == stored
    assert again.verify() == []
    again.close()


def fill(disk: Path) -> Path:
    """Take every free byte of a disk; the file to remove to give them back."""
    filling = disk / "filling"
    with filling.open("wb", buffering=0) as file, suppress(OSError):
        for size in (4096, 1):
            with suppress(OSError):
                while True:
                    file.write(b"x" * size)
    return filling


@pytest.fixture
def on_small_disk(small_disk: Path, whole: Path) -> Path:
    """A copy of the index of a dozen articles, alone on a small disk."""
    return Path(shutil.copytree(whole, small_disk / "index"))


def test_an_index_is_read_and_searched_without_a_free_byte(on_small_disk: Path) -> None:
    fill(on_small_disk.parent)
    read_all(on_small_disk)
    index = SearchIndex.open(on_small_disk)
    passages = sum(len(a.passages) for a in ARTICLES)

    assert len(index.documents()) == 12
    assert len(index.search_text("accord", "fr", 500)) == passages
    assert len(index.search_vector(vector("accord"), 500)) == passages
    assert index.verify() == []
    index.close()


@pytest.mark.parametrize("behind", ["all", "one article", "one article less"])
def test_words_that_are_behind_and_cannot_be_written_rank_as_if_they_were(
    small_disk: Path, on_small_disk: Path, behind: str
) -> None:
    index = SearchIndex.open(on_small_disk)
    if behind == "all":
        shutil.rmtree(on_small_disk / "derived")
    elif behind == "one article":
        index.put(article(12), IDENTITY)
    else:
        index.remove("d003.txt")
    index.close()
    copy = Path(shutil.copytree(on_small_disk, f"{small_disk}-copy"))
    shutil.rmtree(copy / "derived", ignore_errors=True)
    elsewhere = SearchIndex.open(copy)
    expected = elsewhere.search_text("accord Lyon", "fr", 50)
    elsewhere.close()
    fill(small_disk)
    index = SearchIndex.open(on_small_disk)

    assert expected
    assert index.search_text("accord Lyon", "fr", 50) == expected
    with pytest.raises(IndexUnwritable, match="space"):
        index.catch_up()
    index.close()


def test_writing_to_a_full_disk_says_so_and_a_reader_sees_what_is_written_once_there_is_room(
    on_small_disk: Path,
) -> None:
    filling = fill(on_small_disk.parent)
    reader = SearchIndex.open(on_small_disk)
    assert len(reader.documents()) == 12
    with pytest.raises(IndexStoreError, match=r"No space is left on the disk"):
        reader.put(article(12), IDENTITY)
    filling.unlink()
    writer = SearchIndex.open(on_small_disk)
    writer.put(article(12), IDENTITY)

    assert len(reader.documents()) == 13
    assert len(reader.search_text("accord", "fr", 500)) == len(
        writer.search_text("accord", "fr", 500)
    )
    writer.close()
    reader.remove("d012.txt")
    assert len(reader.documents()) == 12
    reader.close()


def test_what_only_the_log_holds_is_not_passed_over_on_a_full_disk(
    small_disk: Path, tmp_path: Path
) -> None:
    index = SearchIndex.open(tmp_path / "index", create=True)
    index.put_all(ARTICLES[:6], IDENTITY)
    shutil.copytree(tmp_path / "index", small_disk / "index")
    index.close()
    (small_disk / "index" / "dixit.sqlite-shm").unlink()
    fill(small_disk)

    with pytest.raises(IndexStoreError, match=r"No space is left on the disk") as refused:
        SearchIndex.open(small_disk / "index")
    assert "\n" not in str(refused.value)


def test_an_older_index_on_a_full_disk_is_told_to_be_one(small_disk: Path) -> None:
    (small_disk / "index").mkdir()
    oldest(small_disk / "index" / "dixit.sqlite")
    fill(small_disk)

    with pytest.raises(IndexUnwritable, match=r"older Dixit.*space"):
        SearchIndex.open(small_disk / "index")


def test_a_limit_on_the_size_of_files_is_told_and_what_was_stored_is_kept(tmp_path: Path) -> None:
    done = in_a_process(
        """
        import resource, signal
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
        index = SearchIndex.open(folder, create=True)
        for number in range(5_000):
            index.put(article(number), IDENTITY)
            print(number, flush=True)
        """,
        tmp_path / "index",
    )
    assert done.stderr.count("\n") == 1
    assert "IndexStoreError" in done.stderr
    stored = {f"d{int(line):03}.txt" for line in done.stdout.split()}
    again = SearchIndex.open(tmp_path / "index")

    assert stored
    assert {document.source for document in again.documents()} == stored
    assert again.verify() == []
    again.close()


@pytest.mark.parametrize("ivf_config", ["IvfConfig()", "BASE_AT_ONCE"])
@pytest.mark.parametrize("limit", [60_000, 75_000, 90_000, 120_000])
def test_a_limit_that_only_the_rankings_reach_is_told_too(
    tmp_path: Path, ivf_config: str, limit: int
) -> None:
    done = in_a_process(
        f"""
        import resource, signal
        from dixit.index.search.dense_ivf import IvfConfig
        from tests.index.samples import BASE_AT_ONCE
        index = SearchIndex.open(folder, create=True, ivf_config={ivf_config})
        index.put_all([article(number) for number in range(900)], IDENTITY)
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
        index.catch_up()
        """,
        tmp_path / "index",
    )
    assert done.stderr.count("\n") <= 1
    assert done.stderr == "" or "IndexUnwritable" in done.stderr
    again = SearchIndex.open(tmp_path / "index")

    assert len(again.documents()) == 900
    again.catch_up()
    assert again.verify() == []
    assert not list((tmp_path / "index").rglob("*.aside"))
    again.close()


def in_a_process(
    code: str, folder: Path, user: int | None = None
) -> subprocess.CompletedProcess[str]:
    """Run code that has a `folder`, as a user; an error of ours is one line on stderr."""
    become = f"""
        # Everything is imported before the rights to read it are given up.
        with TemporaryDirectory() as scratch:
            index = SearchIndex.open(Path(scratch), create=True)
            index.put(article(0), IDENTITY)
            index.search_text("accord", "fr", 1), index.search_vector(vector("accord"), 1)
            index.close()
        os.setuid({user})
        """
    program = (
        "import os, sys\n"
        "from tempfile import TemporaryDirectory\n"
        "from pathlib import Path\n"
        "from dixit.index.errors import DixitError\n"
        "from dixit.index.search_index import SearchIndex\n"
        "from tests.index.samples import IDENTITY, article, vector\n"
        f"folder = Path({str(folder)!r})\n"
        "try:\n"
        f"{textwrap.indent(textwrap.dedent(become if user else ''), '    ')}\n"
        f"{textwrap.indent(textwrap.dedent(code), '    ')}\n"
        "except DixitError as error:\n"
        "    sys.exit(f'{type(error).__name__}: {error}')\n"
    )
    return subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=False,
        cwd=PROJECT,
    )


@pytest.fixture
def others(tmp_path: Path) -> Iterator[int | None]:
    """A user whose rights files can take away: not root."""
    if os.geteuid() != 0:
        yield None
        return
    for parent in (tmp_path, *tmp_path.parents):
        if parent.owner() == "root" and parent != Path("/tmp") and len(parent.parts) > 2:
            parent.chmod(0o755)
    yield NOBODY


def test_a_folder_that_only_reads_is_searched_and_not_changed(
    whole: Path, others: int | None
) -> None:
    restricted = [whole, *whole.rglob("*")]
    for path in restricted:
        path.chmod(0o555 if path.is_dir() else 0o444)
    found = in_a_process(
        """
        index = SearchIndex.open(folder)
        print(len(index.documents()), len(index.search_text("accord", "fr", 500)),
              len(index.search_vector(vector("accord"), 500)), index.verify())
        index.put(article(99), IDENTITY)
        """,
        whole,
        others,
    )
    for path in restricted:
        path.chmod(0o755 if path.is_dir() else 0o644)
    passages = sum(len(a.passages) for a in ARTICLES)

    assert found.stdout == f"12 {passages} {passages} []\n"
    assert found.stderr.startswith("IndexUnwritable: The index in")
    assert "cannot be written" in found.stderr
    assert found.stderr.count("\n") == 1
    read_all(whole)


def test_a_folder_that_nobody_may_look_into_is_told(whole: Path, others: int | None) -> None:
    whole.chmod(0o000)
    told = in_a_process("SearchIndex.open(folder)", whole, others)
    whole.chmod(0o755)

    assert told.stderr.startswith("IndexStoreError: The index folder")
    assert "cannot be read" in told.stderr
    assert told.stderr.count("\n") == 1


def test_a_permission_that_is_lost_midway_is_told_and_what_was_stored_is_kept(
    tmp_path: Path, others: int | None
) -> None:
    (tmp_path / "mine").mkdir()
    if others is not None:
        os.chown(tmp_path / "mine", others, others)
    done = in_a_process(
        """
        index = SearchIndex.open(folder, create=True)
        for number in range(4):
            index.put(article(number), IDENTITY)
        index.catch_up()
        index.close()
        for path in (*folder.rglob("*"), folder):
            path.chmod(0o555 if path.is_dir() else 0o444)
        index = SearchIndex.open(folder)
        print(len(index.documents()))
        index.remove("d000.txt")
        """,
        tmp_path / "mine" / "index",
        others,
    )

    assert done.stdout == "4\n"
    assert "cannot be written" in done.stderr
    assert done.stderr.count("\n") == 1
    for path in (tmp_path / "mine" / "index", *(tmp_path / "mine" / "index").rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    again = SearchIndex.open(tmp_path / "mine" / "index")
    assert len(again.documents()) == 4
    assert again.verify() == []
    again.close()


def test_a_row_that_was_changed_by_hand_is_refused(whole: Path) -> None:
    with sqlite3.connect(whole / "dixit.sqlite") as database:
        database.execute("UPDATE quotations SET speaker = 'Elon Musk' WHERE id = 1")
    database.close()
    index = SearchIndex.open(whole)

    with pytest.raises(IndexDamaged, match="dixit repair"):
        index.quotations()
    assert any("quotations have changed" in problem for problem in index.verify())
    index.close()
