"""Statements about articles, written and labelled by hand, as cases for the check.

A file has one article a line: `id`, `lang`, `title`, `text`, and `statements`, each with `lang`,
`statement`, `label` (supported, contradicted or unsaid), `kind` and `evidence`, the words of the
text that such a statement cites. The shipped set was written without knowledge of the check.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from dixit.eval.attacks.cases import Case
from dixit.index.records import Document, Span
from dixit.rag.quotations import find_quotations

SHIPPED = Path(__file__).parent / "statements" / "test.jsonl"
_MOST_AROUND = 600
"""Characters of the article on either side of the evidence that belong to the cited passage."""


def read_statements(path: Path = SHIPPED) -> list[Case]:
    """The statements of a file as cases, each with the passage that holds its evidence.

    Raises:
        ValueError: the evidence of a statement does not stand in its article.
    """
    return [
        case
        for line in path.read_text("utf-8").splitlines()
        if line.strip()
        for case in _cases(json.loads(line))
    ]


def _cases(item: dict[str, object]) -> Iterator[Case]:
    text, statements = str(item["text"]), item["statements"]
    document = Document(str(item["id"]), text, "", str(item["lang"]), title=str(item["title"]))
    quotations = tuple(find_quotations(document))
    assert isinstance(statements, list)
    for told in statements:
        at = text.index(told["evidence"])
        start = text.rfind("\n", 0, max(0, at - _MOST_AROUND)) + 1
        end = text.find("\n", min(len(text), at + len(told["evidence"]) + _MOST_AROUND))
        yield Case(
            told["kind"],
            told["label"] == "supported",
            told["lang"],
            told["statement"],
            document,
            Span(document.source, start, end if end > 0 else len(text)),
            quotations,
        )
