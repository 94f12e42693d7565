"""`dixit eval`: ask the question sets, or measure retrieval on a public set, or speed."""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from dixit import Dixit
from dixit.eval.attacks import cases, checks, injections
from dixit.eval.experiments import ablations, benchmark, scale, speed
from dixit.eval.experiments.chunk_sizes import Cuts
from dixit.eval.flags import (
    ablations_arguments,
    attacks_arguments,
    eval_arguments,
    injections_arguments,
    pages_arguments,
    quotations_arguments,
    scale_arguments,
    sentences_arguments,
    speed_arguments,
    statements_arguments,
)
from dixit.eval.reports import speed_html
from dixit.eval.runs.evaluate import put
from dixit.eval.runs.summary import Figure
from dixit.eval.sets import pages, quotations, sentence_ends, statements
from dixit.eval.sets.beir import read_set
from dixit.eval.sets.questions import SHIPPED, read_questions
from dixit.index.errors import DixitError
from dixit.rag.cli.flags import settings_from
from dixit.rag.embedders.base import open_embedder
from dixit.rag.settings import Settings, data_folder


def main(argv: Sequence[str]) -> int:
    """Run what the arguments ask for; 0 when done, 1 when a gate does not hold.

    Raises:
        DixitError: it could not be done; the message says why.
    """
    if argv and argv[0] == "speed":
        return _speed(speed_arguments(argv[1:]))
    if argv and argv[0] == "scale":
        return _scale(scale_arguments(argv[1:]))
    if argv and argv[0] == "sentences":
        return _sentences(sentences_arguments(argv[1:]))
    if argv and argv[0] == "pages":
        return _pages(pages_arguments(argv[1:]))
    if argv and argv[0] == "injections":
        return _injections(injections_arguments(argv[1:]))
    if argv and argv[0] == "attacks":
        return _checked(attacks_arguments(argv[1:]), cases.made_cases())
    if argv and argv[0] == "statements":
        return _checked(statements_arguments(argv[1:]), statements.read_statements())
    if argv and argv[0] == "quotations":
        return _quotations(quotations_arguments(argv[1:]))
    if argv and argv[0] == "ablations":
        return _ablations(ablations_arguments(argv[1:]))
    arguments = eval_arguments(argv)
    if arguments.list:
        return _list(as_json=arguments.json)
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


def _list(*, as_json: bool) -> int:
    counted = {path: len(read_questions(path)) for path in SHIPPED}
    if as_json:
        sets = [{"name": p.stem, "path": str(p), "questions": n} for p, n in counted.items()]
        print(json.dumps(sets, ensure_ascii=False))
    else:
        print("\n".join(f"{p.stem}: {n} questions, {p}" for p, n in counted.items()))
    return 0


def _benchmark(
    arguments: argparse.Namespace, settings: Settings, folder: Path
) -> Mapping[str, Mapping[str, Figure]]:
    measured = benchmark.run(arguments.benchmark, arguments.corpus, settings, folder)
    if arguments.json:
        print(json.dumps({"benchmark": arguments.benchmark.name, **measured.as_dict()}))
    else:
        print("\n".join(benchmark.as_text(measured)))
    return measured.groups


def _ablations(arguments: argparse.Namespace) -> int:
    cuts = Cuts(open_embedder(settings_from(arguments)))
    rows: list[ablations.Row] = []
    for named in arguments.sets:
        folder, _, corpus = named.partition("=")
        retrieval = read_set(Path(folder), Path(corpus) if corpus else None)
        kept = ablations.sampled(retrieval, arguments.queries)
        rows += ablations.measure(kept, cuts)
        print(f"{kept.name}: {len(kept.queries)} queries measured", file=sys.stderr, flush=True)
    if arguments.json:
        print(json.dumps([asdict(row) for row in rows]))
    else:
        print("\n".join(ablations.as_text(rows)))
    return 0


def _speed(arguments: argparse.Namespace) -> int:
    ratios = []
    for ratio in speed.measure(arguments.articles, arguments.pairs):
        ratios.append(ratio.as_dict())
        if not arguments.json:
            print(ratio, flush=True)
    scales = list(map(scale.measure, speed.SIZES)) if arguments.full else []
    if arguments.html:
        arguments.html.write_text(speed_html.as_html(ratios, scales), encoding="utf-8")
    if arguments.json:
        told = {"ratios": ratios, "scales": [asdict(each) for each in scales]}
        print(json.dumps(told, ensure_ascii=False))
    elif scales:
        print("\n".join(scale.as_text(scales)))
    return 0


def _scale(arguments: argparse.Namespace) -> int:
    real = np.load(arguments.vectors, mmap_mode="r") if arguments.vectors else None
    scales = []
    for passages in arguments.passages:
        scales.append(scale.measure(passages, real))
        print(f"{passages:,} passages measured", file=sys.stderr, flush=True)
    if arguments.json:
        print(json.dumps([asdict(each) for each in scales]))
    else:
        print("\n".join(scale.as_text(scales)))
    return 0


def _sentences(arguments: argparse.Namespace) -> int:
    marked = sentence_ends.read_marked()
    if arguments.failures:
        ours = sentence_ends.splitters()["dixit"]
        print("\n".join(sentence_ends.failures(marked[::2], ours)))
        return 0
    rows = list(sentence_ends.measure(marked))
    if arguments.json:
        print(json.dumps([asdict(row) for row in rows]))
    else:
        print("\n".join(sentence_ends.as_text(rows)))
    return 0


def _injections(arguments: argparse.Namespace) -> int:
    with TemporaryDirectory() as folder:
        dixit = Dixit(Path(folder) / "index")
        own = list(injections.measure(injections.planted(), dixit))
        others = list(injections.measure(injections.planted_by_others(), dixit))
        dixit.close()
    outcomes = own + others
    if arguments.failures:
        wrong = [o for o in outcomes if o.shown or o.live or not (o.exact and o.answered)]
        print(
            "\n".join(f"{o.planted.kind}, {o.planted.hiding}: {o.planted.content}" for o in wrong)
        )
    elif arguments.json:
        print(json.dumps([asdict(outcome) for outcome in outcomes], ensure_ascii=False))
    else:
        print("\n".join([*injections.as_text(own), "", "by other hands"]))
        print("\n".join(injections.as_text(others)))
    return 0


def _checked(arguments: argparse.Namespace, cases: Sequence[cases.Case]) -> int:
    if arguments.failures:
        print("\n".join(checks.failures(cases)))
        return 0
    rows = list(checks.measure(cases))
    if arguments.json:
        print(json.dumps([asdict(row) for row in rows]))
    else:
        print("\n".join(checks.as_text(rows)))
    return 0


def _pages(arguments: argparse.Namespace) -> int:
    marked = pages.read_pages()
    if arguments.failures:
        to_tune = [page for page in marked if page.half == pages.DEVELOPMENT]
        print("\n".join(pages.failures(to_tune)))
        return 0
    rows = list(pages.measure(marked))
    if arguments.json:
        print(json.dumps([asdict(row) for row in rows]))
    else:
        print("\n".join(pages.as_text(rows)))
    return 0


def _quotations(arguments: argparse.Namespace) -> int:
    labelled = {half: quotations.read_labelled(half) for half in quotations.HALVES}
    if arguments.failures:
        print("\n".join(quotations.failures(labelled[quotations.HALVES[0]])))
        return 0
    rows = list(quotations.measure(labelled))
    if arguments.json:
        print(json.dumps([row.as_dict() for row in rows], ensure_ascii=False))
    else:
        print("\n".join(quotations.as_text(rows)))
    return 0
