"""A run over files: each file once, nothing dropped by accident, and one run at a time."""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from dixit import Dixit
from dixit.index.errors import DixitError, IndexBusy
from dixit.index.storage.run_lock import only_run
from dixit.rag.embedders.base import Embedder
from dixit.rag.errors import ReadError
from dixit.rag.ingestion import segments
from dixit.rag.ingestion.analysis import Analysis
from dixit.rag.ingestion.loader import read
from dixit.rag.ingestion.report import Emptied, Step
from dixit.rag.parsing.article import Article
from dixit.rag.settings import Settings

SEEDS = Path(__file__).parents[3] / "seeds"
ARTICLES = sorted(SEEDS.glob("*.txt"))
NAMES = [path.name for path in ARTICLES]
linked = pytest.mark.skipif(sys.platform == "win32", reason="needs links")


@pytest.fixture
def dixit(tmp_path: Path, hashed: Embedder) -> Iterator[Dixit]:
    made = Dixit(tmp_path / "index", embedder=hashed)
    yield made
    made.close()


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    shutil.copytree(SEEDS, folder, ignore=shutil.ignore_patterns("README*"))
    return folder


def sources(dixit: Dixit) -> list[str]:
    return [document.source for document in dixit.documents()]


@linked
def test_through_a_link_to_its_folder_a_file_is_the_same(dixit: Dixit, news: Path) -> None:
    link = news.parent / "link"
    link.symlink_to(news)
    dixit.add([news])
    report = dixit.add([link, news])

    assert (sorted(report.unchanged), report.has_news) == (NAMES, False)

    (news / NAMES[0]).unlink()
    assert dixit.add([link]).removed == [NAMES[0]]
    (news / NAMES[1]).write_text("Un autre texte sur Peugeot.", "utf-8")
    assert dixit.add([link]).changed == [NAMES[1]]
    assert sources(dixit) == NAMES[1:]


@linked
def test_a_link_that_leads_to_other_files_now_is_followed(dixit: Dixit, news: Path) -> None:
    link, later = news.parent / "current", news.parent / "later"
    link.symlink_to(news)
    dixit.add([link])
    shutil.copytree(news, later)
    (later / NAMES[0]).write_text("Un autre texte sur Peugeot.", "utf-8")
    link.unlink()
    link.symlink_to(later)
    report = dixit.add([link])

    assert (report.added, report.changed) == ([], [NAMES[0]])
    assert sources(dixit) == NAMES


@linked
def test_a_link_beside_its_file_adds_nothing(dixit: Dixit, news: Path) -> None:
    (news / "again.txt").symlink_to(news / NAMES[0])
    dixit.add([news])
    dixit.add([news / "again.txt"])

    assert sources(dixit) == NAMES


@pytest.mark.parametrize("gone", ["emptied", "vanished"])
def test_of_a_folder_of_which_nothing_is_left_nothing_is_dropped_unasked(
    dixit: Dixit, news: Path, gone: str
) -> None:
    other = news.parent / "other"
    other.mkdir()
    (other / "a.txt").write_text("Un texte sur Peugeot.", "utf-8")
    dixit.add([news, other])
    shutil.rmtree(news)
    if gone == "emptied":
        news.mkdir()
    asked: list[Emptied] = []
    report = dixit.add([news, other])
    refused = dixit.add([news], prune=lambda emptied: bool(asked.append(emptied)))

    assert report.emptied == refused.emptied == asked == [Emptied(str(news), 5)]
    assert report.removed == []
    assert len(sources(dixit)) == 6

    assert sorted(dixit.add([news], prune=lambda _: True).removed) == NAMES
    assert sources(dixit) == ["a.txt"]
    with pytest.raises(ReadError, match="There is no"):
        dixit.add([news])


def test_from_a_folder_that_holds_other_articles_deleted_ones_are_dropped(
    dixit: Dixit, news: Path
) -> None:
    dixit.add([news])
    for name in NAMES[1:]:
        (news / name).unlink()

    assert sorted(dixit.add([news]).removed) == NAMES[1:]


