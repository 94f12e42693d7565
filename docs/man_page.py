"""The manual page `dixit.1`, made from the parsers of the commands; part of the site's build."""

import argparse
import re
from collections.abc import Collection, Iterable, Iterator
from importlib.metadata import entry_points, version

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from dixit.eval.command import command_line as eval_command_line
from dixit.rag.cli.flags import add_settings_arguments
from dixit.rag.cli.parser import command_line

ENVIRONMENT = {
    "DIXIT_*": "Any setting, such as DIXIT_INDEX or DIXIT_MODEL.",
    "DIXIT_PASSWORD": "The password of dixit ui --auth.",
    "LC_ALL, LC_MESSAGES, LANG": "Where the first that is set is French, so is the help.",
}
EXIT = {
    "0": "Done; a refusal to answer too.",
    "1": "It could not be done.",
    "2": "Wrong usage.",
    "3": "The articles do not answer, with ask --fail-on-refusal.",
    "130": "Stopped by Ctrl-C.",
}


HELP = ("-h", "--help")
COMMON = (*HELP, "--index", "--embedder", "--model", "--config")
"""Options that are described once."""


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the manual page to the site."""
    files.append(File.generated(config, "dixit.1", content=manual_page()))
    return files


def manual_page() -> str:
    """The whole manual page, in the macros of man(7)."""
    parser = command_line(_plugged())
    lines = [
        f'.TH DIXIT 1 "" "dixit {version("dixit-rag")}" "User Commands"',
        ".SH NAME",
        f"dixit \\- {_text(parser.description or '').removesuffix('.').lower()}",
        ".SH SYNOPSIS",
        ".B dixit",
        "[\\-h] [\\-\\-version] COMMAND [ARGUMENT ...]",
        ".SH DESCRIPTION",
        _text(parser.description or ""),
        *_options(parser),
        ".SH OPTIONS OF MOST COMMANDS",
        *_options(_settings(), HELP),
        ".SH COMMANDS",
        *_commands(parser),
        ".SH ENVIRONMENT",
        *_listed(ENVIRONMENT),
        ".SH EXIT STATUS",
        *_listed(EXIT),
    ]
    return "\n".join(lines) + "\n"


def _settings() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dixit")
    add_settings_arguments(parser)
    return parser


def _plugged() -> dict[str, argparse.ArgumentParser]:
    loaded = {entry.name: entry.load()() for entry in entry_points(group="dixit.parsers")}
    return {**loaded, "eval": eval_command_line()}


def _commands(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Each command with its own commands, options and examples."""
    for action in parser._actions:
        if not isinstance(action, argparse._SubParsersAction):
            continue
        summaries = {listed.dest: listed.help or "" for listed in action._choices_actions}
        for name, command in action.choices.items():
            yield f".SS {_text(command.prog)}"
            summary = f"{summaries[name][:1].upper()}{summaries[name][1:]}."
            yield from (_text(command.description or summary), ".PP", _text(_usage(command)))
            yield from _options(command, COMMON)
            if command.epilog:
                yield from (".PP", ".nf", _text(command.epilog.rstrip()), ".fi")
            yield from _commands(command)


def _usage(command: argparse.ArgumentParser) -> str:
    return " ".join(command.format_usage().removeprefix("usage: ").split())


def _options(
    parser: argparse.ArgumentParser, told_elsewhere: Collection[str] = ()
) -> Iterator[str]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction) or action.help == argparse.SUPPRESS:
            continue
        if told_elsewhere and set(action.option_strings) & set(told_elsewhere):
            continue
        value = action.metavar or (
            "{" + ",".join(map(str, action.choices)) + "}"
            if action.choices
            else action.dest.upper()
        )
        takes = f" \\fI{_text(str(value))}\\fR" if action.nargs != 0 else ""
        flags = [f"\\fB{_text(flag)}\\fR{takes}" for flag in action.option_strings]
        yield from (".TP", ", ".join(flags) or takes.strip(), _text(_help(action, parser)))


def _help(action: argparse.Action, parser: argparse.ArgumentParser) -> str:
    return (action.help or "") % {**vars(action), "prog": parser.prog}


def _listed(terms: dict[str, str]) -> Iterable[str]:
    for term, meaning in terms.items():
        yield from (".TP", f"\\fB{_text(term)}\\fR", _text(meaning))


def _text(text: str) -> str:
    """A text with what roff takes for commands escaped, also at the start of its lines."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-")
    return re.sub(r"^(?=[.'])", r"\\&", escaped, flags=re.MULTILINE)
