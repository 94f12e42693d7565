"""`dixit eval SUBCOMMAND`: the parser with all sub-commands, and the entry point."""

import argparse
from collections.abc import Sequence

from dixit.eval.subcommands.experiments import EXPERIMENTS
from dixit.eval.subcommands.labelled_sets import LABELLED_SETS
from dixit.eval.subcommands.question_sets import QUESTIONS
from dixit.rag.cli.help_language import in_users_language

SUBCOMMANDS = (QUESTIONS, *LABELLED_SETS, *EXPERIMENTS)
_HELP = ("-h", "--help")


def main(argv: Sequence[str]) -> int:
    """Run `dixit eval` with the given arguments.

    Arguments that do not start with the name of a sub-command are those of `questions`, so that
    `dixit eval mine.jsonl` asks the questions of that file.

    Args:
        argv: the arguments after `dixit eval`.

    Returns:
        0 when done, 1 when a gate does not hold.

    Raises:
        DixitError: the command failed; the message says why.
        SystemExit: help was asked for (0), or the usage is wrong (2).
    """
    names = {subcommand.name for subcommand in SUBCOMMANDS}
    is_explicit = bool(argv) and (argv[0] in names or argv[0] in _HELP)
    # Unknown options are reported with the usage of the sub-command, not of `dixit eval`.
    arguments, unknown = in_users_language(command_line()).parse_known_args(
        argv if is_explicit else [QUESTIONS.name, *argv]
    )
    if unknown:
        arguments.parser.error(f"unrecognized arguments: {' '.join(unknown)}")
    return int(arguments.run(arguments))


def command_line() -> argparse.ArgumentParser:
    """The parser of `dixit eval`."""
    parser = argparse.ArgumentParser(
        prog="dixit eval",
        usage="dixit eval [SUBCOMMAND] [OPTION ...]",
        description="Measure answers, retrieval, the analysis of texts, and speed. Without a\n"
        "sub-command, `dixit eval` is `dixit eval questions` and takes its options.",
        epilog="\n".join(
            [
                "examples:",
                *(f"  {subcommand.examples[0]}" for subcommand in SUBCOMMANDS),
                "",
                "more: dixit eval SUBCOMMAND --help",
            ]
        ),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    subparsers = parser.add_subparsers(
        title="sub-commands", metavar="SUBCOMMAND ...", prog=parser.prog, required=True
    )
    for subcommand in SUBCOMMANDS:
        subparser = subparsers.add_parser(
            subcommand.name,
            help=subcommand.summary,
            description=f"{subcommand.summary[0].upper()}{subcommand.summary[1:]}.",
            epilog=subcommand.epilog,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        subcommand.add_options(subparser)
        subparser.set_defaults(parser=subparser, run=subcommand.run)
    return parser
