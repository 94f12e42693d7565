"""Sub-commands that compare variants of the product, or the product with bare libraries."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

import numpy as np

from dixit.eval.experiments import ablations, many_files, scale, speed
from dixit.eval.experiments.chunk_sizes import Cuts
from dixit.eval.reports import speed_html
from dixit.eval.sets.beir import read_set
from dixit.eval.subcommands.subcommand import Subcommand, print_table
from dixit.rag.cli.flags import add_settings_arguments, settings_from
from dixit.rag.embedders.base import open_embedder


def _add_ablation_options(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("sets", nargs="+", metavar="SET[=CORPUS]",
        help="a folder in BEIR layout, with its corpus.jsonl if that is elsewhere")  # fmt: skip
    add("--queries", type=int, default=1_000, metavar="N",
        help="queries of each set, at most (default: 1000)")  # fmt: skip
    add("--json", action="store_true", help="print the figures as JSON")
    add_settings_arguments(parser)


def _ablations(arguments: argparse.Namespace) -> int:
    cuts = Cuts(open_embedder(settings_from(arguments)))
    rows: list[ablations.Row] = []
    for argument in arguments.sets:
        folder, _, corpus = argument.partition("=")
        retrieval = read_set(Path(folder), Path(corpus) if corpus else None)
        sample = ablations.sampled(retrieval, arguments.queries)
        rows += ablations.measure(sample, cuts)
        print(f"{sample.name}: {len(sample.queries)} queries measured", file=sys.stderr, flush=True)
    print_table(map(asdict, rows), ablations.as_text(rows), as_json=arguments.json)
    return 0


def _add_speed_options(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("articles", nargs="?", type=Path, default=Path("seeds"),
        help="folder of articles (default: seeds/)")  # fmt: skip
    add("--pairs", type=int, default=5, metavar="N", help="timings of each pair (default: 5)")
    add("--full", action="store_true",
        help="also the index at 1,000 to 1,000,000 synthetic passages; half an hour")  # fmt: skip
    add("--html", type=Path, metavar="FILE", help="write the ratios and the growth as a page")
    add("--json", action="store_true", help="print the ratios as JSON")


def _speed(arguments: argparse.Namespace) -> int:
    if arguments.pairs < 1:
        arguments.parser.error("--pairs must be 1 or more")
    if not arguments.articles.is_dir():
        arguments.parser.error(f"there is no folder {arguments.articles}")
    ratios = []
    for ratio in speed.measure(arguments.articles, arguments.pairs):
        ratios.append(ratio.as_dict())
        if not arguments.json:
            print(ratio, flush=True)
    scales = list(map(scale.measure, speed.SIZES)) if arguments.full else []
    if arguments.html:
        arguments.html.write_text(speed_html.as_html(ratios, scales), encoding="utf-8")
    if arguments.json:
        record = {"ratios": ratios, "scales": [asdict(each) for each in scales]}
        print(json.dumps(record, ensure_ascii=False))
    elif scales:
        print("\n".join(scale.as_text(scales)))
    return 0


def _add_files_options(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("articles", nargs="?", type=Path, default=Path("seeds"),
        help="folder of articles that the files are made of (default: seeds/)")  # fmt: skip
    add("--files", type=int, default=3_000, metavar="N", help="how many files (default: 3000)")
    add("--pairs", type=int, default=3, metavar="N", help="timings of each pair (default: 3)")
    add("--json", action="store_true", help="print the ratios as JSON")


def _files(arguments: argparse.Namespace) -> int:
    if arguments.pairs < 1 or arguments.files < 1:
        arguments.parser.error("--pairs and --files must be 1 or more")
    if not arguments.articles.is_dir():
        arguments.parser.error(f"there is no folder {arguments.articles}")
    ratios = []
    for ratio in many_files.measure(arguments.articles, arguments.files, arguments.pairs):
        ratios.append(ratio.as_dict())
        if not arguments.json:
            print(ratio, flush=True)
    if arguments.json:
        print(json.dumps({"ratios": ratios}, ensure_ascii=False))
    return 0


def _add_scale_options(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("passages", nargs="*", type=int, default=[1_000, 10_000, 100_000],
        help="index sizes in passages, multiples of 20 (default: 1000 10000 100000; a million "
        "takes 10 minutes)")  # fmt: skip
    add("--vectors", type=Path, metavar="FILE",
        help="unit vectors of real texts, float32 rows in NumPy's .npy")  # fmt: skip
    add("--json", action="store_true", help="print the figures as JSON")


def _scale(arguments: argparse.Namespace) -> int:
    if any(size < 1_000 or size % 20 for size in arguments.passages):
        arguments.parser.error("sizes are multiples of 20, from 1000 on")
    if arguments.vectors and not arguments.vectors.is_file():
        arguments.parser.error(f"there is no file {arguments.vectors}")
    vectors = np.load(arguments.vectors, mmap_mode="r") if arguments.vectors else None
    scales = []
    for passages in arguments.passages:
        scales.append(scale.measure(passages, vectors))
        print(f"{passages:,} passages measured", file=sys.stderr, flush=True)
    print_table(map(asdict, scales), scale.as_text(scales), as_json=arguments.json)
    return 0


EXPERIMENTS = (
    Subcommand(
        "ablations",
        "change each choice of retrieval in turn, on public sets",
        ("dixit eval ablations piaf-fr piaf-en=piaf-fr/corpus.jsonl xquad-en",),
        _add_ablation_options,
        _ablations,
    ),
    Subcommand(
        "speed",
        "time Dixit as ratios to bare libraries",
        ("dixit eval speed seeds/ --pairs 5",),
        _add_speed_options,
        _speed,
    ),
    Subcommand(
        "files",
        "time the indexing of many small files beside a bare loop over them",
        ("dixit eval files --files 3000 --pairs 3",),
        _add_files_options,
        _files,
    ),
    Subcommand(
        "scale",
        "measure the index at growing sizes, beside bare FAISS and tantivy",
        ("dixit eval scale 1000 10000 --json",),
        _add_scale_options,
        _scale,
    ),
)
