"""Odd but plausible input to the command line: one clear sentence, never a traceback or silence."""

import errno
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from dixit import Dixit
from dixit.index.errors import FilterInvalid, SourceUnknown
from dixit.index.filters import Filter
from dixit.rag.errors import QuestionError
from tests.rag.running import run

PROJECT = Path(__file__).parents[3]
SAIC = "000_f43f25e133202a67.txt"
NO_TEXT = "a\udcffb"
"""What Python makes of a command line in another encoding."""
TOO_LONG = "a" * 300


@pytest.fixture(autouse=True)
def read_only_settings(seed_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIXIT_INDEX", str(seed_index))
    monkeypatch.chdir(tmp_path)


def refused(capsys: pytest.CaptureFixture[str], status: int, code: int, *told: str) -> None:
    printed = capsys.readouterr()
    assert status == code
    assert printed.out == ""
    assert printed.err.splitlines()[-1].startswith("dixit")
    assert printed.err.startswith("usage: ") or printed.err.count("\n") == 1
    for part in told:
        assert part in printed.err


@pytest.mark.parametrize(
    ("command", "code", "told"),
    [
        (("ask", f"what did {NO_TEXT} say"), 2, "not Unicode text"),
        (("search", NO_TEXT), 2, "not Unicode text"),
        (("search", "accord", "--source", NO_TEXT), 2, "not Unicode text"),
        (("search", "accord", "--publisher", NO_TEXT), 2, "not Unicode text"),
        (("show", NO_TEXT), 1, "No article is called"),
        (("remove", NO_TEXT), 1, "No article is called"),
        (("quotes", "--source", NO_TEXT), 1, "No article is called"),
        (("index", NO_TEXT), 1, "no file or folder"),
        (("status", "--index", ""), 2, "--index: a path cannot be empty"),
        (("status", "--config", ""), 2, "--config: a path cannot be empty"),
        (("status", "--index", TOO_LONG), 1, "cannot be read"),
        (("ask", "Qui ?", "--index", TOO_LONG), 1, "cannot be read"),
        (("search", "accord", "-k", "some"), 2, "whole number, 1 or more, not 'some'"),
        (("search", "accord", "-k", ""), 2, "whole number, 1 or more, not ''"),
        (("search", "accord", "-k", "1.5"), 2, "whole number, 1 or more, not '1.5'"),
        (("search", "accord", "-k", "0"), 2, "whole number, 1 or more, not '0'"),
        (("show", SAIC, "--span", ""), 2, "not a place"),
        (("index", os.devnull), 1, "neither a file nor a folder"),
    ],
)
def test_it_is_refused_in_one_sentence(
    command: tuple[str, ...], code: int, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    refused(capsys, run(*command), code, told)


@pytest.mark.parametrize("name", [TOO_LONG, "no-such-model", "no such model"])
def test_an_embedder_that_no_hub_gives_is_refused_at_once(name: str, tmp_path: Path) -> None:
    """The hub's own client would try for minutes, and print each time that it does."""
    done = subprocess.run(
        [sys.executable, "-m", "dixit", "ask", "Qui a signé ?", "--embedder", name],
        env={
            **os.environ,
            "PYTHONPATH": str(PROJECT),
            "HF_ENDPOINT": "http://127.0.0.1:9",
            "HF_HOME": str(tmp_path / "hub"),
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert done.returncode == 1
    assert done.stderr.startswith(f"dixit: The embedder {name} cannot be loaded")
    assert done.stderr.count("\n") == 1


def test_the_python_api_raises_errors_of_its_own(seed_dixit: Dixit) -> None:
    with pytest.raises(QuestionError):
        seed_dixit.ask(NO_TEXT)
    with pytest.raises(SourceUnknown):
        seed_dixit.document(NO_TEXT)
    with pytest.raises(FilterInvalid):
        Filter(speakers=frozenset({NO_TEXT}))


PRINTING = [
    ("show", SAIC),
    ("sources",),
    ("sources", "--json"),
    ("quotes",),
    ("search", "accord"),
    ("ask", "Qu'a dit Zu Sijie ?"),
    ("--help",),
]


def printing_to(output: int, command: tuple[str, ...]) -> tuple[int, str]:
    """A command's exit code and what it says on stderr, with its output going to a descriptor."""
    done = subprocess.run(
        [sys.executable, "-m", "dixit", *command],
        env={name: v for name, v in os.environ.items() if name != "PYTHONUNBUFFERED"}
        | {"PYTHONPATH": str(PROJECT)},
        stdout=output,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    return done.returncode, done.stderr


@pytest.mark.parametrize("command", PRINTING, ids=" ".join)
def test_a_reader_who_stops_reading_is_no_error(command: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        assert printing_to(writing, command) == (0, "")
    finally:
        os.close(writing)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
@pytest.mark.parametrize("command", PRINTING[:-1], ids=" ".join)
def test_output_that_cannot_be_written_is_told(command: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        code, told = printing_to(full.fileno(), command)

    assert code == 1
    assert told == (
        f"dixit: What is printed cannot be written ({os.strerror(errno.ENOSPC)}): "
        "check where it goes.\n"
    )


def test_a_process_without_an_output_runs() -> None:
    """As a service may be started: its standard output is closed."""
    done = subprocess.run(
        [sys.executable, "-m", "dixit", "status"],
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        preexec_fn=lambda: os.close(1),
    )

    assert (done.returncode, done.stderr) == (0, "")


def test_a_process_that_may_open_few_files_says_so() -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, resource, dixit.rag.cli.commands, dixit.rag.cli.main\n"
            "resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))\n"
            "sys.exit(dixit.rag.cli.main.main(['status']))",
        ],
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] > 3
    assert done.returncode == 1
    assert done.stderr.startswith("dixit: ")
    assert done.stderr.count("\n") == 1
