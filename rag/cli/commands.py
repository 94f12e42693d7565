"""The commands of the command line: one function each, from parsed arguments to an exit code."""

import argparse
import sys
from pathlib import Path

from dixit.rag import shown_document
from dixit.rag.cli import growing, printed
from dixit.rag.cli.flags import filter_from, settings_from
from dixit.rag.cli.quotes import print_quotations
from dixit.rag.errors import QuestionError
from dixit.rag.pipeline import Dixit

REFUSED = 3
"""The exit code of a refusal, with `--fail-on-refusal`."""


def ask(arguments: argparse.Namespace) -> int:
    """Answer a question and print its citations; as text, each statement once it is checked."""
    dixit, question = _dixit(arguments), _question(arguments.question)
    if arguments.json:
        answer = dixit.ask(question)
        print(printed.as_json(answer.as_dict()))
    else:
        answer = growing.show(dixit.stream(question))
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
        print(printed.as_json({"query": arguments.query, "hits": records}))
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
    return print_quotations(_dixit(arguments), arguments)


def show(arguments: argparse.Namespace) -> int:
    """Print a stored article, with a span highlighted."""
    dixit = _dixit(arguments)
    document, copies = dixit.document(arguments.source), dixit.copies(arguments.source)
    length, value = len(document.text), arguments.span
    span = None if value is None else printed.span(value, document.source, length)
    if arguments.json:
        print(printed.as_json(shown_document.as_dict(document, copies, span)))
        return 0
    if copies:
        print(f"dixit: the same text or most of it: {', '.join(copies)}", file=sys.stderr)
    if span is None:
        print(document.text)
        return 0
    print(printed.place(document, span, arguments.context))
    return 0


def sources(arguments: argparse.Namespace) -> int:
    """List the articles."""
    dixit = _dixit(arguments)
    documents, groups = dixit.documents(), dixit.copy_groups()
    if arguments.json:
        print(printed.as_json(shown_document.listed(documents, groups)))
        return 0
    group_of = {source: group for group in groups for source in group}
    # A group stands together, behind the first of it.
    order = {source: (group[0], source) for source, group in group_of.items()}
    documents.sort(key=lambda each: order.get(each.source, (each.source, each.source)))
    for document in documents:
        group = group_of.get(document.source, [document.source])
        if document.source != group[0]:
            print("  copy: ", end="")
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
        print(printed.as_json(fields))
        return 0
    away = fields.pop("kept_away")
    for name, value in fields.items():
        print(f"{name:<11}{', '.join(value) if isinstance(value, tuple) else value}")
    if isinstance(away, tuple) and away:
        print(f"kept away  {len(away)}: {', '.join(away)}")
    return 0


def verify(arguments: argparse.Namespace) -> int:
    """Check the index; the exit code is 1 if it has problems."""
    problems = _dixit(arguments).verify()
    if arguments.json:
        print(printed.as_json({"whole": not problems, "problems": problems}))
    elif problems:
        print("\n".join(problems))
    elif not arguments.quiet:
        print("The index is intact.")
    return 1 if problems else 0


def repair(arguments: argparse.Namespace) -> int:
    """Repair a damaged index; the exit code is 1 if articles are lost."""
    result = _dixit(arguments).repair()
    if arguments.json:
        print(printed.as_json(result.as_dict()))
        return 1 if result.lost else 0
    for problem in result.problems:
        print(problem)
    for source in result.lost:
        print(f"Lost {source}: index its file again.")
    kept = f"{result.kept} article{'s' if result.kept != 1 else ''} kept"
    aside = f"; damaged files moved to {result.set_aside}" if result.set_aside else ""
    summary = f"{kept}, {len(result.lost)} lost{aside}."
    if not arguments.quiet:
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
        print(printed.as_json({"before_bytes": before, "after_bytes": after}))
    elif not arguments.quiet:
        print(f"The index takes {after / 1e6:,.1f} MB (before: {before / 1e6:,.1f} MB).")
    return 0


def backup(arguments: argparse.Namespace) -> int:
    """Copy the index."""
    dixit = _dixit(arguments)
    dixit.backup(arguments.folder)
    if arguments.json:
        print(printed.as_json({"backup": str(arguments.folder)}))
    elif not arguments.quiet:
        print(f"Copied to {arguments.folder}; to open it, use --index {arguments.folder}")
    return 0


def remove(arguments: argparse.Namespace) -> int:
    """Remove an article from the index, for good if asked; or undo the latter."""
    dixit, source = _dixit(arguments), arguments.source
    if arguments.undo:
        dixit.readmit(source)
        done = {"readmitted": source}
        said = f"{source} may come back: the next `dixit index` of its file adds it."
    else:
        dixit.remove(source, for_good=arguments.for_good)
        done = {"removed": source}
        said = f"Removed {source} from the index; its file stays on disk."
        if arguments.for_good:
            said += " Later runs leave it out; `dixit remove --undo` lets it back in."
    if arguments.json:
        print(printed.as_json(done))
    elif not arguments.quiet:
        print(said)
    return 0


def _dixit(arguments: argparse.Namespace) -> Dixit:
    return Dixit(settings=settings_from(arguments))


def _bytes_in(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
