"""The manual page is made from the parsers."""

import importlib.util
import re
from pathlib import Path

import pytest

from dixit.rag.cli.parser import command_line, names_of

PROJECT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def page() -> str:
    spec = importlib.util.spec_from_file_location("man_page", PROJECT / "docs" / "man_page.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return str(module.manual_page())


def test_it_has_every_command(page: str) -> None:
    missing = {name for name in names_of(command_line()) if f".SS dixit {name}\n" not in page}

    assert not missing


def test_it_has_the_flags_of_commands_that_other_packages_add(page: str) -> None:
    serve = page.split(".SS dixit serve\n")[1].split("\n.SS ", maxsplit=1)[0]

    assert "\\fB\\-\\-public\\-url\\fR \\fIURL\\fR" in serve
    assert "port to listen on, 0 for any free one (default 7861)" in serve


def test_only_macros_of_manual_pages_start_a_line_with_a_dot(page: str) -> None:
    macros = {line.split()[0] for line in page.splitlines() if line.startswith((".", "'"))}

    assert macros <= {".TH", ".SH", ".SS", ".TP", ".PP", ".B", ".nf", ".fi"}
    assert not re.search(r"(?<!\\)-", page.split("\n", 1)[1])
