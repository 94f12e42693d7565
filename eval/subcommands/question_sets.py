"""`dixit eval questions`, also the default: question sets, or retrieval on a public set."""

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path

from dixit.eval.experiments import benchmark
from dixit.eval.runs.evaluate import put
from dixit.eval.runs.gate import Gate
from dixit.eval.runs.run_file import Prices
from dixit.eval.runs.summary import Figure
from dixit.eval.sets.questions import SHIPPED, read_questions
from dixit.eval.subcommands.subcommand import Subcommand
from dixit.index.errors import DixitError
from dixit.rag.cli.flags import add_settings_arguments, settings_from
from dixit.rag.settings import Settings, data_folder


def _add_options(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("questions", nargs="*", type=Path, metavar="QUESTIONS",
        help="question sets in JSON Lines (default: the shipped sets)")  # fmt: skip
    add("--list", action="store_true", help="list the shipped question sets and exit")
    add("--out", type=Path, metavar="DIR", help="folder for run files and reports")
    add("--against", type=Path, metavar="RUN", help="run file to compare with")
    add("--score", type=Path, metavar="RUN", help="score this run file again, without questions")
    add("--no-tutorial", dest="tutorial", action="store_false",
        help="do not run the LangChain tutorial's chain for comparison")  # fmt: skip
    add("--among", type=Path, metavar="FILE",
        help="index the seed articles together with texts of this corpus.jsonl")  # fmt: skip
    add("--texts", type=int, default=1_000, metavar="N",
        help="number of texts for --among (default: 1000)")  # fmt: skip
    add("--benchmark", type=Path, metavar="SET",
        help="measure retrieval on a folder in BEIR layout or a file in SQuAD layout")  # fmt: skip
    add("--corpus", type=Path, metavar="FILE",
        help="corpus.jsonl of the --benchmark, if it is not in its folder")  # fmt: skip
    add("--prices", type=_prices, metavar="READ,WRITTEN",
        help="price of a million tokens read and written by the model, as 0.5,1.5")  # fmt: skip
    add("--gate", action="append", type=_gate, default=[], metavar="NAME>=VALUE",
        help="exit with 1 unless the figure holds, such as none.refusal>=0.9")  # fmt: skip
    add("--to-ragas", type=Path, metavar="FILE", help="write the answers in the format of ragas")
    add("--from-ragas", type=Path, metavar="FILE",
        help="add the measures of a ragas result file to the report")  # fmt: skip
    add("--progress", choices=("bar", "json"), default="bar",
        help="progress on stderr: a bar, or one JSON line a question")  # fmt: skip
    add("--json", action="store_true", help="print the summary as JSON")
    add_settings_arguments(parser)


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


def _run(arguments: argparse.Namespace) -> int:
    _check(arguments)
    if arguments.list:
        _list(as_json=arguments.json)
        return 0
    measure = _benchmark if arguments.benchmark else put
    folder = arguments.out or data_folder() / "runs"
    try:
        groups = measure(arguments, settings_from(arguments), folder)
    except OSError as error:
        raise DixitError(f"The run cannot be written to {folder}: {error.strerror}.") from error
    breaches = [breach for gate in arguments.gate if (breach := gate.breach(groups))]
    for breach in breaches:
        print(breach, file=sys.stderr)
    return 1 if breaches else 0


def _check(arguments: argparse.Namespace) -> None:
    """Report options that exclude each other as wrong usage (exit code 2)."""
    if arguments.benchmark and (arguments.questions or arguments.score):
        arguments.parser.error("--benchmark takes neither question sets nor --score")
    if arguments.among and (arguments.benchmark or arguments.score):
        arguments.parser.error("--among goes with question sets alone")
    if arguments.corpus and not arguments.benchmark:
        arguments.parser.error("--corpus goes with --benchmark")


def _list(*, as_json: bool) -> None:
    counts = {path: len(read_questions(path)) for path in SHIPPED}
    if as_json:
        sets = [{"name": p.stem, "path": str(p), "questions": n} for p, n in counts.items()]
        print(json.dumps(sets, ensure_ascii=False))
    else:
        print("\n".join(f"{p.stem}: {n} questions, {p}" for p, n in counts.items()))


def _benchmark(
    arguments: argparse.Namespace, settings: Settings, folder: Path
) -> Mapping[str, Mapping[str, Figure]]:
    measured = benchmark.run(arguments.benchmark, arguments.corpus, settings, folder)
    if arguments.json:
        print(json.dumps({"benchmark": arguments.benchmark.name, **measured.as_dict()}))
    else:
        print("\n".join(benchmark.as_text(measured)))
    return measured.groups


QUESTIONS = Subcommand(
    "questions",
    "ask question sets and report answers, citations and refusals (the default)",
    (
        "dixit eval",
        'dixit eval mine.jsonl --gate "answer>=0.9"',
        "dixit eval --list",
        "dixit eval --among piaf-fr/corpus.jsonl",
        "dixit eval --benchmark piaf-fr",
    ),
    _add_options,
    _run,
)
