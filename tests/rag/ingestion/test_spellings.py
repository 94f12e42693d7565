"""A file is stored once, by whatever spelling of its path it is named, and in whatever order."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dixit import Dixit
from dixit.rag.embedders.base import Embedder

NAME = "été.txt"
linked = pytest.mark.skipif(sys.platform == "win32", reason="needs links")


@pytest.fixture
def dixit(tmp_path: Path, hashed: Embedder) -> Iterator[Dixit]:
    made = Dixit(tmp_path / "index", embedder=hashed)
    yield made
    made.close()


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "press"
    folder.mkdir()
    (folder / NAME).write_text("La digue de Sluys a tenu, dit Anna Visser.", "utf-8")
    (tmp_path / "folder-link").symlink_to(folder)
    (tmp_path / "file-link.txt").symlink_to(folder / NAME)
    (tmp_path / "link-to-link").symlink_to(tmp_path / "folder-link")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    return folder / NAME


SPELLINGS: list[Callable[[Path], str]] = [
    str,
    lambda file: f"press/{NAME}",
    lambda file: f"./press/../press//{NAME}",
    lambda file: f"~/press/{NAME}",
    lambda file: "press/",
    lambda file: "folder-link",
    lambda file: f"folder-link/{NAME}",
    lambda file: "link-to-link",
    lambda file: "file-link.txt",
]


@linked
@pytest.mark.parametrize("first", SPELLINGS)
def test_any_spelling_after_any_other_adds_nothing(
    dixit: Dixit, file: Path, first: Callable[[Path], str]
) -> None:
    (source,) = dixit.add([first(file)]).added
    for spelling in SPELLINGS:
        report = dixit.add([spelling(file)])
        assert (report.unchanged, report.has_news) == ([source], False), spelling(file)
    assert dixit.add([spelling(file) for spelling in SPELLINGS]).unchanged == [source]


@linked
def test_a_renamed_file_is_followed_through_a_link(dixit: Dixit, file: Path) -> None:
    dixit.add(["press"])
    file.rename(file.with_name("hiver.txt"))

    assert dixit.add(["folder-link"]).renamed == [(NAME, "hiver.txt")]
    assert [document.source for document in dixit.documents()] == ["hiver.txt"]


@linked
def test_a_second_name_of_its_own_is_another_article(dixit: Dixit, file: Path) -> None:
    dixit.add(["press"])
    os.link(file, file.with_name("copy.txt"))
    shutil.copy(file, file.with_name("second.txt"))

    assert dixit.add(["press"]).added == ["copy.txt", "second.txt"]
