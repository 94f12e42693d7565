"""A chat model's answer on the command line, as it grows."""

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from tests.rag.openai_server import Played, serving
from tests.rag.running import run

QUESTION = "Combien de véhicules BMW et MINI ont été livrés ?"
SALES = "723 680"
ASK = ("ask", QUESTION, "--model", "openai:played")


@pytest.fixture
def played(seed_index: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Played]:
    monkeypatch.setenv("DIXIT_INDEX", str(seed_index))
    part = Played()
    with serving(part) as url:
        monkeypatch.setenv("OPENAI_BASE_URL", url)
        yield part


def true_statement(texts: dict[str, str]) -> str:
    key = next(key for key, text in texts.items() if SALES in text)
    return f"BMW a livré {SALES} véhicules BMW et MINI [{key}]. "


class Terminal(io.StringIO):
    """What is printed, and when a citation is."""

    def __init__(self) -> None:
        super().__init__()
        self.cited = Event()

    def write(self, text: str) -> int:
        if "[1]" in text:
            self.cited.set()
        return super().write(text)


@pytest.mark.parametrize("command", ["ask", "chat"])
def test_a_proven_statement_is_printed_before_the_model_has_finished(
    played: Played, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    terminal = Terminal()
    in_time: list[bool] = []

    def reply(texts: dict[str, str]) -> Iterator[str]:
        yield true_statement(texts)
        yield "Le constructeur "
        in_time.append(terminal.cited.wait(100))
        yield true_statement(texts).removeprefix("BMW ")

    played.reply = reply
    monkeypatch.setattr(sys, "stdout", terminal)
    monkeypatch.setattr(sys, "stdin", io.StringIO(QUESTION))
    asked = ASK if command == "ask" else ("chat", "--model", "openai:played")

    assert run(*asked) == 0
    assert in_time == [True]
    printed = terminal.getvalue()
    assert printed.count(f"BMW a livré {SALES} véhicules BMW et MINI [1]") == 1
    assert printed.count("[1] ") == 1


def test_what_nothing_proves_is_not_printed_before_it_is_replaced(
    played: Played, capsys: pytest.CaptureFixture[str]
) -> None:
    played.reply = lambda _: ["BMW a vendu des chats. ", "Il en a vendu ", "mille."]

    assert run(*ASK) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("La réponse du modèle n’a pas pu être rattachée")
    assert "chats" not in printed


def test_an_answer_that_breaks_off_ends_its_line_and_says_so(
    played: Played, capsys: pytest.CaptureFixture[str]
) -> None:
    played.reply = lambda texts: [true_statement(texts), "Le constructeur "]
    played.broken_json = True

    assert run(*ASK) == 1
    told = capsys.readouterr()
    assert told.out == f"BMW a livré {SALES} véhicules BMW et MINI [1]\n"
    assert "dixit: openai:played" in told.err
