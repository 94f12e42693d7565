"""The command line `dixit COMMAND`.

Each command is a function in `dixit.rag.cli.commands`, or in a module of its own name.
"""

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from difflib import get_close_matches
from importlib import import_module

from dixit.index.errors import DixitError, FilterInvalid
from dixit.rag.cli.completion import ASKED, complete
from dixit.rag.cli.help_language import in_users_language
from dixit.rag.cli.parser import PLUGGED, command_line, names_of
from dixit.rag.errors import QuestionError, SettingsError


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
    if ASKED in os.environ:
        complete()
    if argv and argv[0] in PLUGGED:
        from importlib.metadata import entry_points  # noqa: PLC0415

        (command,) = entry_points(group="dixit.commands", name=argv[0])
        return int(command.load()(argv[1:]))
    parser = in_users_language(command_line())
    if not argv:
        parser.print_help()
        return 0
    commands = names_of(parser)
    if not argv[0].startswith("-") and argv[0] not in commands:
        parser.error(_unknown(argv[0], commands))
    arguments = parser.parse_args(argv)
    # Imported on first use, so that `--help` is fast.
    module = import_module(f"dixit.rag.cli.{arguments.module}")
    run: Callable[[argparse.Namespace], int] = getattr(module, arguments.command)
    return run(arguments)


def _unknown(name: str, commands: Sequence[str]) -> str:
    near = get_close_matches(name, commands, n=1)
    meant = f" Did you mean {near[0]}?" if near else ""
    return f"there is no command {name[:40]!r}.{meant} The commands are: {', '.join(commands)}."


def _write_no_more() -> None:
    """Discard pending output: otherwise Python would try to write it at exit, and complain."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
