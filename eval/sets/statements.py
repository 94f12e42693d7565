"""Statements about articles, written and labelled by hand, as test cases for the check.

A file has one article a line: `id`, `lang`, `title`, `text`, and `statements`, each with `lang`,
`statement`, `label` (supported, contradicted or unsaid), `kind`, and `evidence`: the text that the
statement cites. The authors of the shipped set did not know the rules of the check.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from dixit.eval.attacks.cases import Case
from dixit.index.records import Document, Span
from dixit.rag.errors import ReadError
from dixit.rag.quotations import find_quotations

SHIPPED = Path(__file__).parent / "statements" / "test.jsonl"
_MOST_AROUND = 600
"""The context of the evidence in the cited passage, in characters on each side."""


def read_statements(path: Path = SHIPPED) -> list[Case]:
    """Read the statements of a file as cases; each cites the passage around its evidence.

    Raises:
        ReadError: the file cannot be read, a line is no article with statements, or the evidence
            of a statement is not in its article.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(f"cannot read the statements of {path}: {error}") from error
    cases: list[Case] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            cases += _cases(json.loads(line))
        except (ValueError, KeyError, TypeError) as error:
            raise ReadError(
                f"{path}, line {number}: no article with statements: {error}"
            ) from error
    return cases


def _cases(item: dict[str, object]) -> Iterator[Case]:
    text, statements = str(item["text"]), item["statements"]
    document = Document(str(item["id"]), text, "", str(item["lang"]), title=str(item["title"]))
    quotations = tuple(find_quotations(document))
    if not isinstance(statements, list):
        raise TypeError("its statements are no list")
    for record in statements:
        at = text.find(record["evidence"])
        if at < 0:
            raise ValueError(f"its text does not hold the evidence {record['evidence'][:60]!r}")
        start = text.rfind("\n", 0, max(0, at - _MOST_AROUND)) + 1
        end = text.find("\n", min(len(text), at + len(record["evidence"]) + _MOST_AROUND))
        yield Case(
            record["kind"],
            record["label"] == "supported",
            record["lang"],
            record["statement"],
            document,
            Span(document.source, start, end if end > 0 else len(text)),
            quotations,
        )
