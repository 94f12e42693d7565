"""With default settings nothing leaves the machine: not at import, index, ask or on the page."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
SEEDS = TESTS.parent / "seeds"


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("HF_", "TRANSFORMERS_"))}
    return {
        **kept,
        "PYTHONPATH": os.pathsep.join([str(TESTS / "deny_network"), str(TESTS.parent)]),
        "DIXIT_INDEX": str(tmp_path / "index"),
    }


def dixit(*arguments: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "dixit", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_denial_itself_works(environment: dict[str, str]) -> None:
    reach = "import socket; socket.create_connection(('192.0.2.1', 80), timeout=1)"
    ended = subprocess.run([sys.executable, "-c", reach], env=environment, check=False)

    assert ended.returncode == 86


def test_no_library_makes_notes_to_report_home(environment: dict[str, str], tmp_path: Path) -> None:
    """What native code sends is out of Python's sight; what it keeps for sending is not."""
    home = tmp_path / "home"
    home.mkdir()
    unset = ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "ORT_DISABLE_TELEMETRY")
    at_home = {k: v for k, v in environment.items() if k not in unset} | {"HOME": str(home)}
    assert dixit("index", str(SEEDS), environment=at_home).returncode == 0
    assert dixit("ask", "what did Zu Sijie say?", environment=at_home).returncode == 0

    kept = {path.relative_to(home).as_posix() for path in home.rglob("*") if path.is_file()}
    assert kept == {".cache/dixit-rag/weights.json"}


def test_index_ask_and_the_page_need_no_network(environment: dict[str, str]) -> None:
    indexed = dixit("index", str(SEEDS), environment=environment)
    assert indexed.returncode == 0, indexed.stderr

    asked = dixit("ask", "what did Zu Sijie say?", "--json", environment=environment)
    assert asked.returncode == 0, asked.stderr
    assert json.loads(asked.stdout)["answered"]

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    page = subprocess.Popen(
        [sys.executable, "-m", "dixit", "ui", "--port", str(port)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert page.stdout is not None
        assert f"http://127.0.0.1:{port}" in page.stdout.readline()
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as answered:
            assert answered.status == 200
        time.sleep(2)  # Analytics and version checks start in threads after the page does.
        assert page.poll() is None
    finally:
        page.terminate()
        rest, _ = page.communicate(timeout=30)
    assert "NETWORK DENIED" not in rest
