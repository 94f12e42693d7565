"""The output of `dixit quotes`: text, JSON or comma-separated values."""

import argparse
import csv
import sys
from collections.abc import Sequence
from dataclasses import asdict

from dixit.index.records import Quotation
from dixit.rag.cli import printed
from dixit.rag.pipeline import Dixit
from dixit.rag.retrieval.quoted import Quoted

_FIELDS = ("speaker", "role", "cue", "direct", "source", "start", "end", "quote")
"""Columns of the comma-separated values: the fields of the JSON."""


def print_quotations(dixit: Dixit, arguments: argparse.Namespace) -> int:
    """Print the quotations that the flags select, and on stderr why there are none.

    Args:
        dixit: The open index.
        arguments: The parsed command line of `dixit quotes`.

    Returns:
        The exit code.
    """
    asked = Quoted(
        speaker=arguments.speaker,
        source=arguments.source,
        about=arguments.about,
        published_from=arguments.since,
        published_until=arguments.until,
        direct=arguments.direct,
    )
    found = dixit.quotations(**asdict(asked))
    if not found:
        print(f"dixit: {dixit.why_unquoted(asked)}", file=sys.stderr)
    limit = arguments.limit or len(found)
    if len(found) > limit:
        left = len(found) - limit
        print(f"dixit: {left} more not shown: raise --limit.", file=sys.stderr)
    found = found[:limit]
    if arguments.json:
        print(printed.as_json([one.as_dict() for one in found]))
    elif arguments.csv:
        _print_csv(found)
    else:
        _print_text(found)
    return 0


def _print_csv(found: Sequence[Quotation]) -> None:
    writer = csv.DictWriter(sys.stdout, _FIELDS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(one.as_dict() for one in found)


def _print_text(found: Sequence[Quotation]) -> None:
    for quotation in found:
        role = f", {quotation.role}" if quotation.role else ""
        how = "" if quotation.direct else " (reported)"
        print(f"{quotation.speaker or 'speaker not named'}{role}{how}")
        print(
            f"   «\u00a0{quotation.quote}\u00a0»" if quotation.direct else f"   {quotation.quote}"
        )
        print(f"   {quotation.span.source} {quotation.span.start}:{quotation.span.end}")