def test_a_folder_that_is_unmounted_while_it_is_followed_keeps_its_articles(
    dixit: Dixit, news: Path
) -> None:
    stop = threading.Event()
    reports = dixit.follow([news], stop=stop)
    next(reports)
    for path in news.iterdir():
        path.unlink()
    report = next(report for report in reports if report.has_news)
    stop.set()

    assert (report.removed, len(report.emptied)) == ([], 1)
    assert sources(dixit) == NAMES


def test_what_was_removed_for_good_stays_away_until_it_is_let_back(
    dixit: Dixit, news: Path
) -> None:
    dixit.add([news])
    (news / "copy.txt").write_bytes((news / NAMES[0]).read_bytes())
    dixit.remove(NAMES[0], for_good=True)
    report = dixit.add([news])

    assert (report.kept_away, report.added) == ([NAMES[0]], ["copy.txt"])
    assert dixit.status().kept_away == (NAMES[0],)

    (news / NAMES[0]).write_text("Un texte qui a changé.", "utf-8")
    assert dixit.add([news]).kept_away == [NAMES[0]]

    dixit.readmit(NAMES[0])
    assert dixit.add([news]).added == [NAMES[0]]
    assert dixit.status().kept_away == ()
    with pytest.raises(DixitError, match="was removed for good"):
        dixit.readmit(NAMES[0])


def test_what_was_removed_for_good_stays_away_after_its_file_was_moved(
    dixit: Dixit, news: Path
) -> None:
    dixit.add([news])
    dixit.remove(NAMES[0], for_good=True)
    (news / NAMES[0]).rename(news / "moved.txt")

    assert dixit.add([news]).kept_away == ["moved.txt"]
    assert "moved.txt" not in sources(dixit)
    assert dixit.verify() == []


def test_a_second_run_waits_for_the_first_and_says_for_whom(
    dixit: Dixit, news: Path, tmp_path: Path
) -> None:
    dixit.add([news / NAMES[0]])
    told: list[Step] = []
    with only_run(tmp_path / "index", 0, lambda _: None):
        with pytest.raises(IndexBusy, match=f"Process {os.getpid()} .* try again"):
            dixit.add([news], wait_s=0.2)
        running = threading.Thread(target=lambda: dixit.add([news], progress=told.append))
        running.start()
        while not any(step.phase == "waiting" for step in told):
            time.sleep(0.01)
        assert sources(dixit) == NAMES[:1]
    running.join()

    (waiting,) = (step for step in told if step.phase == "waiting")
    assert waiting.name.startswith(f"Process {os.getpid()} (")
    assert sources(dixit) == NAMES


def mail(number: int) -> str:
    body = f"Le numéro {number} de la lettre annonce un accord avec la ville. " * 12
    return (
        f"From a@b.fr Thu May  4 16:07:09 2023\nSubject: Lettre {number}\n"
        f"From: a@b.fr\n\n{body}\n\n"
    )


@pytest.fixture
def small_segments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segments, "SEGMENT_BYTES", 20_000)


def numbered(count: int, first: int = 1) -> list[str]:
    return sorted(f"box.mbox/{number}.eml" for number in range(first, first + count))


@pytest.mark.usefixtures("small_segments")
def test_a_large_mailbox_is_read_in_parts_and_only_what_is_new_of_it_later(
    dixit: Dixit, tmp_path: Path
) -> None:
    box = tmp_path / "box.mbox"
    box.write_text("".join(map(mail, range(1, 101))), "utf-8")
    assert set(dixit.add([box]).added) == set(numbered(100))

    with box.open("a", encoding="utf-8") as file:
        file.write("".join(map(mail, range(101, 121))))
    read_again = dixit.add([box])
    assert set(read_again.added) == set(numbered(20, 101))
    assert len(read_again.changed) < 40
    assert len(read_again.changed) + len(read_again.unchanged) == 100
    assert dixit.document("box.mbox/117.eml").text.startswith("Lettre 117")

    box.write_text("".join(map(mail, range(1, 51))), "utf-8")
    assert len(dixit.add([box]).removed) == 70
    box.rename(tmp_path / "old.mbox")
    assert len(dixit.add([tmp_path / "old.mbox"]).renamed) == 50


