"""`dixit ui`: where it listens, and what it says when it cannot."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from dixit.api.server.listening import is_loopback, listen, own_names
from dixit.rag.cli.main import main


def refusal(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["ui", *arguments]) == 1
    printed = capsys.readouterr().err
    assert printed.startswith("dixit: ")
    assert printed.count("\n") == 1
    return printed


def test_a_port_in_use_is_named_with_the_way_out(capsys: pytest.CaptureFixture[str]) -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        told = refusal(capsys, "--port", str(port))

    assert f"Port {port}" in told
    assert "in use" in told
    assert "--port" in told


def wrong_usage(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The sentence below the usage."""
    with pytest.raises(SystemExit) as ended:
        main(["ui", *arguments])
    assert ended.value.code == 2
    return capsys.readouterr().err.splitlines()[-1]


@pytest.mark.parametrize("port", ["99999", "-1", "abc", "", "8" * 5000])
def test_a_port_that_cannot_be_is_wrong_usage(
    capsys: pytest.CaptureFixture[str], port: str
) -> None:
    told = wrong_usage(capsys, f"--port={port}")

    assert "--port: must be a number from 0 to 65535, not" in told
    assert len(told) < 200


@pytest.mark.parametrize("name", ["", " ", "editor:secret"])
def test_the_page_never_starts_for_a_name_that_no_browser_can_give(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("DIXIT_PASSWORD", "long enough")
    told = wrong_usage(capsys, "--auth", name, "--port", "0")

    assert "--auth: must be a user name without a colon" in told
    assert "DIXIT_PASSWORD" in told


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "example.org"])
def test_an_address_that_others_can_reach_must_be_asked_for(
    capsys: pytest.CaptureFixture[str], host: str
) -> None:
    told = refusal(capsys, "--host", host, "--port", "0")
    assert "--auth" in told and "--open" in told


def test_only_this_machines_names_are_loopback() -> None:
    assert is_loopback("127.0.0.1")
    assert is_loopback("::1")
    assert is_loopback("localhost")
    assert not is_loopback("0.0.0.0")
    assert not is_loopback("localhost.example.org")


def test_the_page_answers_to_every_name_a_browser_may_have_for_it() -> None:
    usual = {"localhost:7860", "127.0.0.1:7860", "[::1]:7860"}
    assert own_names("127.0.0.1", 7860) == usual
    assert own_names("::1", 7860) == usual
    assert own_names("127.0.0.2", 7860) == usual | {"127.0.0.2:7860"}
    assert "localhost" in own_names("localhost", 80)  # A browser leaves the usual port out.


def test_ctrl_c_ends_the_page_cleanly(tmp_path: Path) -> None:
    page = subprocess.Popen(
        [sys.executable, "-m", "dixit", "ui", "--port", "0", "--index", str(tmp_path / "none")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    )
    assert page.stdout is not None
    told = page.stdout.readline()
    host, _, port = told.split("http://")[1].split()[0].partition(":")
    with socket.create_connection((host, int(port)), timeout=30):
        pass
    page.send_signal(signal.SIGINT)
    _, errors = page.communicate(timeout=30)

    assert page.returncode == 0, errors
    assert "Traceback" not in errors
