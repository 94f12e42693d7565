"""Every reason for which a file is not indexed is told in the page's language."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import dixit.rag.ingestion
from dixit.ui.languages import LANGUAGES

FR = LANGUAGES["fr"]
GIVEN_BY = {"Unreadable", "ReadError", "Unread", "articles", "Skip"}
"""Calls whose last argument is a reason."""
FOR_PROGRAMS = "holds 7 articles, and one was asked for"
"""Told to a caller of `loader.read` only."""


def written(node: ast.expr) -> Iterator[str]:
    """The sentences that an expression may be, 7 for what is filled in."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(v.value if isinstance(v, ast.Constant) else "7" for v in node.values)
    elif isinstance(node, ast.IfExp):
        yield from written(node.body)
        yield from written(node.orelse)


def reasons() -> list[str]:
    found: list[str] = []
    for file in sorted(Path(dixit.rag.ingestion.__path__[0]).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                found += written(node.args[-1]) if node.func.id in GIVEN_BY else ()
            elif isinstance(node, ast.FunctionDef) and node.name in ("why_not", "stumbled"):
                for inner in ast.walk(node):
                    if isinstance(inner, ast.Return) and inner.value is not None:
                        found += written(inner.value)
            elif isinstance(node, ast.Dict):
                for key, value in zip(node.keys, node.values, strict=True):
                    if isinstance(key, ast.Constant) and key.value == "reason":
                        found += written(value)
    return [reason for reason in found if reason != FOR_PROGRAMS]


def test_the_reasons_are_found() -> None:
    assert len(reasons()) > 40


@pytest.mark.parametrize("reason", sorted(set(reasons())))
def test_a_reason_is_given_in_french(reason: str) -> None:
    told = FR.reason(reason)

    assert told != reason
    assert told.count("7") == reason.count("7"), "what is filled in is told too"


def test_a_reason_within_a_sentence_is_given_in_french_too() -> None:
    told = FR.reason("No article in notes could be read; a.pdf: a broken PDF (and 2 more).")

    assert told == (
        "Aucun article n’a pu être lu dans notes\u202f; a.pdf\u202f: PDF endommagé (et 2 autres)."
    )


def test_what_is_in_no_table_is_shown_as_it_is() -> None:
    assert FR.reason("some other trouble") == "some other trouble"


def test_the_english_page_tells_the_reason_itself() -> None:
    assert LANGUAGES["en"].reason("larger than 50 MB") == "larger than 50 MB"
