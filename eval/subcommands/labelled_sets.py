"""Sub-commands that compare the product with data labelled by hand."""

import argparse
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

from dixit import Dixit
from dixit.eval.attacks import cases, checks, injections
from dixit.eval.sets import antecedents, pages, quotations, sentence_ends, statements
from dixit.eval.subcommands.subcommand import Subcommand, print_table


def _add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--failures", action="store_true", help="list the failures on development data instead"
    )
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")


def _add_quotation_options(parser: argparse.ArgumentParser) -> None:
    _add_options(parser)
    parser.add_argument(
        "--antecedents", action="store_true", help="measure each kind of evidence for a name"
    )


def _add_statement_options(parser: argparse.ArgumentParser) -> None:
    _add_options(parser)
    parser.add_argument(
        "file", nargs="?", type=Path, metavar="FILE",
        help="articles with their statements, one JSON object a line; without it, the shipped set",
    )  # fmt: skip


def _quotations(arguments: argparse.Namespace) -> int:
    labelled = {half: quotations.read_labelled(half) for half in quotations.HALVES}
    if arguments.antecedents:
        kinds = list(antecedents.measure(labelled[quotations.HALVES[0]]))
        lines = antecedents.as_text(kinds)
        print_table((kind.as_dict() for kind in kinds), lines, as_json=arguments.json)
        return 0
    if arguments.failures:
        print("\n".join(quotations.failures(labelled[quotations.HALVES[0]])))
        return 0
    rows = list(quotations.measure(labelled))
    print_table((row.as_dict() for row in rows), quotations.as_text(rows), as_json=arguments.json)
    return 0


def _attacks(arguments: argparse.Namespace) -> int:
    return _checked(arguments, cases.made_cases())


def _statements(arguments: argparse.Namespace) -> int:
    return _checked(arguments, statements.read_statements(arguments.file or statements.SHIPPED))


def _checked(arguments: argparse.Namespace, statements: Sequence[cases.Case]) -> int:
    if arguments.failures:
        print("\n".join(checks.failures(statements)))
        return 0
    rows = list(checks.measure(statements))
    print_table(map(asdict, rows), checks.as_text(rows), as_json=arguments.json)
    return 0


def _injections(arguments: argparse.Namespace) -> int:
    with TemporaryDirectory() as folder:
        dixit = Dixit(Path(folder) / "index")
        own = list(injections.measure(injections.planted(), dixit))
        others = list(injections.measure(injections.planted_by_others(), dixit))
        dixit.close()
    outcomes = own + others
    if arguments.failures:
        print("\n".join(injections.failures(outcomes)))
        return 0
    lines = [*injections.as_text(own), "", "by other hands", *injections.as_text(others)]
    print_table(map(asdict, outcomes), lines, as_json=arguments.json)
    return 0


def _pages(arguments: argparse.Namespace) -> int:
    marked = pages.read_pages()
    if arguments.failures:
        development = [page for page in marked if page.half == pages.DEVELOPMENT]
        print("\n".join(pages.failures(development)))
        return 0
    rows = list(pages.measure(marked))
    print_table(map(asdict, rows), pages.as_text(rows), as_json=arguments.json)
    return 0


def _sentences(arguments: argparse.Namespace) -> int:
    marked = sentence_ends.read_marked()
    if arguments.failures:
        splitter = sentence_ends.splitters()["dixit"]
        print("\n".join(sentence_ends.failures(marked[::2], splitter)))
        return 0
    rows = list(sentence_ends.measure(marked))
    print_table(map(asdict, rows), sentence_ends.as_text(rows), as_json=arguments.json)
    return 0


LABELLED_SETS = tuple(
    Subcommand(
        name,
        summary,
        (f"dixit eval {name}", f"dixit eval {name} --failures"),
        add_options,
        run,
    )
    for name, summary, add_options, run in (
        (
            "quotations",
            "find who said what in labelled articles",
            _add_quotation_options,
            _quotations,
        ),
        (
            "statements",
            "check statements labelled by hand against the text they cite",
            _add_statement_options,
            _statements,
        ),
        ("attacks", "check statements that rules have falsified", _add_options, _attacks),
        (
            "injections",
            "plant instructions in articles, for a model that obeys them",
            _add_options,
            _injections,
        ),
        ("pages", "separate the article from the boilerplate of saved pages", _add_options, _pages),
        (
            "sentences",
            "find sentence ends in hard cases, beside other splitters",
            _add_options,
            _sentences,
        ),
    )
)
