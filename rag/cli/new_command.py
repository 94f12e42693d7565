"""A command's parser, with the flags that all commands have."""

import argparse
from typing import TypeAlias

from dixit.rag.cli.flags import add_settings_arguments

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
"""What commands are added to."""


def new_command(
    commands: Commands,
    name: str,
    what: str,
    example: str,
    *,
    module: str = "commands",
    reports: bool = False,
    **forms: str,
) -> argparse.ArgumentParser:
    """Add a command with the flags that all have.

    Args:
        commands: what it is added to.
        name: its name.
        what: one line of help.
        example: a whole command line.
        module: the module that runs it.
        reports: whether it tells what it did, which `--quiet` then suppresses.
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
    if reports:
        told = "print warnings and errors only"
        printed.add_argument("-q", "--quiet", action="store_true", help=told)
    add_settings_arguments(made)
    return made
