"""A command of the command line, run in this process."""

from dixit.rag.cli.main import main


def run(*arguments: str) -> int:
    """Its exit code."""
    try:
        return main(arguments)
    except SystemExit as exit_:
        return int(exit_.code or 0)
