"""The commands of `dixit` and their arguments."""

import argparse
from typing import TypeAlias

from dixit.rag.cli.flags import (
    add_filter_arguments,
    add_settings_arguments,
    path_or_address,
    some_path,
)

PLUGGED = {
    "eval": "run a question set and write the report",
    "mcp": "serve the Model Context Protocol to a program",
    "serve": "serve the HTTP API, OpenAI's protocol and MCP",
    "token": "make, list and revoke the API's tokens",
    "ui": "open the chat page",
}
"""Commands of the packages `api`, `eval` and `ui`, loaded through their entry points."""

_Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
"""What commands are added to."""


def command_line() -> argparse.ArgumentParser:
    """The parser of the whole command line.

    A parsed command has its name in `command`, and in `module` the module of `dixit.rag.cli` whose
    function of that name runs it.
    """
    parser = argparse.ArgumentParser(
        prog="dixit",
        description="Ask a folder of articles who said what, and see where it says so.",
        epilog='example: dixit ask "what did Zu Sijie say?"',
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="show the version and exit")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_index(commands)
    _add_questions(commands)
    _add_quotes(commands)
    _add_check(commands)
    _add_articles(commands)
    _add_upkeep(commands)
    _add_remove(commands)
    for name, what in PLUGGED.items():  # Only listed here; `main` has started them before.
        commands.add_parser(name, help=what, add_help=False)
    return parser


def _command(
    commands: _Commands,
    name: str,
    what: str,
    example: str,
    *,
    module: str = "commands",
    **forms: str,
) -> argparse.ArgumentParser:
    """Add a command with the flags that all have.

    Args:
        commands: what it is added to.
        name: its name.
        what: one line of help.
        example: a whole command line.
        module: the module that runs it.
        forms: flags for other forms of the output than text and JSON, with their help.
    """
    made = commands.add_parser(
        name,
        help=what,
        description=f"{what[0].upper()}{what[1:]}.",
        epilog=f"example: {example}",
    )
    made.set_defaults(command=name, module=module)
    printed = made.add_mutually_exclusive_group()
    for form, told in {"json": "print JSON", **forms}.items():
        printed.add_argument(f"--{form}", action="store_true", help=told)
    add_settings_arguments(made)
    return made


def _add_index(commands: _Commands) -> None:
    made = _command(
        commands,
        "index",
        "add or refresh files and folders",
        "dixit index articles/",
        module="index_command",
    )
    made.add_argument(
        "paths",
        nargs="*",
        type=path_or_address,
        metavar="PATH",
        help="a file, a folder, or the address of a page, file or feed (with the extra `web`); "
        "default: the five articles of seeds/",
    )
    how = made.add_mutually_exclusive_group()
    how.add_argument(
        "--watch", action="store_true", help="keep running and index files as they change"
    )
    how.add_argument(
        "--rebuild",
        action="store_true",
        help="embed all stored articles again, from their stored text",
    )
    made.add_argument(
        "--prune",
        action="store_true",
        help="remove the articles of a folder that is empty or gone, without asking",
    )
    made.add_argument(
        "--wait",
        type=_seconds,
        default=600.0,
        metavar="SECONDS",
        help="how long to wait for another run on the same index (default: 600)",
    )
    made.add_argument(
        "--refresh",
        action="store_true",
        help="fetch all pages and feeds from the web once more",
    )


def _add_questions(commands: _Commands) -> None:
    """Add `ask`, `chat` and `search`."""
    made = _command(
        commands,
        "ask",
        "answer a question, with citations",
        'dixit ask "what did Zu Sijie say?"',
    )
    made.add_argument("question", metavar="QUESTION", help="`-` reads it from standard input")
    made.add_argument(
        "--fail-on-refusal",
        action="store_true",
        help="exit with 3 if the articles do not answer",
    )
    made.add_argument(
        "--strict",
        action="store_true",
        help="leave out a chat model's unproven sentences",
    )
    _command(
        commands,
        "chat",
        "ask questions and follow-ups in the terminal",
        "dixit chat",
        module="chat",
    )
    made = _command(
        commands,
        "search",
        "rank passages and show why",
        'dixit search "véhicules autonomes" -k 5',
    )
    made.add_argument("query", metavar="QUERY")
    made.add_argument("-k", type=_positive, default=10, metavar="N", help="how many (default: 10)")
    add_filter_arguments(made)


