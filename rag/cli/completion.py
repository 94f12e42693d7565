"""Shell completion: the command `dixit completion`, and the answers to a shell that completes."""

import argparse
import os

from dixit.rag.cli.parser import PLUGGED, command_line

ASKED = "_ARGCOMPLETE"
"""The environment variable by which a shell asks for completions."""


def completion(arguments: argparse.Namespace) -> int:
    """Print the code that a shell runs to complete the command line."""
    # Imported on first use, here and below: only completion needs it.
    from argcomplete.shell_integration import shellcode  # noqa: PLC0415

    print(shellcode(["dixit"], shell=arguments.shell))
    return 0


def complete() -> None:
    """Answer the shell that asks for completions, and end the process."""
    from importlib.metadata import entry_points  # noqa: PLC0415

    from argcomplete import autocomplete  # noqa: PLC0415

    typed = os.environ.get("COMP_LINE", "").split()[1:2]
    parsers = {
        name: entry.load()()
        for name in PLUGGED
        if name in typed
        for entry in entry_points(group="dixit.parsers", name=name)
    }
    autocomplete(command_line(parsers))
