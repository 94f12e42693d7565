"""The command line as people use it: bare, piped, in a script, in a conversation."""

import io
import json
import sys
from pathlib import Path

import pytest

from tests.rag.running import run

SAIC = "000_f43f25e133202a67.txt"
TEXT = (Path(__file__).parents[3] / "seeds" / SAIC).read_text("utf-8")


@pytest.fixture(autouse=True)
def read_only_settings(seed_index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIXIT_INDEX", str(seed_index))


def typed(monkeypatch: pytest.MonkeyPatch, text: str | bytes) -> None:
    data = text if isinstance(text, bytes) else text.encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), "utf-8"))


def test_without_a_command_the_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert run() == 0
    assert "usage: dixit" in capsys.readouterr().out


def test_an_unknown_command_is_answered_with_all_there_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run("serach") == 2
    told = capsys.readouterr().err
    assert "Did you mean search?" in told
    listed = told.rpartition(":")[2].rstrip(".\n").replace(" ", "").split(",")
    assert {"search", "chat", "serve", "token", "mcp", "eval", "ui"} <= set(listed)


def test_a_question_can_come_from_a_pipe(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, "what did Zu Sijie say?\n")
    assert run("ask", "-") == 0
    assert f"[1] {SAIC} 2569:3225 (verbatim)" in capsys.readouterr().out
    typed(monkeypatch, b"\xff\xfe\xff")
    assert run("ask", "-") == 2
    assert "write UTF-8" in capsys.readouterr().err


def test_a_script_can_tell_a_refusal_by_the_exit_code() -> None:
    refused = "What did Elon Musk say?"

    assert run("ask", refused) == 0
    assert run("ask", refused, "--fail-on-refusal") == 3
    assert run("ask", "what did Zu Sijie say?", "--fail-on-refusal") == 0


def test_a_place_is_shown_with_a_little_around_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("show", SAIC, "--span", "2569:2573", "--context", "10") == 0

    shown = capsys.readouterr().out
    assert shown == f"…{TEXT[2559:2569]}⟦SAIC⟧{TEXT[2573:2583]}…\n"


def test_a_name_may_begin_with_a_dash(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("show", "--", "-odd.txt") == 1
    assert "No article is called '-odd.txt'" in capsys.readouterr().err


def test_a_conversation_is_followed_and_its_citations_open(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, "What did An Conghui say?\nAnd about Volvo?\n\n?!\n/new\n")
    assert run("chat", "--json") == 0
    printed = capsys.readouterr()
    first, second = map(json.loads, printed.out.splitlines())
    assert first["answered"]
    assert "An Conghui" in second["asked"]
    assert printed.err.count("\n") == 1  # "?!" is no question, and ends nothing.

    typed(monkeypatch, "what did Zu Sijie say?\n/1\n/7\n/quit\nwhat did Zu Sijie say?\n")
    assert run("chat") == 0
    printed = capsys.readouterr()
    assert f"⟦{TEXT[2569:3225]}⟧" in printed.out
    assert "no citation '7'" in printed.out
    assert printed.out.count("(verbatim)") == 1
