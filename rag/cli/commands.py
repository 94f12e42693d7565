"""The commands of the command line: one function each, from parsed arguments to an exit code."""

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from dixit.rag import shown_document
from dixit.rag.cli import printed
from dixit.rag.cli.flags import filter_from, settings_from
from dixit.rag.errors import QuestionError
from dixit.rag.ingestion.example_articles import EXAMPLE_ARTICLES
from dixit.rag.ingestion.report import IndexReport, Progress
from dixit.rag.pipeline import Dixit
from dixit.rag.retrieval import no_hits

REFUSED = 3
"""The exit code of a refusal, with `--fail-on-refusal`."""


def index(arguments: argparse.Namespace) -> int:
    """Add or update files and folders, once or continuously, and report what was done."""
    dixit, paths = _dixit(arguments), arguments.paths or [EXAMPLE_ARTICLES]
    with _bar(arguments) as progress:
        if arguments.rebuild:
            report = dixit.rebuild(progress=progress)
        else:
            report = dixit.add(paths, progress=progress)
    _tell(report, dixit, arguments)
    if not arguments.watch:
        return 0
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

    with tqdm(unit="file", disable=arguments.json or None, file=sys.stderr, leave=False) as bar:

        def progress(done: int, total: int, name: str, passages: int) -> None:
            bar.total = total
            seconds = max(bar.format_dict["elapsed"], 1e-3)
            bar.set_postfix_str(f"{passages / seconds:.0f} passages/s, {name}", refresh=False)
            bar.update(done - bar.n)

        yield progress


def _tell(report: IndexReport, dixit: Dixit, arguments: argparse.Namespace) -> None:
    if arguments.json:
        _print_json(report.as_dict(), on_one_line=arguments.watch)
        return
    for skip in report.skipped:
        print(f"skipped {skip.path}: {skip.reason}", file=sys.stderr)
    for old, new in report.renamed:
        print(f"renamed {old} to {new}", file=sys.stderr)
    print(f"{report} in {dixit.settings.index}", flush=True)


def ask(arguments: argparse.Namespace) -> int:
    """Answer a question and print its citations."""
    answer = _dixit(arguments).ask(_question(arguments.question))
    if arguments.json:
        _print_json(answer.as_dict())
    else:
        print(printed.answer(answer))
    return REFUSED if arguments.fail_on_refusal and not answer.answered else 0


def _question(given: str) -> str:
    """The question, read from standard input for "-"."""
    if given != "-":
        return given
    try:
        return sys.stdin.read().strip()
    except UnicodeDecodeError as error:
        raise QuestionError("The question on standard input is not text: write UTF-8.") from error


def search(arguments: argparse.Namespace) -> int:
    """Rank passages for a query."""
    dixit = _dixit(arguments)
    where = filter_from(arguments, dixit.speakers() if arguments.speaker is not None else ())
    hits = dixit.search(arguments.query, k=arguments.k, where=where)
    if not hits:
        print(f"dixit: {dixit.why_nothing(where, arguments.speaker)}", file=sys.stderr)
    if arguments.json:
        records = [hit.as_dict(rank) for rank, hit in enumerate(hits, start=1)]
        _print_json({"query": arguments.query, "hits": records})
        return 0
    for rank, hit in enumerate(hits, start=1):
        dense, word = hit.signals.dense_rank, hit.signals.word_rank
        print(
            f"{rank}. {hit.source} {hit.start}:{hit.end}  score {hit.score:.4f} "
            f"(meaning {dense or '-'}, words {word or '-'})"
        )
        print(f"   {printed.one_line(hit.text)}")
    return 0


def quotes(arguments: argparse.Namespace) -> int:
    """List quotations with their speakers."""
    dixit = _dixit(arguments)
    quotations = dixit.quotations(arguments.speaker, arguments.source)
    if not quotations:
        why = no_hits.no_quotation(dixit.speakers(), arguments.speaker, arguments.source)
        print(f"dixit: {why}", file=sys.stderr)
    if arguments.json:
        _print_json([quotation.as_dict() for quotation in quotations])
        return 0
    for quotation in quotations:
        role = f", {quotation.role}" if quotation.role else ""
        how = "" if quotation.direct else " (reported)"
        print(f"{quotation.speaker or 'speaker not named'}{role}{how}")
        print(
            f"   «\u00a0{quotation.quote}\u00a0»" if quotation.direct else f"   {quotation.quote}"
        )
        print(f"   {quotation.span.source} {quotation.span.start}:{quotation.span.end}")
    return 0


