"""What a shell completes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.rag.running import run


def completed(line: str, folder: Path) -> set[str]:
    """What the shell is offered behind a line."""
    answer = folder / "answer"
    subprocess.run(
        [sys.executable, "-m", "dixit"],
        env={
            **os.environ,
            "_ARGCOMPLETE": "1",
            "_ARGCOMPLETE_SHELL": "bash",
            "_ARGCOMPLETE_STDOUT_FILENAME": str(answer),
            "COMP_LINE": line,
            "COMP_POINT": str(len(line.encode())),
            "_ARGCOMPLETE_IFS": "\n",
        },
        check=True,
    )
    return {name.strip() for name in answer.read_text("utf-8").split("\n")}


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("dixit ver", {"verify"}),
        ("dixit index --re", {"--rebuild", "--refresh"}),
        ("dixit completion f", {"fish"}),
        ("dixit serve --p", {"--port", "--public-url"}),
        ("dixit ui --au", {"--auth"}),
        ("dixit token r", {"revoke"}),
    ],
)
def test_commands_and_their_flags_are_completed(
    line: str, offered: set[str], tmp_path: Path
) -> None:
    assert completed(line, tmp_path) == offered


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_its_code(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("completion", shell) == 0
    assert "dixit" in capsys.readouterr().out
