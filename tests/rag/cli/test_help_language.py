"""The help is in French where the system is."""

import argparse
from collections.abc import Iterator

import pytest

from dixit.api.mcp.arguments import command_line as mcp
from dixit.api.server.arguments import command_line as serve
from dixit.api.server.token_command import command_line as token
from dixit.rag.cli.help_language import in_users_language, is_french
from dixit.rag.cli.parser import command_line
from dixit.ui.server.arguments import command_line as ui
from tests.rag.running import run


@pytest.mark.parametrize(
    ("environment", "french"),
    [
        ({"LANG": "fr_FR.UTF-8"}, True),
        ({"LANG": "fr"}, True),
        ({"LANG": "fr-CA"}, True),
        ({"LANG": "en_GB.UTF-8"}, False),
        ({"LANG": "frr_DE"}, False),
        ({}, False),
        ({"LC_ALL": "C", "LANG": "fr_FR"}, False),
        ({"LC_ALL": "", "LC_MESSAGES": "fr_BE", "LANG": "de_BE"}, True),
    ],
)
def test_the_first_variable_that_is_set_decides(environment: dict[str, str], french: bool) -> None:
    assert is_french(environment) is french


def texts(parser: argparse.ArgumentParser) -> Iterator[str]:
    """The sentences of a parser's help and of its commands', without examples."""
    yield parser.description or ""
    yield from (group.title or "" for group in parser._action_groups)
    for action in parser._actions:
        if action.help != argparse.SUPPRESS:
            yield action.help or ""
        if isinstance(action, argparse._SubParsersAction):
            yield from (listed.help or "" for listed in action._choices_actions)
            for command in action.choices.values():
                yield from texts(command)


@pytest.mark.parametrize("parser", [command_line, serve, token, mcp, ui])
def test_every_text_of_the_help_is_translated(
    parser: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert callable(parser)
    alike = {"", "API", "options", "bash, zsh, fish"}
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    french = {text.rstrip("\u00a0") for text in texts(in_users_language(parser()))}

    assert not (set(texts(parser())) & french) - alike


def test_the_help_of_a_command_is_french_and_its_flags_are_not(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")

    assert run("search", "--help") == 0
    printed = capsys.readouterr().out
    assert printed.startswith("utilisation\u00a0: dixit search")
    assert "Classer les passages et montrer pourquoi." in printed
    assert "--until DATE" in printed
    assert "combien (par défaut\u00a0: 10)" in printed
    assert 'exemple\u00a0: dixit search "véhicules autonomes"' in printed
