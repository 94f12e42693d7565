"""The command that adds an extra fits how Dixit was installed."""

import shlex
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dixit.rag import installation

PROJECT = Path(__file__).parents[2]
Installed = Callable[[str | None], None]


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> Installed:
    """Makes this installation one that a record `direct_url.json` describes."""

    class Metadata:
        requires = ("protego>=0.5 ; extra == 'web'", 'mcp>=2.3 ; extra == "mcp"', "numpy>=2")

        def __init__(self, record: str | None) -> None:
            self._record = record

        def read_text(self, _: str) -> str | None:
            return self._record

    def of(record: str | None) -> None:
        monkeypatch.setattr(installation, "distribution", lambda _: Metadata(record))

    return of


def test_from_a_checkout_it_keeps_to_the_pinned_versions(installed: Installed) -> None:
    installed(f'{{"url": "{PROJECT.as_uri()}", "dir_info": {{"editable": true}}}}')
    command = shlex.split(installation.adding("web"))

    assert command[0] == sys.executable
    assert command[-3:] == ["-c", str(PROJECT / "constraints.txt"), "dixit-rag[web]"]


@pytest.mark.parametrize("record", [None, '{"url": "file:///w/dixit.whl", "archive_info": {}}'])
def test_from_a_wheel_it_is_pip_of_the_same_python(
    installed: Installed, record: str | None
) -> None:
    installed(record)

    assert shlex.split(installation.adding("web"))[0] == sys.executable
    assert shlex.split(installation.adding("web"))[-2:] == ["install", "dixit-rag[web]"]
    assert shlex.split(installation.adding_package("torch"))[-2:] == ["install", "torch"]


def test_without_pip_it_is_uv(installed: Installed, monkeypatch: pytest.MonkeyPatch) -> None:
    installed(None)
    monkeypatch.setattr(installation.importlib.util, "find_spec", lambda _: None)

    assert shlex.split(installation.adding("web")) == [
        "uv", "pip", "install", "--python", sys.executable, "dixit-rag[web]",
    ]  # fmt: skip


def test_from_pipx_the_packages_of_the_extra_are_injected(
    installed: Installed, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    installed(None)
    home = tmp_path / "venvs" / "dixit-rag"
    home.mkdir(parents=True)
    (home / "pipx_metadata.json").write_text("{}", "utf-8")
    monkeypatch.setattr(sys, "prefix", str(home))

    assert shlex.split(installation.adding("web")) == [
        "pipx",
        "inject",
        "dixit-rag",
        "protego>=0.5",
    ]
