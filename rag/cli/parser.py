"""The commands of `dixit` and their arguments."""

import argparse
from collections.abc import Mapping

from dixit.rag.cli.flags import add_filter_arguments, path_or_address, some_path
from dixit.rag.cli.new_command import Commands, new_command
from dixit.rag.cli.values import positive, seconds

SHELLS = ("bash", "zsh", "fish")
"""The shells that can complete commands."""

PLUGGED = {
    "eval": "run a question set and write the report",
    "mcp": "serve the Model Context Protocol to a program",
    "serve": "serve the HTTP API, OpenAI's protocol and MCP",
    "token": "make, list and revoke the API's tokens",
    "ui": "open the chat page",
}
"""Commands of the packages `api`, `eval` and `ui`, loaded through their entry points."""


def command_line(
    plugged: Mapping[str, argparse.ArgumentParser] | None = None,
) -> argparse.ArgumentParser:
    """The parser of the whole command line.

    A parsed command has its name in `command`, and in `module` the module of `dixit.rag.cli` whose
    function of that name runs it.

    Args:
        plugged: parsers of commands in `PLUGGED`, whose flags are then known here too; without
            its parser such a command is only listed.
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
    _add_completion(commands)
    for name, what in PLUGGED.items():
        own = (plugged or {}).get(name)
        commands.add_parser(name, help=what, add_help=False, parents=[own] if own else [])
    return parser


def names_of(parser: argparse.ArgumentParser) -> list[str]:
    """The names of a parser's commands, in the order of its help."""
    return [
        name
        for action in parser._actions
        if isinstance(action, argparse._SubParsersAction)
        for name in action.choices
    ]


def _add_index(commands: Commands) -> None:
    made = new_command(
        commands,
        "index",
        "add or refresh files and folders",
        "dixit index articles/",
        module="index_command",
        reports=True,
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
        type=seconds,
        default=600.0,
        metavar="SECONDS",
        help="how long to wait for another run on the same index (default: %(default)g)",
    )
    made.add_argument(
        "--refresh",
        action="store_true",
        help="fetch all pages and feeds from the web once more",
    )


def _add_questions(commands: Commands) -> None:
    """Add `ask`, `chat` and `search`."""
    made = new_command(
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
    new_command(
        commands,
        "chat",
        "ask questions and follow-ups in the terminal",
        "dixit chat",
        module="chat",
    )
    made = new_command(
        commands,
        "search",
        "rank passages and show why",
        'dixit search "véhicules autonomes" -k 5',
    )
    made.add_argument("query", metavar="QUERY")
    made.add_argument(
        "-k", type=positive, default=10, metavar="N", help="how many (default: %(default)s)"
    )
    add_filter_arguments(made)


def _add_quotes(commands: Commands) -> None:
    made = new_command(
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
    made.add_argument("--limit", type=positive, metavar="N", help="at most this many")


def _add_check(commands: Commands) -> None:
    made = new_command(
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


def _add_articles(commands: Commands) -> None:
    """Add `show` and `sources`."""
    made = new_command(
        commands,
        "show",
        "show an article as stored, with a span marked",
        "dixit show 000_f43f25e133202a67.txt --span 2540:2590",
    )
    made.add_argument("source", metavar="SOURCE")
    made.add_argument("--span", metavar="START:END", help="characters to mark (END excluded)")
    made.add_argument(
        "--context",
        type=positive,
        metavar="N",
        help="show only N characters on each side of the span",
    )
    new_command(commands, "sources", "list the articles", "dixit sources")


def _add_upkeep(commands: Commands) -> None:
    """Add `status`, `verify`, `repair`, `compact` and `backup`."""
    new_command(commands, "status", "show what the index contains and what made it", "dixit status")
    new_command(commands, "verify", "check the index for damage", "dixit verify", reports=True)
    new_command(
        commands,
        "repair",
        "repair a damaged index, keeping everything intact",
        "dixit repair",
        reports=True,
    )
    new_command(
        commands,
        "compact",
        "free the disk space of removed articles",
        "dixit compact",
        reports=True,
    )
    made = new_command(
        commands,
        "backup",
        "copy the index to a new folder, even while in use",
        "dixit backup ~/backups/press",
        reports=True,
    )
    made.add_argument("folder", type=some_path, metavar="FOLDER")


def _add_remove(commands: Commands) -> None:
    made = new_command(
        commands,
        "remove",
        "remove an article from the index",
        "dixit remove 000_f43f25e133202a67.txt",
        reports=True,
    )
    made.add_argument("source", metavar="SOURCE")
    how = made.add_mutually_exclusive_group()
    how.add_argument(
        "--for-good",
        action="store_true",
        help="keep it out of the index when its file is indexed again",
    )
    how.add_argument("--undo", action="store_true", help="let back in what was removed for good")


def _add_completion(commands: Commands) -> None:
    made = commands.add_parser(
        "completion",
        help="print what lets a shell complete commands and flags",
        description="Print what lets a shell complete commands and flags.",
        epilog='example: eval "$(dixit completion bash)"',
    )
    made.add_argument("shell", choices=SHELLS, metavar="SHELL", help=", ".join(SHELLS))
    made.set_defaults(command="completion", module="completion")


class _Version(argparse.Action):
    """Prints the version; looks it up only when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version  # noqa: PLC0415

        print(f"dixit {version('dixit-rag')}")
        parser.exit()
