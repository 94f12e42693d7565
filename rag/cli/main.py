"""The command line `dixit COMMAND`.

Each command is a function in `dixit.rag.cli.commands`, or in a module of its own name.
"""

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module

from dixit.index.errors import DixitError, FilterInvalid
from dixit.rag.cli.flags import (
    add_filter_arguments,
    add_settings_arguments,
    path_or_address,
    some_path,
)
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
    arguments = _parser().parse_args(argv)
    # Imported on first use, so that `--help` is fast.
    run: Callable[[argparse.Namespace], int] = getattr(
        import_module(f"dixit.rag.cli.{arguments.module}"), arguments.command
    )
    return run(arguments)


def _write_no_more() -> None:
    """Discard pending output: otherwise Python would try to write it at exit, and complain."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dixit",
        description="Ask a folder of articles who said what, and see where it says so.",
        epilog="\n".join(
            ["more commands:"]
            + [f"  {name:<20}{what}" for name, what in PLUGGED.items()]
            + ["", 'example: dixit ask "what did Zu Sijie say?"']
        ),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="show the version and exit")
    subparsers = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def command(
        name: str, what: str, example: str, *, module: str = "commands", **forms: str
    ) -> argparse.ArgumentParser:
        made = subparsers.add_parser(
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

    made = command(
        "index", "add or refresh files and folders", "dixit index articles/", module="index_command"
    )
    made.add_argument(
        "paths",
        nargs="*",
        type=path_or_address,
        metavar="PATH",
        help="a file, a folder, or the address of a page or feed (with the extra `web`); "
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
    made = command("ask", "answer a question, with citations", 'dixit ask "what did Zu Sijie say?"')
    made.add_argument("question", metavar="QUESTION")
    made.add_argument(
        "--strict",
        action="store_true",
        help="leave out a chat model's unproven sentences",
    )
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
    made.add_argument("--about", metavar="TOPIC", help="only statements about this")
    made.add_argument("--from", dest="since", metavar="DATE", help="published from YYYY[-MM[-DD]]")
    made.add_argument("--to", dest="until", metavar="DATE", help="published until YYYY[-MM[-DD]]")
    made.add_argument(
        "--direct", action="store_true", default=None, help="only words in quotation marks"
    )
    made.add_argument("--limit", type=_positive, metavar="N", help="at most this many")
    made.add_argument("--csv", action="store_true", help="print comma-separated values")
    made = command(
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
    made = command(
        "show",
        "show an article as stored, with a span marked",
        "dixit show 000_f43f25e133202a67.txt --span 2540:2590",
    )
    made.add_argument("source", metavar="SOURCE")
    made.add_argument("--span", metavar="START:END", help="characters to mark (END excluded)")
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
    how = made.add_mutually_exclusive_group()
    how.add_argument(
        "--for-good",
        action="store_true",
        help="keep it out of the index when its file is indexed again",
    )
    how.add_argument("--undo", action="store_true", help="let back in what was removed for good")
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


def _seconds(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value < float("inf"):
        raise argparse.ArgumentTypeError(f"must be a number of seconds, not {text[:40]!r}")
    return value


if __name__ == "__main__":
    sys.exit(main())
