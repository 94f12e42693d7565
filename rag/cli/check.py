"""The command `dixit check`: reads a draft, shows the progress, prints the check."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from dixit.rag.checking.check import MAX_CHARACTERS, Check
from dixit.rag.checking.footnotes import as_html, as_markdown
from dixit.rag.checking.records import CheckedStatement
from dixit.rag.checking.statements import language_of
from dixit.rag.checking.strings import evidence, summary, word
from dixit.rag.cli import printed
from dixit.rag.cli.flags import settings_from
from dixit.rag.errors import ReadError
from dixit.rag.ingestion.readers.decoding import decode
from dixit.rag.ingestion.readers.extracts import Unreadable
from dixit.rag.pipeline import Dixit

_MOST_BYTES = 4 * (MAX_CHARACTERS + 1)
"""Bytes that are read of a draft: one that is too long is seen to be so."""


def check(arguments: argparse.Namespace) -> int:
    """Check a draft, and print its statements with their verdicts and citations."""
    draft = _draft(arguments.draft)
    checking = Dixit(settings=settings_from(arguments)).checking(draft, arguments.source)
    in_words = not (arguments.json or arguments.markdown or arguments.html)
    language = ""
    found: list[CheckedStatement] = []
    try:
        for statement in _shown(checking, draft):
            found.append(statement)
            if in_words:
                language = language or language_of(draft)
                print(_in_words(statement, language), end="\n\n", flush=True)
    except KeyboardInterrupt:
        print(f"dixit: stopped; statements checked: {len(found)}.", file=sys.stderr)
        return 130
    whole = Check.of(draft, found)
    if arguments.json:
        print(printed.as_json(whole.as_dict()))
    elif arguments.markdown or arguments.html:
        print(as_markdown(whole) if arguments.markdown else as_html(whole), end="")
    else:
        print(summary(whole.statements, whole.language))
    return 0


def _draft(name: str) -> str:
    """Return the text of a draft.

    Raises:
        ReadError: The file cannot be read, or is no text.
    """
    shown = "Standard input" if name == "-" else name[:200]
    try:
        if name == "-":
            data = sys.stdin.buffer.read(_MOST_BYTES)
        else:
            with Path(name).open("rb") as file:
                data = file.read(_MOST_BYTES)
    except IsADirectoryError:
        raise ReadError(f"{shown} is a folder: name one text file, or - for the input.") from None
    except FileNotFoundError:
        raise ReadError(f"There is no file {shown}: check the path.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a valid path"
        raise ReadError(f"{shown} cannot be read ({reason}): check the path.") from None
    try:
        return decode(data)
    except Unreadable:
        raise ReadError(
            f"{shown} is not plain text: save the draft as a text or Markdown file."
        ) from None


def _shown(checked: Iterator[CheckedStatement], draft: str) -> Iterator[CheckedStatement]:
    """Yield checked statements, with a progress bar on terminals."""
    # Imported on first use: questions need no progress bar.
    from tqdm import tqdm  # noqa: PLC0415

    with tqdm(
        total=len(draft), unit="char", unit_scale=True, disable=None, file=sys.stderr, leave=False
    ) as bar:
        for statement in checked:
            bar.update(statement.end - bar.n)
            bar.clear()
            yield statement


def _in_words(statement: CheckedStatement, language: str) -> str:
    """Return a statement with its verdict and evidence in words."""
    text = " ".join(statement.text.split())
    if statement.verdict is None:
        return text
    lines = [text, f"  {word(statement.verdict, language)}"]
    lines += [f"    {evidence(citation, language)}" for citation in statement.citations]
    return "\n".join(lines)
