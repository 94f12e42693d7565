"""Uploads are kept under the paths they came with, and none takes another's place."""

import json
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

import pytest

from dixit.api.uploads import Upload, kept, uploads


@pytest.fixture
def into(tmp_path: Path) -> Path:
    return tmp_path / "uploads"


def received(folder: Path, name: str, text: str) -> str:
    """A file as Gradio hands it over: under its own name, in a folder by content."""
    place = folder / "received" / str(abs(hash(text)))
    place.mkdir(parents=True, exist_ok=True)
    (place / Path(name).name).write_text(text, "utf-8")
    return str(place / Path(name).name)


def put(into: Path, files: Sequence[tuple[str, str]], stored: Sequence[str] = ()) -> list[str]:
    """Keep some files, given by path and text; where each is, below the folder."""
    given = [received(into.parent, name, text) for name, text in files]
    found, _ = uploads(given, json.dumps({"paths": [name for name, _ in files]}))
    with kept(found, into, [str(into / name) for name in stored]) as (placed, failed):
        assert not failed
        for one, (_, text) in zip(placed, files, strict=True):
            assert one.file.read_text("utf-8") == text
        return [one.file.relative_to(into).as_posix() for one in placed]


def test_files_of_one_name_in_two_folders_are_two_files(into: Path) -> None:
    names = ["press/a/report.txt", "press/b/report.txt"]

    assert put(into, [(names[0], "Un."), (names[1], "Deux.")]) == names


def test_a_changed_file_of_a_folder_takes_its_own_place(into: Path) -> None:
    put(into, [("press/report.txt", "Un.")])

    assert put(into, [("press/report.txt", "Deux.")], ["press/report.txt"]) == ["press/report.txt"]
    assert (into / "press" / "report.txt").read_text("utf-8") == "Deux."


def test_a_single_file_never_takes_a_stored_ones_place(into: Path) -> None:
    put(into, [("report.txt", "Un.")])
    names = put(into, [("report.txt", "Deux.")], ["report.txt"])

    assert names == ["report (2).txt"]
    assert (into / "report.txt").read_text("utf-8") == "Un."
    third = put(into, [("report.txt", "Trois.")], ["report.txt", "report (2).txt"])
    assert third == ["report (3).txt"]


def test_the_same_content_is_the_same_file(into: Path) -> None:
    put(into, [("report.txt", "Un."), ("report.txt", "Deux.")])

    stored = ["report.txt", "report (2).txt"]
    assert put(into, [("report.txt", "Deux."), ("report.txt", "Un.")], stored) == stored[::-1]


def test_two_single_files_of_one_name_are_two_files(into: Path) -> None:
    names = put(into, [("report.txt", "Un."), ("report.txt", "Deux.")])

    assert names == ["report.txt", "report (2).txt"]


def test_what_two_visitors_send_at_once_stays_apart(into: Path) -> None:
    path = PurePosixPath("a.txt")
    first, second = (Upload(Path(received(into.parent, "a.txt", t)), path) for t in "12")
    with kept([first], into, []) as (one, _), kept([second], into, []) as (other, _):
        assert [one[0].file.name, other[0].file.name] == ["a.txt", "a (2).txt"]
        assert (one[0].file.read_text(), other[0].file.read_text()) == ("1", "2")


def test_the_name_of_an_article_that_was_removed_is_free_again(into: Path) -> None:
    put(into, [("report.txt", "Un.")])

    assert put(into, [("report.txt", "Deux.")], stored=[]) == ["report.txt"]


@pytest.mark.parametrize(
    ("told", "path"),
    [
        ("../../etc/a.txt", "etc/a.txt"),
        ("/etc/a.txt", "etc/a.txt"),
        ("press/./../a.txt", "press/a.txt"),
        ("press\\a.txt", "press_a.txt"),
        ("press/a\u202e\x00.txt", "press/a__.txt"),
        ("L’été « chaud » (2).txt", "L’été « chaud » (2).txt"),
        ("", "a.txt"),
        ("..", "a.txt"),
    ],
)
def test_a_path_leads_down_and_is_plain_text(into: Path, told: str, path: str) -> None:
    (one,), _ = uploads(["/tmp/x/a.txt"], json.dumps({"paths": [told]}))

    assert one.path.as_posix() == path


def test_a_long_name_is_cut_before_its_ending() -> None:
    (one,), _ = uploads(["/tmp/a.txt"], json.dumps({"paths": ["é" * 300 + ".txt"]}))

    assert len(one.path.name.encode()) <= 200
    assert one.path.name.endswith("é.txt")


@pytest.mark.parametrize("told", ["", "null", "[]", "{", '{"paths": ["a", "b"]}', '{"paths": 3}'])
def test_where_the_browser_tells_nothing_of_use_the_names_are_taken(told: str) -> None:
    found, refused = uploads(["/tmp/x/a.txt"], told)

    assert [one.path.as_posix() for one in found] == ["a.txt"]
    assert refused == []


def test_hidden_files_of_a_folder_are_known_as_such() -> None:
    paths = ["press/.DS_Store", "press/.git/a.txt", ".hidden.txt", "press/a.txt"]
    found, _ = uploads([f"/tmp/{n}" for n in range(4)], json.dumps({"paths": paths}))

    assert [one.is_hidden for one in found] == [True, True, False, False]


def test_what_cannot_be_kept_is_told_and_the_rest_is_kept(into: Path) -> None:
    into.mkdir()
    (into / "press").write_text("no folder", "utf-8")
    given = [received(into.parent, name, name) for name in ("a.txt", "b.txt")]
    found, _ = uploads(given, json.dumps({"paths": ["press/a.txt", "b.txt"]}))
    with kept(found, into, []) as (placed, failed):
        assert [one.file.name for one in placed] == ["b.txt"]
    assert [upload.path.as_posix() for upload, _ in failed] == ["press/a.txt"]
    assert failed[0][1].startswith("cannot be kept: ")
