"""What a sub-command of `dixit eval` consists of, and how its results are printed."""

import argparse
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Subcommand:
    """A sub-command: its name, help text, options and handler."""

    name: str
    summary: str
    """One line of help, in lower case and without a full stop."""
    examples: tuple[str, ...]
    """Command lines for the end of the help, `dixit eval` included."""
    add_options: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]
    """Runs the parsed arguments and returns the exit code. `arguments.parser` is the parser of the
    sub-command, for the report of wrong usage."""

    @property
    def epilog(self) -> str:
        """The examples, as the end of the help."""
        lines = (f"  {example}" for example in self.examples)
        return "\n".join([f"example{'s' if len(self.examples) > 1 else ''}:", *lines])


def print_table(
    rows: Iterable[Mapping[str, object]], lines: Iterable[str], *, as_json: bool
) -> None:
    """Print rows as JSON, or as the lines of a table.

    Args:
        rows: the rows as data, for `--json`.
        lines: the same rows as text.
        as_json: which of the two to print.
    """
    print(json.dumps(list(rows), ensure_ascii=False) if as_json else "\n".join(lines))
