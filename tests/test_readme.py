"""The README keeps its word: its tree is the tree, its links lead somewhere."""

import re
from pathlib import Path

PROJECT = Path(__file__).parent.parent
README = (PROJECT / "README.md").read_text("utf-8")
ROOMS = ("index", "rag", "ui", "eval")
WITHOUT_REMARK = {"__init__.py", "py.typed"}


def told_files() -> set[str]:
    """The files in the README's tree, by indentation of two spaces a folder."""
    tree = re.search(r"^index/ .*?(?=^```)", README, re.M | re.S)
    assert tree is not None
    folders: list[str] = []
    files: set[str] = set()
    for line in tree[0].splitlines():
        name, _, remark = line.strip().partition(" ")
        depth = (len(line) - len(line.lstrip())) // 2
        assert remark.strip(), f"{name} has no remark"
        folders[depth:] = [name] if name.endswith("/") else []
        if not name.endswith("/"):
            files.add("".join(folders[:depth]) + name)
    return files


def test_the_tree_names_each_file_of_the_rooms_with_a_remark() -> None:
    there = {
        path.relative_to(PROJECT).as_posix()
        for room in ROOMS
        for path in (PROJECT / room).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.name not in WITHOUT_REMARK
    }

    assert {name for name in told_files() if name.split("/")[0] in ROOMS} == there


def test_every_link_to_a_file_leads_somewhere() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)

    assert links
    assert not [link for link in links if not (PROJECT / link).exists()]


def test_every_command_it_shows_exists() -> None:
    makefile = (PROJECT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"\bmake ([a-z]+)", README))

    assert targets <= set(re.findall(r"^([a-z]+):", makefile, re.M))
