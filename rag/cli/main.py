"""The command line `dixit COMMAND`. Each command is a function in `dixit.rag.cli.commands`."""

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module

from dixit.index.errors import DixitError, FilterInvalid
from dixit.rag.cli.flags import add_filter_arguments, add_settings_arguments, some_path
from dixit.rag.errors import QuestionError, SettingsError

PLUGGED = {
    "eval": "run a question set and write the report",
    "mcp": "serve the Model Context Protocol to a program",
    "serve": "serve the HTTP API, OpenAI's protocol and MCP",
    "token": "make, list and revoke the API's tokens",
    "ui": "open the chat page",
}
"""Commands of the packages `api`, `eval` and `ui`, loaded through their entry points."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command. An error is printed on stderr in one sentence.

    Args:
        argv: the arguments, without the program name; those of the process by default.

    Returns:
        The exit code: 0 for success, 1 for failure, 2 for wrong usage, 130 for Ctrl-C. If the
        reader of the output closes the pipe, that is a success.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # A terminal may not support every character.
            stream.reconfigure(errors="backslashreplace")
    try:
        try:
            return _run(arguments)
        finally:
            if sys.stdout is not None:  # None if the caller has closed it.
                sys.stdout.flush()  # At exit it would be too late to report an error.
    except DixitError as error:
        print(f"dixit: {error}", file=sys.stderr)
        return 2 if isinstance(error, (SettingsError, QuestionError, FilterInvalid)) else 1
    except KeyboardInterrupt:
        print("dixit: stopped; everything done so far is kept.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        _write_no_more()
        return 0
    except OSError as error:
        reason = error.strerror or type(error).__name__
        message = f"{error.filename} cannot be used ({reason}): check the path and its permissions."
        if error.filename is None:
            message = f"What is printed cannot be written ({reason}): check where it goes."
        print(f"dixit: {message}", file=sys.stderr)
        _write_no_more()
        return 1


def _run(argv: Sequence[str]) -> int:
    if argv and argv[0] in PLUGGED:
        from importlib.metadata import entry_points  # noqa: PLC0415

        (command,) = entry_points(group="dixit.commands", name=argv[0])
        return int(command.load()(argv[1:]))
    parser = _parser()
    if not argv:
        parser.print_help()
        return 0
    arguments = parser.parse_args(argv)
    # Imported on first use, so that `--help` is fast.
    module = "dixit.rag.cli.chat" if arguments.command == "chat" else "dixit.rag.cli.commands"
    run: Callable[[argparse.Namespace], int] = getattr(import_module(module), arguments.command)
    return run(arguments)


def _write_no_more() -> None:
    """Discard pending output: otherwise Python would try to write it at exit, and complain."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dixit",
        description="Ask a folder of articles who said what, and see where it says so.",
        epilog='example: dixit ask "what did Zu Sijie say?"',
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="show the version and exit")
    subparsers = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def command(name: str, what: str, example: str) -> argparse.ArgumentParser:
        made = subparsers.add_parser(
            name,
            help=what,
            description=f"{what[0].upper()}{what[1:]}.",
            epilog=f"example: {example}",
        )
        made.set_defaults(command=name)
        made.add_argument("--json", action="store_true", help="print JSON")
        add_settings_arguments(made)
        return made

    made = command("index", "add or refresh files and folders", "dixit index articles/")
    made.add_argument(
        "paths",
        nargs="*",
        type=some_path,
        metavar="PATH",
        help="default: the five articles of seeds/",
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
    made = command("ask", "answer a question, with citations", 'dixit ask "what did Zu Sijie say?"')
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
    command("chat", "ask questions and follow-ups in the terminal", "dixit chat")
    made = command(
        "search",
        "rank passages and show why",
        'dixit search "véhicules autonomes" -k 5',
    )
    made.add_argument("query", metavar="QUERY")
    made.add_argument("-k", type=_positive, default=10, metavar="N", help="how many (default: 10)")
    add_filter_arguments(made)
    made = command("quotes", "list who said what", 'dixit quotes --speaker "de Meo"')
    made.add_argument(
        "--speaker", metavar="NAME", help="only this speaker; part of the name is enough"
    )
    made.add_argument("--source", metavar="SOURCE", help="only this article")
    made = command(
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
    command("sources", "list the articles", "dixit sources")
    command("status", "show what the index contains and what made it", "dixit status")
    command("verify", "check the index for damage", "dixit verify")
    command(
        "repair",
        "repair a damaged index, keeping everything intact",
        "dixit repair",
    )
    command("compact", "free the disk space of removed articles", "dixit compact")
    made = command(
        "backup",
        "copy the index to a new folder, even while in use",
        "dixit backup ~/backups/press",
    )
    made.add_argument("folder", type=some_path, metavar="FOLDER")
    made = command(
        "remove",
        "remove an article from the index",
        "dixit remove 000_f43f25e133202a67.txt",
    )
    made.add_argument("source", metavar="SOURCE")
    for name, what in PLUGGED.items():  # Only listed here; `_run` has started them before.
        subparsers.add_parser(name, help=what, add_help=False)
    return parser


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


if __name__ == "__main__":
    sys.exit(main())
