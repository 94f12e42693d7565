"""`dixit index` as it is typed: what it shows, asks and counts."""

import json
import os
import pty
import re
import shutil
import subprocess
import sys
import termios
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dixit.index.storage.run_lock import only_run
from tests.rag.running import run

SEEDS = Path(__file__).parents[3] / "seeds"
SAIC = "000_f43f25e133202a67.txt"
terminal = pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal")


@pytest.fixture
def news(tmp_path: Path, index: Path) -> Path:
    """A folder that is in the index."""
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(6):
        text = f"Le groupe numéro {number} annonce un accord à Sochaux, dit son directeur."
        (folder / f"{number}.txt").write_text(text, "utf-8")
    assert run("index", str(folder)) == 0
    return folder


@contextmanager
def typed(*arguments: str, keys: str = "") -> Iterator[str]:
    """What a terminal shows of a command, and what the command prints, once it has ended."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "dixit", *arguments]
    termios.tcsetwinsize(theirs, (24, 200))
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    os.write(ours, keys.encode())
    shown = b""
    try:
        while piece := os.read(ours, 65_536):
            shown += piece
    except OSError:  # The terminal's other side is closed.
        pass
    process.wait()
    os.close(ours)
    yield shown.decode()


@terminal
def test_progress_is_shown_while_the_first_file_is_read(tmp_path: Path, index: Path) -> None:
    line = "Le groupe numéro {} annonce, selon M. Paul Roux, un accord : « Oui », dit-il.\n\n"
    text = "".join(map(line.format, range(600)))
    (tmp_path / "large.txt").write_text(text, "utf-8")
    with typed("index", str(tmp_path / "large.txt")) as shown:
        lines = [line for line in shown.split("\r") if "0/1" in line]

    assert any("0 passages, 0/s, large.txt" in line for line in lines)
    assert any(re.search(r"[1-9]\d* passages", line) for line in lines)
    assert "1 added" in shown


@terminal
@pytest.mark.parametrize(("keys", "kept"), [("y\n", 0), ("n\n", 6), ("\n", 6)])
def test_at_a_terminal_an_emptied_folder_is_asked_about(
    news: Path, index: Path, keys: str, kept: int, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(news)
    with typed("index", str(news), keys=keys) as shown:
        assert f"{news} is no longer there; 6 articles of it are indexed." in shown
        assert "Remove from the index? [y/N]" in shown
    capsys.readouterr()
    assert run("sources", "--json") == 0
    listed = json.loads(capsys.readouterr().out)

    assert sum(document["source"] == f"{document['source'][0]}.txt" for document in listed) == kept


def test_elsewhere_an_emptied_folder_is_kept_and_told(
    news: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in news.iterdir():
        path.unlink()
    capsys.readouterr()
    assert run("index", str(news)) == 1
    told = capsys.readouterr()
    assert told.err == (
        f"{news} holds no article any more; 6 articles of it are indexed. They are kept: "
        "--prune removes them.\n"
    )
    assert told.out.startswith("0 added, 0 changed, 0 removed")

    assert run("index", str(news), "--prune") == 0
    assert capsys.readouterr().out.startswith("0 added, 0 changed, 6 removed")


def test_what_is_skipped_and_renamed_is_counted_by_reason(
    news: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(5):
        (news / f"{number}.jpg").write_bytes(b"JFIF")
        (news / f"{number}.txt").rename(news / f"renamed-{number}.txt")
    (news / "empty.txt").write_text("", "utf-8")
    capsys.readouterr()
    assert run("index", str(news)) == 0
    renamed, empty, pictures = sorted(capsys.readouterr().err.splitlines())

    assert renamed == (
        "renamed 5 articles: 0.txt to renamed-0.txt, 1.txt to renamed-1.txt, 2.txt to "
        "renamed-2.txt and 2 more"
    )
    assert empty == f"skipped {news}/empty.txt: holds no words"
    assert pictures.startswith("skipped 5 files: not one of the formats that are read")
    assert pictures.endswith(f"({news}/0.jpg, {news}/1.jpg, {news}/2.jpg and 2 more)")


def test_a_second_run_gives_up_after_the_time_that_was_given(
    index: Path, news: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    with only_run(index, 0, lambda _: None):
        assert run("index", str(news), "--wait", "0.1") == 1
    told = capsys.readouterr().err

    assert told.startswith(f"waiting for another run: Process {os.getpid()} (")
    assert told.endswith("try again when it is done.\n")


def test_an_article_is_removed_for_good_and_let_back(
    index: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("remove", "--for-good", SAIC) == 0
    assert "Later runs leave it out" in capsys.readouterr().out
    assert run("index", str(SEEDS)) == 0
    assert "1 kept away" in capsys.readouterr().out
    assert run("status") == 0
    assert f"kept away  1: {SAIC}" in capsys.readouterr().out

    assert run("remove", "--undo", SAIC) == 0
    assert run("index", str(SEEDS)) == 0
    assert "1 added" in capsys.readouterr().out
    assert run("remove", "--undo", SAIC) == 1
    assert "was removed for good" in capsys.readouterr().err


def test_copies_are_listed_together_and_named_with_the_article(
    index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "zz.txt").write_bytes((SEEDS / SAIC).read_bytes())
    assert run("index", str(tmp_path / "zz.txt")) == 0
    capsys.readouterr()
    assert run("sources") == 0
    first, second, *_ = capsys.readouterr().out.splitlines()
    assert (first.split()[0], second.split()[:2]) == (SAIC, ["copy:", "zz.txt"])

    assert run("sources", "--json") == 0
    copies = {each["source"]: each["copies"] for each in json.loads(capsys.readouterr().out)}
    assert copies[SAIC] == ["zz.txt"]
    assert run("show", "zz.txt") == 0
    assert capsys.readouterr().err == f"dixit: the same text or most of it: {SAIC}\n"