def show(arguments: argparse.Namespace) -> int:
    """Print a stored article, with a span highlighted."""
    document = _dixit(arguments).document(arguments.source)
    length, value = len(document.text), arguments.span
    span = None if value is None else printed.span(value, document.source, length)
    if arguments.json:
        _print_json(shown_document.as_dict(document, span))
        return 0
    if span is None:
        print(document.text)
        return 0
    print(printed.place(document, span, arguments.context))
    return 0


def sources(arguments: argparse.Namespace) -> int:
    """List the articles."""
    documents = _dixit(arguments).documents()
    if arguments.json:
        _print_json([document.as_dict() for document in documents])
        return 0
    for document in documents:
        date, title = document.published or "no date", document.title or "no title"
        print(
            f"{document.source}  {document.language}, {date}, {title}, "
            f"{document.passages} passages, {document.quotations} quotations"
        )
    return 0


def status(arguments: argparse.Namespace) -> int:
    """Print what the index holds."""
    fields = _dixit(arguments).status().as_dict()
    if arguments.json:
        _print_json(fields)
        return 0
    for name, value in fields.items():
        print(f"{name:<11}{', '.join(value) if isinstance(value, tuple) else value}")
    return 0


def verify(arguments: argparse.Namespace) -> int:
    """Check the index; the exit code is 1 if it has problems."""
    problems = _dixit(arguments).verify()
    if arguments.json:
        _print_json({"whole": not problems, "problems": problems})
    else:
        print("\n".join(problems) or "The index is intact.")
    return 1 if problems else 0


def repair(arguments: argparse.Namespace) -> int:
    """Repair a damaged index; the exit code is 1 if articles are lost."""
    result = _dixit(arguments).repair()
    if arguments.json:
        _print_json(result.as_dict())
        return 1 if result.lost else 0
    for problem in result.problems:
        print(problem)
    for source in result.lost:
        print(f"Lost {source}: index its file again.")
    kept = f"{result.kept} article{'s' if result.kept != 1 else ''} kept"
    aside = f"; damaged files moved to {result.set_aside}" if result.set_aside else ""
    summary = f"{kept}, {len(result.lost)} lost{aside}."
    print(summary if result.problems else "The index is intact.")
    return 1 if result.lost else 0


def compact(arguments: argparse.Namespace) -> int:
    """Free the disk space of removed articles."""
    dixit = _dixit(arguments)
    before = _bytes_in(dixit.settings.index)
    dixit.compact()
    dixit.close()  # Deletes SQLite's -wal and -shm files, so that they do not count.
    after = _bytes_in(dixit.settings.index)
    if arguments.json:
        _print_json({"before_bytes": before, "after_bytes": after})
    else:
        print(f"The index takes {after / 1e6:,.1f} MB (before: {before / 1e6:,.1f} MB).")
    return 0


def backup(arguments: argparse.Namespace) -> int:
    """Copy the index."""
    dixit = _dixit(arguments)
    dixit.backup(arguments.folder)
    if arguments.json:
        _print_json({"backup": str(arguments.folder)})
    else:
        print(f"Copied to {arguments.folder}; to open it, use --index {arguments.folder}")
    return 0


def remove(arguments: argparse.Namespace) -> int:
    """Remove an article from the index."""
    _dixit(arguments).remove(arguments.source)
    if arguments.json:
        _print_json({"removed": arguments.source})
    else:
        print(f"Removed {arguments.source} from the index; its file stays on disk.")
    return 0


def _dixit(arguments: argparse.Namespace) -> Dixit:
    return Dixit(settings=settings_from(arguments))


def _bytes_in(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _print_json(value: object, *, on_one_line: bool = False) -> None:
    indent = None if on_one_line else 2
    print(json.dumps(value, ensure_ascii=False, indent=indent), flush=True)