def _add_quotes(commands: _Commands) -> None:
    made = _command(
        commands,
        "quotes",
        "list who said what",
        'dixit quotes --speaker "de Meo"',
        csv="print comma-separated values",
    )
    made.add_argument(
        "--speaker", metavar="NAME", help="only this speaker; part of the name is enough"
    )
    made.add_argument("--source", metavar="SOURCE", help="only this article")
    made.add_argument("--about", metavar="TOPIC", help="only statements about this")
    made.add_argument("--from", dest="since", metavar="DATE", help="published from YYYY[-MM[-DD]]")
    made.add_argument("--to", dest="until", metavar="DATE", help="published until YYYY[-MM[-DD]]")
    made.add_argument(
        "--direct", action="store_true", default=None, help="only words in quotation marks"
    )
    made.add_argument("--limit", type=_positive, metavar="N", help="at most this many")


def _add_check(commands: _Commands) -> None:
    made = _command(
        commands,
        "check",
        "check a text against the articles, statement by statement",
        "dixit check draft.txt --markdown",
        module="check",
        markdown="print the text with footnotes, as Markdown",
        html="print the text with footnotes, as a page of HTML",
    )
    made.add_argument("draft", metavar="DRAFT", help="a text file; - for standard input")
    made.add_argument(
        "--source", action="append", metavar="SOURCE", help="only this article; may be repeated"
    )


def _add_articles(commands: _Commands) -> None:
    """Add `show` and `sources`."""
    made = _command(
        commands,
        "show",
        "show an article as stored, with a span marked",
        "dixit show 000_f43f25e133202a67.txt --span 2540:2590",
    )
    made.add_argument("source", metavar="SOURCE")
    made.add_argument("--span", metavar="START:END", help="characters to mark (END excluded)")
    made.add_argument(
        "--context",
        type=_positive,
        metavar="N",
        help="show only N characters on each side of the span",
    )
    _command(commands, "sources", "list the articles", "dixit sources")


def _add_upkeep(commands: _Commands) -> None:
    """Add `status`, `verify`, `repair`, `compact` and `backup`."""
    _command(commands, "status", "show what the index contains and what made it", "dixit status")
    _command(commands, "verify", "check the index for damage", "dixit verify")
    _command(
        commands,
        "repair",
        "repair a damaged index, keeping everything intact",
        "dixit repair",
    )
    _command(commands, "compact", "free the disk space of removed articles", "dixit compact")
    made = _command(
        commands,
        "backup",
        "copy the index to a new folder, even while in use",
        "dixit backup ~/backups/press",
    )
    made.add_argument("folder", type=some_path, metavar="FOLDER")


def _add_remove(commands: _Commands) -> None:
    made = _command(
        commands,
        "remove",
        "remove an article from the index",
        "dixit remove 000_f43f25e133202a67.txt",
    )
    made.add_argument("source", metavar="SOURCE")
    how = made.add_mutually_exclusive_group()
    how.add_argument(
        "--for-good",
        action="store_true",
        help="keep it out of the index when its file is indexed again",
    )
    how.add_argument("--undo", action="store_true", help="let back in what was removed for good")


class _Version(argparse.Action):
    """Prints the version; looks it up only when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version  # noqa: PLC0415

        print(f"dixit {version('dixit-rag')}")
        parser.exit()


def _positive(text: str) -> int:
    try:
        value = int(text)
    except ValueError:
        value = 0
    if value < 1:
        raise argparse.ArgumentTypeError(f"must be a whole number, 1 or more, not {text[:40]!r}")
    return value


def _seconds(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value < float("inf"):
        raise argparse.ArgumentTypeError(f"must be a number of seconds, not {text[:40]!r}")
    return value
