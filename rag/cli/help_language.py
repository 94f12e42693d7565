"""The help of the command line in French, where the system's language is French."""

import argparse
import os
from collections.abc import Iterable, Mapping

from dixit.rag.cli.french_help import FRENCH

_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
"""The first that is set decides, as in POSIX."""


class _Help(argparse.HelpFormatter):
    """Argparse's own layout, with a French heading over the usage."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, FRENCH["usage: "] if prefix is None else prefix)


class _RawHelp(_Help, argparse.RawDescriptionHelpFormatter):
    """The same, with the line breaks of descriptions and examples."""


def is_french(environment: Mapping[str, str]) -> bool:
    """Whether the environment asks for French."""
    chosen = next((environment[name] for name in _VARIABLES if environment.get(name)), "")
    return chosen.replace("-", "_").partition("_")[0].casefold() == "fr"


def in_users_language(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """The parser; its help and that of its commands is put into French if the system is French.

    A text without a translation stays in English.
    """
    if is_french(os.environ):
        _put_into_french(parser)
    return parser


def _put_into_french(parser: argparse.ArgumentParser) -> None:
    raw = isinstance(parser._get_formatter(), argparse.RawDescriptionHelpFormatter)
    parser.formatter_class = _RawHelp if raw else _Help
    parser.description = _french(parser.description)
    parser.epilog = _french(parser.epilog)
    for group in parser._action_groups:
        group.title = f"{_french(group.title)}\u00a0" if group.title else None
    for action in parser._actions:
        if action.help != argparse.SUPPRESS:
            action.help = _french(action.help)
        if isinstance(action, argparse._SubParsersAction):
            for listed in action._choices_actions:
                listed.help = _french(listed.help)
            for command in set(action.choices.values()):
                _put_into_french(command)


def _french(text: str | None) -> str | None:
    """A text in French: whole, as the sentence of a summary, or by the word before examples."""
    if text is None or text in FRENCH:
        return None if text is None else FRENCH[text]
    summary = text[0].lower() + text[1:].removesuffix(".")
    if summary in FRENCH:
        french = FRENCH[summary]
        return f"{french[0].upper()}{french[1:]}."
    heading, colon, examples = text.partition(":")
    return f"{FRENCH[heading]}\u00a0:{examples}" if colon and heading in FRENCH else text
