"""`dixit check`: what it prints in each form, and what it says of a draft it cannot read."""

import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.rag.running import run

GEELY = "001_66826098bebb6ec7.txt"
DRAFT = (
    "Bonjour,\n\nGeely a signé un accord de partenariat avec Tencent. "
    "Renault a vendu 12 millions de voitures en Islande en 2031.\n"
)


@pytest.fixture(autouse=True)
def read_only_settings(seed_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIXIT_INDEX", str(seed_index))
    monkeypatch.chdir(tmp_path)
    Path("draft.txt").write_text(DRAFT, "utf-8")


def test_in_words_each_statement_has_its_verdict_and_evidence(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run("check", "draft.txt") == 0

    printed = capsys.readouterr()
    paragraphs = printed.out.split("\n\n")
    assert paragraphs[0] == "Bonjour,"
    assert paragraphs[1].startswith(
        "Geely a signé un accord de partenariat avec Tencent.\n  confirmé\n    "
    )
    assert f"    {GEELY} " in paragraphs[1]
    assert "en 2031.\n  non confirmé" in paragraphs[2]
    assert paragraphs[3].startswith("2 affirmations vérifiées")
    assert printed.err == ""


def test_in_the_language_of_the_draft(capsys: pytest.CaptureFixture[str]) -> None:
    Path("draft.txt").write_text("Geely owns Volvo Cars and a stake in Daimler.", "utf-8")

    assert run("check", "draft.txt") == 0
    assert "\n  supported\n" in capsys.readouterr().out


def test_as_json_it_has_the_agreed_shape(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", "draft.txt", "--json") == 0

    check = json.loads(capsys.readouterr().out)
    assert list(check) == ["statements"]
    assert [one["verdict"] for one in check["statements"]] == [None, "supported", "unsupported"]
    for one in check["statements"]:
        assert list(one) == ["text", "start", "end", "verdict", "citations"]
        assert DRAFT[one["start"] : one["end"]] == one["text"]
    assert run("ask", "Qu'a dit Zu Sijie ?", "--json") == 0
    asked = json.loads(capsys.readouterr().out)
    assert list(check["statements"][1]["citations"][0]) == list(asked["citations"][0])


def test_as_markdown_and_as_html(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", "draft.txt", "--markdown") == 0
    assert "Tencent. *(confirmé)*[^dixit-1]" in capsys.readouterr().out
    assert run("check", "draft.txt", "--html") == 0
    assert capsys.readouterr().out.startswith("<!doctype html>")


def test_only_the_chosen_articles_prove(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", "draft.txt", "--json", "--source", "003_cba7c51000020ebe.txt") == 0
    verdicts = [one["verdict"] for one in json.loads(capsys.readouterr().out)["statements"]]
    assert verdicts == [None, "unsupported", "unsupported"]


def test_standard_input_is_read(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(DRAFT.encode())))

    assert run("check", "-", "--json") == 0
    assert len(json.loads(capsys.readouterr().out)["statements"]) == 3


def test_a_draft_in_another_encoding_is_read(capsys: pytest.CaptureFixture[str]) -> None:
    Path("draft.txt").write_bytes(DRAFT.encode("cp1252"))

    assert run("check", "draft.txt", "--json") == 0
    assert json.loads(capsys.readouterr().out)["statements"][1]["verdict"] == "supported"


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("missing.txt",), 1, "There is no file missing.txt"),
        (("folder",), 1, "folder is a folder"),
        (("binary",), 1, "binary is not plain text"),
        (("empty.txt",), 1, "The draft is empty"),
        (("draft.txt/x",), 1, "cannot be read"),
        (("a\0b",), 1, "cannot be read"),
        (("a" * 300,), 1, "cannot be read"),
        (("draft.txt", "--source", "nothing.txt"), 1, "No article is called 'nothing.txt'"),
        (("draft.txt", "--index", "nowhere"), 1, "There is no index"),
        (("draft.txt", "--json", "--html"), 2, "not allowed with"),
        ((), 2, "DRAFT"),
    ],
)
def test_bad_input_is_refused_in_one_sentence(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], code: int, told: str
) -> None:
    Path("folder").mkdir()
    Path("binary").write_bytes(b"\x7fELF\x02\x01\x00\x00\xff\xfe\x00\x01" * 40)
    Path("empty.txt").write_text(" \n")

    assert run("check", *arguments) == code
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.splitlines()[-1].startswith("dixit")
    assert printed.err.startswith("usage: ") or printed.err.count("\n") == 1
    assert told in printed.err


def test_ctrl_c_ends_a_long_check_with_one_sentence() -> None:
    Path("draft.txt").write_text(DRAFT * 400, "utf-8")
    command = [sys.executable, "-m", "dixit", "check", "draft.txt"]

    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=dict(os.environ)
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        assert process.stdout.readline() == "Bonjour,\n"
        process.send_signal(signal.SIGINT)
        process.stdout.read()
        told = process.stderr.read()
        assert process.wait(60) == 130

    assert told.startswith("dixit: stopped; statements checked: ")
    assert told.count("\n") == 1
