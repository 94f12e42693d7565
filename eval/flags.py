"""The flags of `dixit eval` and its subcommands, with their checks."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from dixit.eval.runs.gate import Gate
from dixit.eval.runs.run_file import Prices
from dixit.rag.cli.flags import add_settings_arguments

EXAMPLE = """examples:
  dixit eval                                    the shipped questions on the seed articles
  dixit eval mine.jsonl --gate "answer>=0.9"    exits 1 below 0.9
  dixit eval --list                             the shipped question sets
  dixit eval --benchmark piaf-fr                a public retrieval set in the BEIR layout
  dixit eval ablations piaf-fr                  what each choice of retrieval is worth
  dixit eval speed                              ratios to bare libraries
  dixit eval scale                              the index at growing sizes
  dixit eval sentences                          sentence ends, beside other splitters
  dixit eval pages                              articles told from the debris around them
  dixit eval attacks                            false statements beside what they cite
  dixit eval injections                         orders planted in articles
  dixit eval quotations                         who said what, beside labels by hand
  dixit eval --among piaf-fr/corpus.jsonl       the questions, with 1,000 other texts beside
"""


def _gate(text: str) -> Gate:
    try:
        return Gate.parse(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _prices(text: str) -> Prices:
    try:
        read, written = map(float, text.split(","))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not two numbers such as 0.5,1.5") from error
    return Prices(read, written)


def eval_arguments(argv: Sequence[str]) -> argparse.Namespace:
    """The arguments of `dixit eval`; wrong ones end the program with exit code 2."""
    parser = argparse.ArgumentParser(
        prog="dixit eval",
        description="Ask sets of questions and report how well they were answered.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("questions", nargs="*", type=Path, metavar="QUESTIONS", help="JSON Lines question sets")
    add("--out", type=Path, metavar="DIR", help="where run files and reports go")
    add("--against", type=Path, metavar="RUN", help="the run file to compare with")
    add("--score", type=Path, metavar="RUN", help="score this run file again; ask nothing")
    add("--no-tutorial", dest="tutorial", action="store_false", help="leave the reference out")
    add(
        "--benchmark",
        type=Path,
        metavar="SET",
        help="a folder in the BEIR layout, or a file in SQuAD's",
    )
    add("--among", type=Path, metavar="FILE",
        help="index the seed articles among the texts of this corpus.jsonl")  # fmt: skip
    add("--texts", type=int, default=1_000, metavar="N", help="how many of its texts (1000)")
    add("--corpus", type=Path, metavar="FILE", help="the retrieval set's texts, if elsewhere")
    add("--prices", type=_prices, metavar="READ,WRITTEN",
        help="what a million tokens cost that a model reads and writes, as 0.5,1.5")  # fmt: skip
    add("--gate", action="append", type=_gate, default=[], metavar="NAME>=VALUE",
        help="exit 1 unless the figure holds, such as none.refusal>=0.9")  # fmt: skip
    add("--to-ragas", type=Path, metavar="FILE", help="write the answers as ragas reads them")
    add("--from-ragas", type=Path, metavar="FILE",
        help="add the measures of ragas' results to the report")  # fmt: skip
    add("--list", action="store_true", help="list the shipped question sets; ask nothing")
    add("--progress", choices=("bar", "json"), default="bar",
        help="how stderr tells progress: a bar, or a JSON line a question")  # fmt: skip
    add("--json", action="store_true", help="print the summary as JSON")
    add_settings_arguments(parser)
    arguments = parser.parse_args(argv)
    if arguments.benchmark and (arguments.questions or arguments.score):
        parser.error("--benchmark takes neither question sets nor --score")
    if arguments.among and (arguments.benchmark or arguments.score):
        parser.error("--among goes with question sets alone")
    if arguments.corpus and not arguments.benchmark:
        parser.error("--corpus goes with --benchmark")
    return arguments


def speed_arguments(argv: Sequence[str]) -> argparse.Namespace:
    """The arguments of `dixit eval speed`, likewise."""
    parser = argparse.ArgumentParser(
        prog="dixit eval speed",
        description="Time Dixit against bare libraries, in turns.",
        epilog="example:\n  dixit eval speed seeds/ --pairs 5\n",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "articles", nargs="?", type=Path, default=Path("seeds"), help="a folder (default seeds/)"
    )
    parser.add_argument("--pairs", type=int, default=5, help="timings of each pair (default 5)")
    parser.add_argument(
        "--full",
        action="store_true",
        help="the index at 1,000 to 1,000,000 made-up passages, too; takes half an hour",
    )
    parser.add_argument(
        "--html", type=Path, metavar="FILE", help="write the ratios and their growth as a page"
    )
    parser.add_argument("--json", action="store_true", help="print the ratios as JSON")
    arguments = parser.parse_args(argv)
    if arguments.pairs < 1:
        parser.error("--pairs must be 1 or more")
    if not arguments.articles.is_dir():
        parser.error(f"there is no folder {arguments.articles}")
    return arguments


def scale_arguments(argv: Sequence[str]) -> argparse.Namespace:
    """The arguments of `dixit eval scale`, likewise."""
    parser = argparse.ArgumentParser(
        prog="dixit eval scale",
        description="Measure the index at growing sizes, beside bare Faiss and tantivy.",
        epilog="example:\n  dixit eval scale 1000 10000 --json\n",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "passages",
        nargs="*",
        type=int,
        default=[1_000, 10_000, 100_000],
        help="sizes, multiples of 20 (default 1000 10000 100000; a million takes 10 minutes)",
    )
    parser.add_argument(
        "--vectors",
        type=Path,
        metavar="FILE",
        help="unit vectors of real texts to use, float32 rows in NumPy's .npy",
    )
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    arguments = parser.parse_args(argv)
    if any(size < 1_000 or size % 20 for size in arguments.passages):
        parser.error("sizes are multiples of 20, from 1000 on")
    if arguments.vectors and not arguments.vectors.is_file():
        parser.error(f"there is no file {arguments.vectors}")
    return arguments


def sentences_arguments(argv: Sequence[str]) -> argparse.Namespace:
    """The arguments of `dixit eval sentences`, likewise."""
    return _set_arguments(
        "sentences", "Find the sentence ends of hard cases, beside other splitters.", argv
    )


def pages_arguments(argv: Sequence[str]) -> argparse.Namespace:
    """The arguments of `dixit eval pages`, likewise."""
    return _set_arguments(
        "pages", "Tell the articles of saved pages from the debris around them.", argv
    )


def quotations_arguments(argv: Sequence[str]) -> argparse.Namespace:
    """The arguments of `dixit eval quotations`, likewise."""
    return _set_arguments(
        "quotations", "Find who said what in labelled articles, and compare with the labels.", argv
    )


def attacks_arguments(argv: Sequence[str]) -> argparse.Namespace:
    """The arguments of `dixit eval attacks`, likewise."""
    return _set_arguments(
        "attacks", "Check statements that say something else than what they cite.", argv
    )


def statements_arguments(argv: Sequence[str]) -> argparse.Namespace:
    """The arguments of `dixit eval statements`."""
    return _set_arguments(
        "statements",
        "Check statements about articles that were written and labelled by hand.",
        argv,
    )


def injections_arguments(argv: Sequence[str]) -> argparse.Namespace:
    """The arguments of `dixit eval injections`, likewise."""
    return _set_arguments(
        "injections", "Plant orders in articles, against a model that follows them.", argv
    )


def ablations_arguments(argv: Sequence[str]) -> argparse.Namespace:
    """The arguments of `dixit eval ablations`, likewise."""
    parser = argparse.ArgumentParser(
        prog="dixit eval ablations",
        description="Measure what each choice of retrieval is worth on public sets.",
        epilog="example:\n  dixit eval ablations piaf-fr piaf-en=piaf-fr/corpus.jsonl xquad-en\n",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("sets", nargs="+", metavar="SET[=CORPUS]", help="folders in the BEIR layout")
    add("--queries", type=int, default=1_000, metavar="N", help="of a set, at most (1000)")
    add("--json", action="store_true", help="print the figures as JSON")
    add_settings_arguments(parser)
    return parser.parse_args(argv)


def _set_arguments(name: str, what: str, argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog=f"dixit eval {name}",
        description=what,
        epilog=f"example:\n  dixit eval {name} --failures\n",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--failures", action="store_true", help="show where ours fails in the half to tune on"
    )
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    return parser.parse_args(argv)
