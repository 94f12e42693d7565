"""The command `dixit index`: progress, questions and report."""

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from dixit.rag.cli import printed
from dixit.rag.cli.flags import settings_from
from dixit.rag.errors import SettingsError
from dixit.rag.ingestion.example_articles import EXAMPLE_ARTICLES
from dixit.rag.ingestion.report import Emptied, IndexReport, Progress, Skip, Step
from dixit.rag.pipeline import Dixit

_NAMED = 3
"""Files named for each reason to skip them, and renames named."""
_REDRAWN_S = 0.1
"""Seconds after which the bar is drawn again although no file was finished."""


def index(arguments: argparse.Namespace) -> int:
    """Add or update files and folders, once or continuously, and report what was done.

    Returns:
        1 if a folder was found empty and its articles were kept; otherwise 0.
    """
    dixit = Dixit(settings=settings_from(arguments))
    paths = arguments.paths or ([] if arguments.refresh else [EXAMPLE_ARTICLES])
    if arguments.watch and (arguments.refresh or any(isinstance(path, str) for path in paths)):
        raise SettingsError("--watch is for files: an address is fetched once more by --refresh.")
    with _bar(arguments) as progress:
        if arguments.rebuild:
            report = dixit.rebuild(progress=progress, wait_s=arguments.wait)
        else:
            report = dixit.add(
                paths,
                progress=progress,
                prune=lambda emptied: arguments.prune or _agreed(emptied, arguments),
                wait_s=arguments.wait,
                refresh=arguments.refresh,
            )
    _tell(report, dixit, arguments)
    if not arguments.watch:
        return 1 if report.emptied else 0
    if not arguments.quiet:
        print("watching for changes; press Ctrl-C to stop", file=sys.stderr)
    with suppress(KeyboardInterrupt):
        for report in dixit.follow(paths):
            if report.has_news:
                _tell(report, dixit, arguments)
    return 0


@contextmanager
def _bar(arguments: argparse.Namespace) -> Iterator[Progress]:
    """A progress bar with rate and remaining time, on terminals only."""
    # Imported on first use: questions need no progress bar.
    from tqdm import tqdm  # noqa: PLC0415

    hidden = arguments.json or arguments.quiet or None  # None: on terminals only.
    with tqdm(unit="file", disable=hidden, file=sys.stderr, leave=False) as bar:

        def progress(step: Step) -> None:
            if step.phase == "waiting":
                if arguments.quiet:
                    return
                with bar.external_write_mode(sys.stderr):
                    print(f"waiting for another run: {step.name}", file=sys.stderr)
                return
            bar.total = step.total or None
            if step.phase == "reading":
                seconds = max(bar.format_dict["elapsed"], 1e-3)
                rate = f"{step.passages:,} passages, {step.passages / seconds:.0f}/s"
                bar.set_postfix_str(f"{rate}, {step.name}" if step.name else rate, refresh=False)
            else:
                what = {"finding": "looking for files", "finishing": "updating the search"}
                bar.set_postfix_str(what[step.phase], refresh=False)
            bar.update(step.done - bar.n)
            # tqdm itself draws only after a file.
            if not bar.disable and time.time() - bar.last_print_t > _REDRAWN_S:
                bar.refresh()

        yield progress


def _agreed(emptied: Emptied, arguments: argparse.Namespace) -> bool:
    """Ask at a terminal whether the articles of an empty folder are to be removed."""
    if arguments.json or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    print(f"{_missing(emptied)} Remove from the index? [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().casefold() in ("y", "yes", "o", "oui")


def _missing(emptied: Emptied) -> str:
    what = "no article any more" if Path(emptied.path).exists() else "no longer there"
    verb = "holds" if Path(emptied.path).is_dir() else "is"
    articles = "article" if emptied.documents == 1 else "articles"
    return f"{emptied.path} {verb} {what}; {emptied.documents:,} {articles} of it are indexed."


def _tell(report: IndexReport, dixit: Dixit, arguments: argparse.Namespace) -> None:
    if arguments.json:
        print(printed.as_json(report.as_dict(), on_one_line=arguments.watch), flush=True)
        return
    for line in _skipped(report.skipped):
        print(line, file=sys.stderr)
    if not arguments.quiet:
        for line in _renamed(report.renamed):
            print(line, file=sys.stderr)
    for emptied in report.emptied:
        print(f"{_missing(emptied)} They are kept: --prune removes them.", file=sys.stderr)
    if not arguments.quiet:
        print(f"{report} in {dixit.settings.index}", flush=True)


def _skipped(skips: Sequence[Skip]) -> Iterator[str]:
    """A line for each reason: how many files it holds for, and the first of them."""
    by_reason: dict[str, list[str]] = defaultdict(list)
    for skip in skips:
        by_reason[skip.reason].append(skip.path)
    for reason, paths in by_reason.items():
        if len(paths) <= _NAMED:
            yield from (f"skipped {path}: {reason}" for path in paths)
        else:
            yield f"skipped {len(paths):,} files: {reason} ({_first(paths)})"


def _renamed(renames: Sequence[tuple[str, str]]) -> Iterator[str]:
    if len(renames) == 1:
        yield "renamed {} to {}".format(*renames[0])
    elif renames:
        shown = [f"{old} to {new}" for old, new in renames]
        yield f"renamed {len(renames):,} articles: {_first(shown)}"


def _first(names: Sequence[str]) -> str:
    more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more
