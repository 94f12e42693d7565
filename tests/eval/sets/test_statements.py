"""Statements labelled by hand, read as cases for the check."""

import json
from pathlib import Path

import pytest

from dixit.eval.attacks.checks import measure
from dixit.eval.command import main
from dixit.eval.sets.statements import SHIPPED, read_statements
from dixit.rag.errors import ReadError

ARTICLE = {
    "id": "a",
    "lang": "en",
    "title": "Harbour",
    "text": "The port closed on Monday. Nobody was hurt.",
    "statements": [
        {"lang": "en", "statement": "The port closed on Monday.", "label": "supported",
         "kind": "verbatim", "evidence": "The port closed on Monday."},
        {"lang": "en", "statement": "The port closed on Friday.", "label": "contradicted",
         "kind": "date", "evidence": "The port closed on Monday."},
    ],
}  # fmt: skip


def test_each_statement_cites_the_passage_that_holds_its_evidence(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text(json.dumps(ARTICLE) + "\n", "utf-8")
    cases = read_statements(path)

    assert [(case.kind, case.true) for case in cases] == [("verbatim", True), ("date", False)]
    assert all(case.document.text[: case.passage.end] == ARTICLE["text"] for case in cases)
    accepted = {(row.kind, row.accepted) for row in measure(cases) if row.check == "dixit"}
    assert accepted == {("verbatim", 1), ("date", 0)}


def test_evidence_that_is_not_in_the_article_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text(json.dumps({**ARTICLE, "text": "Nothing."}) + "\n", "utf-8")

    with pytest.raises(ReadError, match=r"line 1: .* does not hold the evidence"):
        read_statements(path)


@pytest.mark.parametrize(
    "text", ["no JSON", "{}", '{"id": 1, "lang": "fr", "title": "", "text": ""}']
)
def test_a_line_that_is_no_article_is_an_error(tmp_path: Path, text: str) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text(text, "utf-8")

    with pytest.raises(ReadError, match=r"set\.jsonl, line 1: no article with statements"):
        read_statements(path)
    with pytest.raises(ReadError, match="cannot read the statements of"):
        read_statements(tmp_path / "nowhere")


def test_the_shipped_set_is_half_true_and_in_both_languages() -> None:
    cases = read_statements(SHIPPED)

    assert len(cases) >= 200
    assert sum(case.true for case in cases) * 2 == len(cases)
    assert {case.language for case in cases} == {"fr", "en"}


def test_the_command_prints_a_line_for_each_kind(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text(json.dumps(ARTICLE) + "\n", "utf-8")

    assert main(["statements", str(path)]) == 0
    printed = capsys.readouterr().out

    assert "false, date" in printed
    assert "true, verbatim" in printed
