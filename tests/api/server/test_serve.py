"""`dixit serve` and `dixit token`: what they start, print and refuse."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.rag.running import run


@contextmanager
def served(index: Path, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A running `dixit serve`, and its address."""
    running = subprocess.Popen(
        [sys.executable, "-m", "dixit", "serve", "--port", "0", "--index", str(index), *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    )
    assert running.stdout is not None
    yield running, running.stdout.readline().split("API is at ")[1].split()[0]
    if running.poll() is None:
        running.send_signal(signal.SIGINT)
        running.communicate(timeout=60)


def test_it_answers_logs_and_ends_cleanly(seed_index: Path) -> None:
    with served(seed_index, "--log", "json") as (running, address):
        body = {"question": "What did Zu Sijie say?"}
        answer = httpx.post(f"{address}/api/v1/ask", json=body, timeout=120, trust_env=False)
        running.send_signal(signal.SIGINT)
        _, errors = running.communicate(timeout=60)

    assert answer.json()["answered"] is True
    assert running.returncode == 0, errors
    (line,) = errors.splitlines()
    assert json.loads(line)["route"] == "/api/v1/ask"
    assert "Zu Sijie" not in line


def test_neither_gradio_nor_torch_nor_the_sdk_of_mcp_is_loaded_to_start(tmp_path: Path) -> None:
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, dixit.api.server.command as c\n"
            "heavy = 'gradio torch mcp sentence_transformers langchain transformers'\n"
            "print(sorted({*heavy.split()} & set(sys.modules)))",
        ],
        capture_output=True,
        text=True,
        check=True,
    )

    assert told.stdout.strip() == "[]"


def test_other_machines_are_let_in_only_with_a_token(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    index = ("--index", str(tmp_path / "index"))
    for published in (("--host", "0.0.0.0"), ("--public-url", "https://news.example")):
        assert run("serve", "--port", "0", *published, *index) == 1
        printed = capsys.readouterr().err
        assert printed.count("\n") == 1
        assert "dixit token create" in printed


@pytest.mark.parametrize(
    ("flag", "told"),
    [
        (("--rate", "0"), "--rate: must be a whole number"),
        (("--cors-origin", "*"), "--cors-origin: must be an origin"),
        (("--port", "70000"), "--port: must be a number from 0 to 65535"),
        (("--root-path", "dixit"), "--root-path cannot be 'dixit'"),
    ],
)
def test_flags_that_cannot_be_are_wrong_usage(
    flag: tuple[str, str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("serve", *flag) == 2
    assert told in capsys.readouterr().err


def test_a_token_is_made_listed_and_revoked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    index = ("--index", str(tmp_path / "index"))
    assert run("token", "create", "--role", "reader", "--name", "Open WebUI", *index) == 0
    token = capsys.readouterr().out.splitlines()[0]
    identifier = token.split("_")[1]
    assert run("token", "list", "--json", *index) == 0
    (listed,) = json.loads(capsys.readouterr().out)
    assert listed["id"] == identifier
    assert (listed["role"], listed["name"]) == ("reader", "Open WebUI")
    assert token.split("_", 2)[2] not in str(listed)
    assert run("token", "revoke", identifier, *index) == 0
    assert run("token", "revoke", identifier, *index) == 1
    assert "dixit token list" in capsys.readouterr().err


def test_an_index_that_is_missing_is_a_problem_and_no_crash(tmp_path: Path) -> None:
    with served(tmp_path / "none") as (_, address):
        ready = httpx.get(f"{address}/readyz", trust_env=False)
        alive = httpx.get(f"{address}/healthz", trust_env=False)

    assert alive.status_code == 200
    assert ready.status_code == 503
    assert ready.json()["type"] == "/api/docs#index-missing"
    assert "dixit index" in ready.json()["detail"]