@pytest.mark.usefixtures("small_segments")
def test_a_run_that_broke_off_in_a_large_table_goes_on_there(dixit: Dixit, tmp_path: Path) -> None:
    row = '{0};"Le texte {0} dit\n""oui"" ; et plus. ' + "mot " * 400 + '"\n'
    rows = "".join(row.format(number) for number in range(200))
    (tmp_path / "table.csv").write_text("id;text\n" + rows, "utf-8")

    def broken_off(step: Step) -> None:
        if step.passages > 300:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        dixit.add([tmp_path / "table.csv"], progress=broken_off)
    before = len(sources(dixit))
    report = dixit.add([tmp_path / "table.csv"])

    assert len(report.unchanged) == before
    assert 0 < before < 200
    assert len(sources(dixit)) == 200
    assert len(report.added) + before == 200
    assert dixit.document("table.csv/150").text.startswith('Le texte 150 dit\n"oui" ; et plus.')


def test_one_item_that_stops_the_reader_costs_no_other(tmp_path: Path, hashed: Embedder) -> None:
    dixit = Dixit(tmp_path / "index", settings=Settings(read_timeout=6), embedder=hashed)
    slow = "Le groupe a annoncé, selon M. Paul Roux, un accord : « Oui », dit-il.\n\n" * 250_000
    with zipfile.ZipFile(tmp_path / "press.zip", "w") as archive:
        for name, text in (("a.txt", "Un texte."), ("b.txt", slow), ("c.txt", "Un autre.")):
            archive.writestr(name, text)
    report = dixit.add([tmp_path / "press.zip"])
    dixit.close()

    assert report.added == ["press.zip/a.txt", "press.zip/c.txt"]
    assert [skip.reason for skip in report.skipped] == ["takes longer than 6 s to read"]


def test_plain_text_has_its_time_limit_too(tmp_path: Path, hashed: Embedder) -> None:
    dixit = Dixit(tmp_path / "index", settings=Settings(read_timeout=0.01), embedder=hashed)
    with pytest.raises(ReadError, match=r"takes longer than 0.01 s to read"):
        dixit.add([ARTICLES[0]])
    dixit.close()


def test_what_crosses_the_pipe_is_what_was_found() -> None:
    for path in ARTICLES:
        analysis = Analysis.of(Article(read(path, path.name)))

        assert analysis.quotations
        assert Analysis.from_fields(json.loads(json.dumps(analysis.as_fields()))) == analysis


REBUILD = """
import sys
from dataclasses import replace
from pathlib import Path
from tests.rag.conftest import HashedWords
from dixit import Dixit

class Other(HashedWords):
    identity = replace(HashedWords.identity, name="other-words")

def told(step):
    print(step.done, flush=True)

Dixit(Path(sys.argv[1]), embedder=Other()).rebuild(progress=told)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
def test_a_rebuild_that_is_killed_loses_nothing(
    dixit: Dixit, tmp_path: Path, hashed: Embedder
) -> None:
    (tmp_path / "many").mkdir()
    for number in range(120):
        text = f"Le numéro {number}. {ARTICLES[number % 5].read_text('utf-8')[:2000]}"
        (tmp_path / "many" / f"{number:03}.txt").write_text(text, "utf-8")
    dixit.add([tmp_path / "many"])
    before = [document.as_dict() for document in dixit.documents()]
    project = Path(__file__).parents[3]

    def rebuild(until: int | None) -> int:
        process = subprocess.Popen(
            [sys.executable, "-c", REBUILD, str(tmp_path / "index")],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(project)},
        )
        assert process.stdout is not None
        for line in process.stdout:
            if until is not None and int(line) >= until:
                process.kill()
        return process.wait()

    for until in (0, 40, 110):
        assert rebuild(until) == -signal.SIGKILL
        assert dixit.verify() == []
        assert dixit.status().embedder == str(hashed.identity)
        assert [document.as_dict() for document in dixit.documents()] == before
        assert dixit.search("Zu Sijie")
    assert rebuild(None) == 0
    assert "other-words" in str(dixit.status().embedder)
    assert [document.as_dict() for document in dixit.documents()] == before
