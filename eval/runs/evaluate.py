"""Evaluation of question sets: ask them or read a run file, score, and report."""

import argparse
import hashlib
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path

from dixit import Dixit
from dixit.eval.baselines.langchain_chain import TutorialChain
from dixit.eval.reports import data, text
from dixit.eval.reports.html import as_html
from dixit.eval.runs.ragas_rows import read_verdicts, with_verdicts, write_rows
from dixit.eval.runs.resume import to_go_on_with
from dixit.eval.runs.run import header_of, write_run
from dixit.eval.runs.run_file import Run, RunFileError, read_run
from dixit.eval.runs.summary import Figure, Judged
from dixit.eval.sets.questions import SHIPPED, Question, read_questions
from dixit.eval.sets.with_distractors import opened_among
from dixit.index.errors import DixitError
from dixit.rag.embedders.base import open_embedder
from dixit.rag.settings import Settings


class SourcesMissingError(DixitError):
    """The index lacks documents that the questions name as sources."""


def _print_progress(done: int, of: int) -> None:
    print(json.dumps({"done": done, "of": of}), file=sys.stderr, flush=True)


def put(
    arguments: argparse.Namespace, settings: Settings, folder: Path
) -> Mapping[str, Mapping[str, Figure]]:
    """Ask the questions, or read the run file given, then score the run and write its reports.

    Args:
        arguments: the options of `dixit eval questions`.
        settings: the settings of the product.
        folder: where the run file goes.

    Returns:
        The figures by group, then by name.

    Raises:
        DixitError: the questions, the index or a run file cannot be used.
        OSError: the run or a report cannot be written.
    """
    # Read first: a file that cannot be read is reported before hundreds of questions are asked.
    verdicts = read_verdicts(arguments.from_ragas) if arguments.from_ragas else None
    against = read_run(arguments.against) if arguments.against else None
    path = arguments.score or _ask(arguments, settings, folder)
    judged = Judged.from_run(_priced(read_run(path), arguments))
    if verdicts is not None:
        judged = Judged.from_scored(judged.run, with_verdicts(judged.scored, verdicts))
    if arguments.to_ragas:
        count = write_rows(judged.run.asked, arguments.to_ragas)
        print(f"{count} answers for ragas in {arguments.to_ragas}.", file=sys.stderr)
    before = _before(judged, against)
    path.with_suffix(".md").write_text(text.as_markdown(judged, before), encoding="utf-8")
    page = path.with_suffix(".html")
    page.write_text(as_html(judged, before), encoding="utf-8")
    if arguments.json:
        print(json.dumps(data.as_dict(judged, before), ensure_ascii=False))
    else:
        print(text.as_text(judged, before))
        print(f"The same with plots, and each question: {page}")
    return judged.summary.groups


def _priced(run: Run, arguments: argparse.Namespace) -> Run:
    """The run with the prices of `--prices`, if given."""
    if arguments.prices is None:
        return run
    return replace(run, about={**run.about, "prices": asdict(arguments.prices)})


def _ask(arguments: argparse.Namespace, settings: Settings, folder: Path) -> Path:
    sets = _sets(arguments.questions or SHIPPED)
    embedder = open_embedder(settings)
    if arguments.among:
        dixit = opened_among(arguments.among, folder, settings, embedder, arguments.texts)
    else:
        dixit = Dixit(settings=settings, embedder=embedder)
    try:
        sources = [document.source for document in dixit.documents()]
        _check_sources(sets, sources, settings)
        about: dict[str, object] = {
            "settings": settings.as_dict(),
            "among": str(arguments.among) if arguments.among else None,
            "status": dixit.status().as_dict(),
            "documents": _fingerprint(dixit),
            "prices": asdict(arguments.prices) if arguments.prices else None,
            "tutorial": arguments.tutorial,
        }
        tutorial = None
        if arguments.tutorial:
            tutorial = TutorialChain.from_documents(map(dixit.document, sources), embedder)
        path = to_go_on_with(folder, header_of(sets, about))
        if path is None:
            path = folder / f"{datetime.now(UTC):%Y-%m-%dT%H-%M-%S-%f}.jsonl"
        else:
            print(f"Going on with {path.name}, which was cut off.", file=sys.stderr)
        report_progress = _print_progress if arguments.progress == "json" else None
        write_run(path, sets, dixit, about=about, reference=tutorial, tell=report_progress)
        return path
    finally:
        dixit.close()


def _fingerprint(dixit: Dixit) -> str:
    """16 hexadecimal digits of a SHA-256 over the contents of the index."""
    entries = sorted(
        (document.source, document.content_hash, document.recipe) for document in dixit.documents()
    )
    return hashlib.sha256(json.dumps(entries).encode()).hexdigest()[:16]


def _sets(paths: Sequence[Path]) -> dict[str, list[Question]]:
    sets: dict[str, list[Question]] = {}
    for path in paths:
        name = path.stem if path.stem not in sets else str(path)
        sets[name] = read_questions(path)
    return sets


def _check_sources(
    sets: Mapping[str, Sequence[Question]], sources: Sequence[str], settings: Settings
) -> None:
    expected_sources = {
        source for questions in sets.values() for q in questions for source in q.sources
    }
    if missing := sorted(expected_sources - set(sources)):
        more = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
        raise SourcesMissingError(
            f"The index in {settings.index} does not hold {missing[0]}{more}, which the questions "
            f"are about: run `dixit index seeds/ --index {settings.index}`, or name the folder "
            "that holds them."
        )


def _before(judged: Judged, against: Run | None) -> Judged | None:
    """The run to compare with: the one given, or else the latest one of the same questions."""
    if against is not None:
        return Judged.from_run(against)
    path = judged.run.path
    candidates = (
        candidate for candidate in path.parent.glob("*.jsonl") if candidate.name < path.name
    )
    for candidate in sorted(candidates, reverse=True):
        try:
            before = Judged.from_run(read_run(candidate))
        except RunFileError as error:
            print(f"Not compared with: {error}", file=sys.stderr)
            continue
        if before.asks_the_same_as(judged):
            return before
    return None
